import { z } from 'zod'
import { LARGE_FORM } from '@/bin/lib/kinds.mjs'
import { idsIn } from '@/lib/kernel/cursor'
import { isPlausibleDay } from '@/lib/kernel/day'
import { LONGEST_LIST } from '@/lib/kernel/form-owner.mjs'
import { line } from '@/lib/kernel/line'
import { type AskedOf, listing, orNone, search } from '@/lib/kernel/list'
import { LOCALES } from '@/lib/kernel/locale'
import { TABLE_OFFERS } from '@/lib/kernel/spreadsheet'
import {
  factsOf,
  isHeldBy,
  isPermission,
  NUMBER_PERMISSIONS,
  PERMISSIONS,
  type Permission,
} from '@/lib/rights/catalogue'
import { isHeldFilter, readItem } from '@/lib/rights/items'
import { readScope, type Scope } from '@/lib/rights/scope'
import { MOST_AT_ONCE, MOST_BOXES } from './bounds'

const MOST_INT = 2 ** 31 - 1
const proof = z.string().max(1_024, 'identity.current_password_wrong').optional()
const reason = line(500, 'company.reason_too_long').optional()

export const applyChangeInput = z.object({
  draft: z.uuid(),
  reason,
  proof,
  /** What others have changed is confirmed up to the change of this number, the last one shown; unreadable: nothing is. */
  anyway: z.coerce.number().int().positive().max(MOST_INT).optional().catch(undefined),
})
export type ApplyChangeInput = z.infer<typeof applyChangeInput>

export const scope = z
  .string()
  .transform((key) => readScope(key))
  .pipe(z.custom<Scope>((value) => value !== null))

/** What the list of people can be asked for by its address. */
export const PEOPLE = listing({
  filters: {
    q: search(100),
    role: z.string().refine(isHeldFilter).default(''),
    scope: orNone(scope),
    /** Only whose rights end soon. */
    soon: orNone(z.literal('1')),
  },
  sorts: { name: 'up' },
})
export const listPeopleInput = PEOPLE.shown
export type ListPeopleInput = AskedOf<z.output<typeof listPeopleInput>>

/** A day, or nothing: for good. What cannot be read is refused, not taken for good. */
const until = z
  .string()
  .default('')
  .refine((text) => text === '' || isPlausibleDay(text), 'grants.period_unreadable')
const word = z.string().max(100).default('')
/** Where; nothing said is the whole company, nothing chosen is nothing. */
const place = z.string().max(100).default('company')
const seen = z.coerce.number().int().nonnegative().max(MOST_INT)

/**
 * One person's form: every box that is ticked is sent as `item:<what>@<scope>`, and `had` says which of them stood for
 * what they held when the form was made. Beside it a role can be added.
 */
export const editPersonInput = z
  .looseObject({
    person: z.uuid(),
    seen,
    had: z.string().max(LONGEST_LIST).default(''),
    role: word,
    place,
    until,
  })
  .refine((fields) => Object.keys(fields).length <= MOST_BOXES, 'grants.too_many_boxes')
  .transform(({ person, seen, had, role, place, until, ...rest }) => ({
    ...{ person, seen, role, place, until },
    had: had.split(' ').filter((item) => readItem(item)),
    ticked: Object.keys(rest)
      .filter((name) => name.startsWith('item:'))
      .map((name) => name.slice('item:'.length))
      .filter((item) => readItem(item)),
  }))

export const CHANGE_MODES = ['give', 'take', 'replace', 'copy'] as const
export const changeManyInput = z.object({
  /** Ids with spaces between; or all that the list shows, by its query. */
  people: z.string().max(LONGEST_LIST).default(''),
  all: z.string().max(2_000).optional(),
  mode: z.enum(CHANGE_MODES),
  role: word,
  place,
  until,
  /** Whose rights are copied: their user name. */
  from: line(70, 'company.login_unreadable').default(''),
})
export type ChangeManyInput = z.infer<typeof changeManyInput>

/** Numbers whose ceiling is set: chosen ones, all that a list shows, or every number of the company. */
export const limitNumbersInput = z
  .looseObject({
    numbers: z.string().max(LONGEST_LIST).default(''),
    all: z.string().max(2_000).optional(),
    company: z.literal('on').optional(),
    preset: z.string().max(30).default('custom'),
    seen: seen.optional(),
  })
  .transform(({ numbers, all, company, preset, seen, ...rest }) => ({
    ...{ all, preset, seen },
    company: company === 'on',
    numbers: idsIn(numbers),
    functions: NUMBER_PERMISSIONS.filter((fn) => rest[`item:${fn}`] === 'on'),
  }))
