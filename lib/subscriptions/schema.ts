import { z } from 'zod'
import { editForm } from '@/lib/kernel/changes'
import { line } from '@/lib/kernel/line'
import { TABLE_OFFERS } from '@/lib/kernel/spreadsheet'
import { SUBSCRIPTION_STATUSES } from './view'

export const labelOwnLineInput = editForm({ label: line(60, 'subscriptions.label_too_long') }, {})

export const LINE_SORTS = ['number', 'holder', 'cost', 'used'] as const
export const LINE_COLUMNS = [
  'holder',
  'tariff',
  'centre',
  'account',
  'spent',
  'used',
  'sim',
  'kind',
  'status',
] as const
export type LineColumn = (typeof LINE_COLUMNS)[number]
const USUAL_COLUMNS: LineColumn[] = ['holder', 'tariff', 'centre', 'spent', 'status']

/** Columns as the address has them: once with commas, or one by one from a form. */
const columns = z
  .union([z.string().max(200), z.array(z.string().max(20)).max(20)])
  .transform((given) => (Array.isArray(given) ? given : given.split(',')))
  .transform((given) => LINE_COLUMNS.filter((column) => given.includes(column)))
  .catch(USUAL_COLUMNS)

/** Given twice, the first counts. */
const firstOf = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((given) => (Array.isArray(given) ? given[0]! : given))

const filters = {
  q: firstOf.transform((text) => text.slice(0, 80)).pipe(line(80, 'web.unreadable')),
  status: z.enum(['all', ...SUBSCRIPTION_STATUSES]),
  only: z.enum(['all', 'over_limit', 'unused']),
  tariff: line(120, 'web.unreadable').pipe(z.string().min(1)),
  centre: z.uuid(),
  account: z.uuid(),
}

/** What a list of lines is asked for by. What cannot be read narrows nothing, and the page shows that it does not. */
export const lineFilters = z.object({
  q: filters.q.catch(''),
  status: filters.status.catch('all'),
  only: filters.only.catch('all'),
  tariff: filters.tariff.optional().catch(undefined),
  centre: filters.centre.optional().catch(undefined),
  account: filters.account.optional().catch(undefined),
})
export type LineFilter = z.infer<typeof lineFilters>

/** Empty: what a form sends for a choice that is not made. */
const orUnchosen = <T extends z.ZodType>(choice: T) =>
  z.union([z.literal('').transform(() => undefined), choice]).optional()
/** The same for what is handed out or changed: a filter that cannot be read is refused, never taken for everything. */
export const takenLines = z.object({
  q: filters.q.default(''),
  status: filters.status.default('all'),
  only: filters.only.default('all'),
  tariff: orUnchosen(filters.tariff),
  centre: orUnchosen(filters.centre),
  account: orUnchosen(filters.account),
})

const shown = { sort: z.enum(LINE_SORTS).catch('number'), cols: columns }
export const listLinesInput = lineFilters.extend({
  ...shown,
  after: z.string().max(400).optional().catch(undefined),
})
export type ListLinesInput = z.infer<typeof listLinesInput>
export const exportLinesInput = takenLines.extend({
  ...shown,
  format: z.enum(TABLE_OFFERS).default('csv'),
})

export const editLineInput = editForm(
  {
    label: line(60, 'subscriptions.label_too_long'),
    holder: line(120, 'subscriptions.cell_unreadable'),
  },
  { id: z.uuid() },
)

/** So many lines can be changed at once. */
export const MOST_AT_ONCE = 5_000
const several = z
  .union([z.uuid(), z.array(z.uuid()).max(MOST_AT_ONCE)])
  .transform((ids) => (Array.isArray(ids) ? ids : [ids]))

/** Which lines: those ticked, or all that a list shows. */
export const selectLinesInput = takenLines.extend({ id: several.optional(), all: z.literal('1').optional() })
export type SelectLinesInput = z.infer<typeof selectLinesInput>

/** What many lines are to be given; empty takes it away. What is not named stays. */
export const LINE_FIELDS = ['label', 'holder'] as const
export type LineField = (typeof LINE_FIELDS)[number]
export const previewLinesInput = selectLinesInput.extend({
  field: z.enum(LINE_FIELDS).optional().catch(undefined),
  value: firstOf
    .transform((text) => text.slice(0, 120))
    .pipe(line(120, 'subscriptions.cell_unreadable'))
    .catch(''),
})

/** A selection as the query of an address: exactly what was read of it. */
export function selectionQuery({
  id = [],
  all,
  q,
  status,
  only,
  tariff,
  centre,
  account,
}: SelectLinesInput): [string, string][] {
  if (!all) return id.map((each) => ['id', each])
  const asked = Object.entries({ all, q, status, only, tariff, centre, account })
  return asked.filter((entry): entry is [string, string] => Boolean(entry[1]))
}

/** The same read again, from the form that its preview shows. */
const sentSelection = z
  .string()
  .max(400_000)
  .transform((selection) => {
    const query = new URLSearchParams(selection)
    const ids = query.getAll('id')
    return { ...Object.fromEntries(query), id: ids.length > 0 ? ids : undefined } as z.input<
      typeof selectLinesInput
    >
  })
  .pipe(selectLinesInput)

export const editLinesInput = z.object({
  selection: sentSelection,
  field: z.enum(LINE_FIELDS),
  value: line(120, 'subscriptions.cell_unreadable'),
  /** What the preview showed; else it must be looked at again. */
  seen: z.string().max(64),
})

/** A cost centre by its id, or `none`; else by its name, which may be that of a new one. */
const moveTo = {
  to: z.union([z.uuid(), z.literal('none')]).optional(),
  name: line(40, 'subscriptions.centre_too_long'),
}
export const previewMoveInput = selectLinesInput.extend({
  to: moveTo.to.catch(undefined),
  name: firstOf
    .transform((text) => text.slice(0, 40))
    .pipe(moveTo.name)
    .catch(''),
})
export type PreviewMoveInput = z.infer<typeof previewMoveInput>

export const moveLinesInput = z.object({
  selection: sentSelection,
  ...moveTo,
  name: moveTo.name.default(''),
  /** What the preview showed, its people included; else it must be looked at again. */
  seen: z.string().max(64),
})

export const undoMoveInput = z.object({ id: z.uuid() })

export const lineIdInput = z.object({ id: z.uuid() })
