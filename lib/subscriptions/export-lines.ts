import { auditActor, recordAudit } from '@/lib/audit/record'
import { BATCH } from '@/lib/infra/documents/batches'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { World } from '@/lib/infra/world'
import type { Cell, SheetColumn } from '@/lib/infra/xlsx'
import { dateFormat } from '@/lib/kernel/formats'
import type { Locale } from '@/lib/kernel/locale'
import { type Actor, authorize } from '@/lib/rights/actor'
import { translator } from '@/lib/words/translator'
import { listLines } from './list-lines'
import type { LineColumn, ListLinesInput } from './schema'
import type { LinePage, LineRow } from './view'

const all = { size: BATCH, whole: true }

/**
 * Hands out exactly the lines that a list shows, all its pages, in its columns and order, as a file that is
 * drawn while they are read: memory stays flat however many they are. That it was done stands in the audit.
 */
export async function exportLines(
  actor: Actor,
  input: ListLinesInput,
  { format, locale }: { format: TableFormat; locale: Locale },
  world: World,
): Promise<TableFile> {
  authorize(actor, 'line:view')
  const { id: companyId, slug } = actor.company
  const first = await listLines(actor, { ...input, after: undefined }, world, all)
  await recordAudit(world.sql, {
    companyId,
    at: world.clock(),
    actor: auditActor(actor),
    action: 'subscriptions.lines_exported',
    object: { kind: 'company', id: companyId, name: slug },
  })
  const { columns, cells } = shownColumns(input.cols, locale, world)
  async function* rows() {
    for (let page: LinePage = first; ; ) {
      yield page.rows.map(cells)
      if (!page.next) return
      page = await listLines(actor, { ...input, after: page.next }, world, all)
    }
  }
  return tableFile({ format, name: translator(locale)('lines.title'), locale }, columns, rows())
}

/** Columns as the list shows them: the number and its name, then those that were chosen. */
function shownColumns(chosen: readonly LineColumn[], locale: Locale, world: World) {
  const { timeZone } = world.market
  const t = translator(locale, timeZone)
  const day = dateFormat('sv-SE', { timeZone })
  const cellOf: Record<LineColumn, (line: LineRow) => Cell> = {
    holder: ({ holder }) => holder,
    tariff: ({ tariff }) => tariff,
    centre: ({ costCentre }) => costCentre,
    account: ({ account }) => account,
    spent: ({ spent }) => spent / 100,
    used: ({ lastUsedAt, neverUsed }) => (neverUsed ? t('lines.never_used') : day.format(lastUsedAt)),
    sim: ({ iccid }) => iccid,
    kind: ({ kind }) => t(`lines.kinds.${kind}`),
    status: ({ status }) => t(`lines.short.${status}`),
  }
  const columns: SheetColumn[] = [
    { head: t('lines.columns.number'), width: 20 },
    { head: t('lines.columns.label'), width: 20 },
    ...chosen.map((column) => ({
      head: t(`lines.columns.${column}`),
      width: 22,
      ...(column === 'spent' && { format: 'amount' as const }),
    })),
  ]
  const cells = (line: LineRow): Cell[] => [
    line.number,
    line.label,
    ...chosen.map((column) => cellOf[column](line)),
  ]
  return { columns, cells }
}
