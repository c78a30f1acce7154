import { z } from 'zod'
import { editForm } from '@/lib/kernel/changes'
import { line } from '@/lib/kernel/line'
import { firstOf, listing, oneOf, orNone, search } from '@/lib/kernel/list'
import { LOCALES } from '@/lib/kernel/locale'
import { TABLE_OFFERS } from '@/lib/kernel/spreadsheet'
import { SUBSCRIPTION_STATUSES } from './view'

export const labelOwnLineInput = editForm({ label: line(60, 'subscriptions.label_too_long') }, {})

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

/** What a list of lines can be asked for by its address. */
export const LINES = listing({
  filters: {
    q: search(80),
    status: oneOf(['all', ...SUBSCRIPTION_STATUSES]),
    only: oneOf(['all', 'over_limit', 'unused']),
    tariff: orNone(line(120, 'web.unreadable').pipe(z.string().min(1))),
    centre: orNone(z.uuid()),
    account: orNone(z.uuid()),
  },
  sorts: { number: 'up', holder: 'up', cost: 'down', used: 'up' },
  columns: { all: LINE_COLUMNS, usual: ['holder', 'tariff', 'centre', 'spent', 'status'] },
})
export const lineFilters = LINES.filters
export type LineFilter = z.infer<typeof lineFilters>
export const takenLines = LINES.taken
export const listLinesInput = LINES.shown
export type ListLinesInput = z.infer<typeof listLinesInput>
export const exportLinesInput = takenLines.extend({
  ...LINES.order.shape,
  format: z.enum(TABLE_OFFERS).default('csv'),
  locale: z.enum(LOCALES),
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
