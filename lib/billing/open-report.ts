import { auditActor, recordAudit } from '@/lib/audit/record'
import { batchesOf } from '@/lib/infra/documents/batches'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { World } from '@/lib/infra/world'
import type { Cell, SheetColumn } from '@/lib/infra/xlsx'
import type { Locale } from '@/lib/kernel/locale'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { translator } from '@/lib/words/translator'
import { listReport, monthlyCost } from './reports'
import type { BillLineKind, ReportKey, ReportRow } from './view'

/** A report holds its first ten thousand rows; who needs more exports the list of lines. */
const MOST_ROWS = 10_000

type Asked = { report: ReportKey; format: TableFormat; locale: Locale }

/** Hands out a report about the newest month as a file; that it was done stands in the audit. */
export async function openReport(actor: Actor, asked: Asked, world: World): Promise<TableFile> {
  authorize(actor, 'report:view')
  const file = await makeReport(actor, asked, world)
  await recordAudit(world.sql, {
    companyId: actor.company.id,
    at: world.clock(),
    actor: auditActor(actor),
    action: 'billing.report_downloaded',
    object: { kind: 'company', id: actor.company.id, name: actor.company.slug },
    after: { report: asked.report, format: asked.format },
  })
  return file
}

/** The report itself. @throws NotFound where there are no bills. */
export async function makeReport(
  actor: Actor,
  { report, format, locale }: Asked,
  world: World,
): Promise<TableFile> {
  authorize(actor, 'report:view')
  const month = (await monthlyCost(actor, world)).at(-1)?.month
  if (!month) throw new NotFound('there are no bills to report on')
  const rows = await listReport(actor, report, month, MOST_ROWS, world)
  const t = translator(locale, world.market.timeZone)
  const name = `${t(`reports.${report}.title`)} ${month.slice(0, 7)}`
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
  const dayOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone: world.market.timeZone }).format(at)
  const cells = (row: ReportRow): Cell[] => [
    label(row),
    row.holder,
    row.net / 100,
    row.was === null ? null : row.was / 100,
    row.at && dayOf(row.at),
  ]
  async function* batches() {
    for (const batch of batchesOf(rows)) yield batch.map(cells)
  }
  return tableFile({ format, name, locale }, columns, batches())
}
