import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { drawDocument } from '@/lib/infra/documents/documents'
import { type TableFile, type TableFormat, tableFile } from '@/lib/infra/table-file'
import type { Locale } from '@/lib/kernel/locale'
import { ok, type Result } from '@/lib/kernel/result'
import { asOffered } from '@/lib/kernel/spreadsheet'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { translator } from '@/lib/words/translator'
import { getBill } from '../queries'
import { type BillFormat, openBillDocumentInput } from '../schema'
import type { BillLineRow } from '../view'
import { billLines, billSummary } from './bill-parts'

type Asked = { id: string; format: BillFormat; locale: Locale }

/**
 * Hands out a bill as a document; that it was done stands in the audit. @throws NotFound for a bill outside the actor's
 * reach, and a reminder of one that is not overdue.
 */
export const openBillDocument = operation({
  key: 'billing.open_bill_document',
  permission: 'bill:view',
  input: openBillDocumentInput,
  audit: ['billing.bill_downloaded'],
  run: async (actor, input, context): Promise<Result<TableFile>> => {
    const asked = { id: input.id, ...asOffered(input.format, input.locale) }
    const { file, number } = await makeBillDocument(actor, asked, context)
    await recordAudit(context.sql, {
      companyId: actor.company.id,
      at: context.clock(),
      actor: auditActor(actor),
      action: 'billing.bill_downloaded',
      object: { kind: 'bill', id: asked.id, name: number },
      after: { format: asked.format },
    })
    return ok(file)
  },
})

/** The document itself, drawn once it is read. */
export async function makeBillDocument(
  actor: Actor,
  { id, format, locale }: Asked,
  context: Context,
): Promise<{ file: TableFile; number: string }> {
  authorize(actor, 'bill:view')
  const [bill, { kinds }] = await Promise.all([getBill(actor, id, context), billSummary(actor, id, context)])
  const { number } = bill
  const lines = billLines(actor, id, context)
  const { market } = context
  if (format === 'csv' || format === 'xlsx') return { number, file: lineTable(format, number, lines, locale) }
  if (format === 'ubl') {
    const bytes = drawDocument<typeof import('./draw-invoice')>(
      'lib/billing/bills/draw-invoice',
      { bill, market },
      lines,
    )
    return { number, file: { name: `${number}.xml`, type: 'application/xml', bytes } }
  }
  const reminder = format === 'reminder'
  if (reminder && bill.state !== 'overdue') throw new NotFound(`bill ${id} needs no reminder`)
  const name = `${number}${reminder ? '-reminder' : ''}.pdf`
  const bytes = drawDocument<typeof import('./draw-bill')>(
    'lib/billing/bills/draw-bill',
    { bill, kinds, reminder, locale, market, now: context.clock() },
    lines,
  )
  return { number, file: { name, type: 'application/pdf', bytes } }
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
    { head: t('bills.line.category'), width: 14 },
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
        line.category,
      ])
  }
  return tableFile({ format, name, locale }, columns, rows())
}
