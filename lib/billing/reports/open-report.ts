import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { batchesOf } from '@/lib/infra/documents/batches'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { Cell, SheetColumn } from '@/lib/infra/xlsx'
import { dateFormat } from '@/lib/kernel/formats'
import type { Locale } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { translator } from '@/lib/words/translator'
import { openReportInput } from '../schema'
import type { BillLineKind, ReportKey, ReportRow } from '../view'
import { listReport, monthlyCost } from './reports'

/** So many rows are read at a time: where sums are added up for a reach, each time costs the whole addition. */
const AT_ONCE = 5_000

type Asked = { report: ReportKey; format: TableFormat; locale: Locale }

/** Hands out a report about the newest whole month as a file; that it was done stands in the audit. */
export const openReport = operation({
  key: 'billing.open_report',
  permission: 'report:view',
  input: openReportInput,
  audit: ['billing.report_downloaded'],
  run: async (actor, { report, ...input }, context): Promise<Result<TableFile>> => {
    const asked = { report, ...asOffered(input.format, input.locale) }
    const file = await makeReport(actor, asked, context)
    await recordAudit(context.sql, {
      companyId: actor.company.id,
      at: context.clock(),
      actor: auditActor(actor),
      action: 'billing.report_downloaded',
      object: { kind: 'company', id: actor.company.id, name: actor.company.slug },
      after: { report, format: asked.format },
    })
    return ok(file)
  },
})

/** The report itself, all of its rows. @throws NotFound where there are no bills to report on; unused lines need none. */
export async function makeReport(
  actor: Actor,
  { report, format, locale }: Asked,
  context: Context,
): Promise<TableFile> {
  authorize(actor, 'report:view')
  const dayOf = (at: Date) => dateFormat('sv-SE', { timeZone: context.market.timeZone }).format(at)
  const newest = (await monthlyCost(actor, context, 'report:view')).months.at(-1)?.month
  const month = report === 'unused' ? dayOf(context.clock()) : newest
  if (!month) throw new NotFound('there are no bills to report on')
  const read = (after?: ReportRow) => listReport(actor, report, month, { limit: AT_ONCE, after }, context)
  const first = await read()
  const t = translator(locale, context.market.timeZone)
  const name = `${t(`reports.${report}.title`)} ${report === 'unused' ? month : month.slice(0, 7)}`
  const columns: SheetColumn[] = [
    {
      head: t(
        report === 'kinds' || report === 'centres'
          ? `bills.cut.name.${report === 'kinds' ? 'kind' : 'centre'}`
          : 'reports.line',
      ),
      width: 28,
    },
    { head: t('bills.line.holder'), width: 28 },
    { head: t('reports.net'), width: 16, format: 'amount' },
    { head: t('reports.was'), width: 16, format: 'amount' },
    { head: t('reports.unused.last'), width: 16 },
  ]
  const label = (row: ReportRow) =>
    report === 'kinds'
      ? t(`bills.kinds.${row.key as BillLineKind}`)
      : (row.label ?? (report === 'centres' ? t('bills.no_centre') : null))
  const cells = (row: ReportRow): Cell[] => [
    label(row),
    row.holder,
    row.net / 100,
    row.was === null ? null : row.was / 100,
    row.neverUsed ? t('lines.never_used') : row.at && dayOf(row.at),
  ]
  async function* batches() {
    for (let rows = first; ; rows = await read(rows.at(-1))) {
      for (const batch of batchesOf(rows)) yield batch.map(cells)
      if (rows.length < AT_ONCE) return
    }
  }
  return tableFile({ format, name, locale }, columns, batches())
}