export type LimitNumbersInput = z.infer<typeof limitNumbersInput>

/** A change by its number. */
export const changeNumberInput = z.object({ number: z.coerce.number().int().positive().max(MOST_INT) })
export const openChangePdfInput = changeNumberInput.extend({ locale: z.enum(LOCALES) })

const boxes = (rest: Record<string, unknown>) => PERMISSIONS.filter((fn) => rest[`item:${fn}`] === 'on')
export const editTemplateInput = z
  .looseObject({
    /** Absent: a new one. */
    id: z.uuid().optional(),
    version: z.coerce.number().int().nonnegative().max(MOST_INT).default(0),
    name: line(60, 'subscriptions.label_too_long').pipe(z.string().min(1, 'company.name_missing')),
    meant: line(300, 'company.reason_too_long').default(''),
    retire: z.literal('on').optional(),
  })
  .transform(({ id, version, name, meant, retire, ...rest }) => ({
    ...{ id, version, name, meant },
    retire: retire === 'on',
    functions: boxes(rest),
    asks: PERMISSIONS.filter((fn) => factsOf(fn).approvable && rest[`asks:${fn}`] === 'on'),
  }))

export const whoMayInput = z.object({
  fn: z
    .string()
    .refine((fn): fn is Permission => isPermission(fn) && isHeldBy('user', fn) && !factsOf(fn).everybody)
    .optional()
    .catch(undefined),
  on: scope.optional().catch(undefined),
  q: line(100, '').catch('').default(''),
})

/** After how many of the places where somebody holds something a page begins. */
const skip = z.coerce.number().int().nonnegative().max(1_000_000).catch(0).default(0)
export const ownRightsInput = z.object({ skip })

export const PERSON_TABS = ['can', 'see', 'why', 'history'] as const
export const personPageInput = whoMayInput.extend({
  id: z.uuid().optional().catch(undefined),
  tab: z.enum(PERSON_TABS).catch('can'),
  skip,
  /** A scope to be shown as a column though nothing is held there yet. */
  with: scope.optional().catch(undefined),
})

/** People or numbers of a list that were ticked: `id` once or many times, or `all` that the filters beside it leave. */
const several = z
  .union([z.uuid(), z.array(z.uuid()).max(MOST_AT_ONCE)])
  .transform((ids) => [ids].flat())
  .catch([])
  .default([])
export const chosenInput = z.object({
  id: several,
  all: z.literal('1').optional().catch(undefined),
  company: z.literal('on').optional().catch(undefined),
})

/** What the list of numbers can be asked for by its address. */
export const NUMBERS = listing({
  filters: { q: search(80), centre: orNone(z.uuid()) },
  sorts: { number: 'up', holder: 'up' },
})
export const listNumbersInput = NUMBERS.shown
export type ListNumbersInput = AskedOf<z.infer<typeof listNumbersInput>>

export const editRoleInput = z.object({
  id: z.uuid().optional().catch(undefined),
  copy: z.string().max(60).optional().catch(undefined),
})

export const draftIdInput = z.object({ id: z.uuid() })
/** The same of changes of rights. */
export const CHANGES = listing({ filters: {}, sorts: { at: 'down' } })
export const listChangesInput = CHANGES.shown

/** The form that brings a file has other fields too. In bytes; the sentence of the refusal names it. */
const LARGEST_FILE = LARGE_FORM - 100_000
export const importRightsInput = z.object({
  file: z.custom<File>(
    (file) => file instanceof File && file.size > 0 && file.size <= LARGEST_FILE,
    'grants.file_missing',
  ),
})

const day = z.string().refine(isPlausibleDay, 'grants.period_unreadable')
export const substituteInput = z.object({
  /** For whom. */
  id: z.uuid(),
  /** Who stands in: their user name. */
  substitute: line(70, 'company.login_unreadable').pipe(z.string().min(1, 'company.login_missing')),
  from: day,
  until: day,
  reason,
  proof,
})
export type SubstituteInput = z.infer<typeof substituteInput>

export const decideReviewInput = z.object({
  review: z.uuid(),
  id: several,
  decision: z.enum(['confirm', 'remove']),
})
/** A button that says all by itself. */
export const closeReviewInput = z.object({ id: z.uuid(), proof })
export const openReviewReportInput = z.object({
  id: z.uuid(),
  format: z.enum(['pdf', ...TABLE_OFFERS]),
  locale: z.enum(LOCALES),
})
export const exportRightsInput = z.object({
  format: z.enum(['csv', 'machine']).default('csv'),
  locale: z.enum(LOCALES),
})
