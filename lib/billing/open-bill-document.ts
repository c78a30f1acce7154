import { auditActor, recordAudit } from '@/lib/audit/record'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { World } from '@/lib/infra/world'
import type { Locale } from '@/lib/kernel/locale'
import { type Actor, authorize } from '@/lib/rights/actor'
import { translator } from '@/lib/words/translator'
import { billLines, billSummary } from './bill-parts'
import { billPdf } from './bill-pdf'
import { billUbl } from './bill-ubl'
import { getBill } from './queries'
import type { BillLineRow } from './view'

export const BILL_FORMATS = ['pdf', 'reminder', 'csv', 'xlsx', 'ubl'] as const
export type BillFormat = (typeof BILL_FORMATS)[number]

/**
 * Hands out a bill as a document, written while it is read; that it was done stands in the audit.
 * @throws NotFound for a bill outside the actor's reach.
 */
export async function openBillDocument(
  actor: Actor,
  { id, format, locale }: { id: string; format: BillFormat; locale: Locale },
  world: World,
): Promise<TableFile> {
  authorize(actor, 'bill:view')
  const [bill, { kinds }] = await Promise.all([getBill(actor, id, world), billSummary(actor, id, world)])
  await recordAudit(world.sql, {
    companyId: actor.company.id,
    at: world.clock(),
    actor: auditActor(actor),
    action: 'billing.bill_downloaded',
    object: { kind: 'bill', id, name: bill.number },
    after: { format },
  })
  const lines = billLines(actor, id, world)
  const { market } = world
  if (format === 'csv' || format === 'xlsx') return lineTable(format, bill.number, lines, locale)
  if (format === 'ubl')
    return { name: `${bill.number}.xml`, type: 'application/xml', bytes: billUbl(bill, lines, market) }
  const reminder = format === 'reminder'
  const pdf = billPdf({ bill, kinds, lines, reminder, locale, market, now: world.clock() })
  return {
    name: `${bill.number}${reminder ? '-reminder' : ''}.pdf`,
    type: 'application/pdf',
    bytes: chunksOf(pdf),
  }
}

/** The lines of a bill as a table. */
function lineTable(
  format: TableFormat,
  name: string,
  lines: AsyncIterable<readonly BillLineRow[]>,
  locale: Locale,
): TableFile {
  const t = translator(locale)
  const columns = [
    { head: t('bills.line.number'), width: 20 },
    { head: t('bills.line.holder'), width: 28 },
    { head: t('bills.line.centre'), width: 24 },
    { head: t('bills.line.kind'), width: 22 },
    { head: t('bills.line.name'), width: 28 },
    { head: t('bills.line.quantity'), width: 12, format: 'number' as const },
    { head: t('bills.line.unit'), width: 10 },
    { head: t('bills.line.net'), width: 14, format: 'amount' as const },
    { head: t('bills.line.rate'), width: 12, format: 'number' as const },
  ]
  async function* rows() {
    for await (const batch of lines)
      yield batch.map((line) => [
        line.number,
        line.holder,
        line.costCentre,
        t(`bills.kinds.${line.kind}`),
        line.name,
        line.quantity,
        t(`bills.units.${line.unit}`),
        line.net / 100,
        line.rate / 100,
      ])
  }
  return tableFile(format, name, columns, rows())
}

async function* chunksOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* stream
}
