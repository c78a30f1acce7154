import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { BATCH } from '@/lib/infra/documents/batches'
import { type TableFile, tableFile } from '@/lib/infra/table-file'
import type { Cell, SheetColumn } from '@/lib/infra/xlsx'
import { dateFormat } from '@/lib/kernel/formats'
import type { Locale } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { translator } from '@/lib/words/translator'
import { exportLinesInput, type LineColumn } from '../schema'
import type { LinePage, LineRow } from '../view'
import { listLines } from './list-lines'

const all = { size: BATCH, whole: true }

/**
 * Hands out exactly the lines that a list shows, all its pages, in its columns and order, as a file that is
 * drawn while they are read: memory stays flat however many they are. That it was done stands in the audit.
 */
export const exportLines = operation({
  key: 'subscriptions.export_lines',
  permission: 'line:view',
  input: exportLinesInput,
  audit: ['subscriptions.lines_exported'],
  run: async (actor, input, context): Promise<Result<TableFile>> => {
    const { id: companyId, slug } = actor.company
    const first = await listLines(actor, { ...input, after: undefined }, context, all)
    await recordAudit(context.sql, {
      companyId,
      at: context.clock(),
      actor: auditActor(actor),
      action: 'subscriptions.lines_exported',
      object: { kind: 'company', id: companyId, name: slug },
    })
    const { format, locale } = asOffered(input.format, input.locale)
    const { columns, cells } = shownColumns(input.cols, locale, context)
    async function* rows() {
      for (let page: LinePage = first; ; ) {
        yield page.rows.map(cells)
        if (!page.next) return
        page = await listLines(actor, { ...input, after: page.next }, context, all)
      }
    }
    return ok(tableFile({ format, name: translator(locale)('lines.title'), locale }, columns, rows()))
  },
})

/** Columns as the list shows them: the number and its name, then those that were chosen. */
function shownColumns(chosen: readonly LineColumn[], locale: Locale, context: Context) {
  const { timeZone } = context.market
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
