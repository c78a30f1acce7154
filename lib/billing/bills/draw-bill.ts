import type { Draw } from '@/lib/infra/documents/documents'
import { drawQr } from '@/lib/infra/pdf/pdf-qr'
import { drawTable, type PdfColumn } from '@/lib/infra/pdf/pdf-table'
import { SOFT, TaggedPdf } from '@/lib/infra/pdf/tagged-pdf'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'
import { type Format, formatFor } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import { paymentQr, transferred } from '@/lib/market/payment-qr'
import { translator, type Words } from '@/lib/words/translator'
import { transferOf } from '../allocation/transfer'
import { coverText, taxText } from '../rules'
import type { BillLineKind, BillLineRow, BillView, SumRow } from '../view'

type Bill = {
  bill: BillView
  kinds: readonly SumRow[]
  /** A letter that reminds of it, without its lines, instead of the bill. */
  reminder: boolean
  locale: Locale
  market: Market
  now: Date
}

const QR_SIZE = 104

/** Draws a bill, or a letter that reminds of it, as a tagged PDF, while its lines are read. */
export const draw: Draw<Bill, BillLineRow> = (of, lines) => {
  const { bill, locale, market, now } = of
  const t = translator(locale, market.timeZone)
  const { seller } = market
  const title = `${t(nameOf(of))} ${bill.number}`
  const pdf = new TaggedPdf({
    title,
    language: LANGUAGE_TAG[locale],
    author: market.brand.operator,
    created: now,
    running: title,
    footer: `${seller.name} · ${seller.street} · ${seller.postcode} ${seller.city} · ${seller.taxNumber}`,
    pageLabel: t('doc.page', { page: '{page}' }),
    lacking: t('doc.lacking'),
  })
  // What goes wrong while it is written ends the stream, and whoever reads it hears.
  write(pdf, of, lines).catch((error) => pdf.stream.destroy(error))
  return pdf.stream
}

const nameOf = ({ bill, reminder }: Bill) =>
  reminder ? 'doc.reminder' : bill.type === 'credit_note' ? 'doc.credit_note' : 'doc.bill'

type Lines = AsyncIterable<readonly BillLineRow[]>

async function write(pdf: TaggedPdf, of: Bill, lines: Lines): Promise<void> {
  const { bill, kinds, reminder, locale, market, now } = of
  const t = translator(locale, market.timeZone)
  const format = formatFor(bill.currency, locale)
  const { seller } = market
  pdf.paragraph(`${seller.name}, ${seller.street}, ${seller.postcode} ${seller.city}`, {
    size: 7.5,
    color: SOFT,
  })
  pdf.paragraph([bill.debtor, ...bill.address].join('\n'))
  pdf.heading(1, `${t(nameOf(of))}, ${format.month(bill.month)}`)
  if (reminder)
    pdf.paragraph(t('doc.reminder_text', { due: format.day(bill.dueOn), amount: format.money(bill.open) }))
  const top = pdf.stream.y
  // Nobody pays a credit note.
  const toPay = (text: string) => (bill.type === 'invoice' ? text : null)
  const toTransfer = (text: string) => (bill.open > 0 ? text : null)
  const facts: [string, string | null][] = [
    [t('bills.columns.number'), bill.number],
    [t('bills.columns.account'), bill.account],
    [t('bills.tax_number'), bill.taxNumber],
    [t('bills.issued'), format.day(bill.issuedOn)],
    [t('bills.period'), `${format.day(bill.periodFrom)} – ${format.day(bill.periodTo)}`],
    [t('bills.corrects'), bill.corrects],
    [t('bills.columns.due'), toPay(format.day(bill.dueOn))],
    [t('bills.columns.total'), format.money(bill.total)],
    [t('bills.open'), toPay(format.money(bill.open))],
    [t('bills.cover.title'), coverLines(bill, t, format).join('\n') || null],
    [t('bills.pay.bank_account'), toTransfer(`${seller.bank.account} (${seller.bank.name})`)],
    [t('bills.pay.reference'), toTransfer(bill.number)],
  ]
  const rows = facts.filter((fact): fact is [string, string] => fact[1] !== null)
  pdf.definitions(rows, pdf.width - QR_SIZE - 12)
  const end = pdf.stream.y
  const qr = bill.open > 0 ? paymentQr(market, transferOf(bill, now)) : null
  if (qr) {
    drawQr(pdf, qr, t('bills.pay.qr', { amount: format.money(transferred(market, bill.open)) }), {
      x: pdf.left + pdf.width - QR_SIZE,
      y: top - 4,
      size: QR_SIZE,
    })
    pdf.stream.y = Math.max(end, top + QR_SIZE)
  }
  pdf.heading(2, t('doc.summary'))
  await drawTable(
    pdf,
    [
      { label: t('bills.cut.name.kind'), share: 70, heads: true },
      { label: t('bills.columns.net'), share: 30, align: 'right' },
    ],
    kinds.map(({ key, net }) => [t(`bills.kinds.${key as BillLineKind}`), format.money(net)]),
    [
      [t('bills.columns.net'), format.money(bill.net)],
      ...bill.taxes.map(
        (tax) =>
          [`${taxText(tax, t, format)} (${format.money(tax.base)})`, format.money(tax.amount)] as const,
      ),
      ...(bill.rounding === 0 ? [] : [[t('bills.rounding'), format.money(bill.rounding)] as const]),
      [t('bills.columns.total'), format.money(bill.total)],
    ],
  )
  if (!reminder) {
    pdf.heading(2, t('doc.lines'))
    await drawTable(pdf, columns(t), flat(lines, t, format), [
      [t('bills.columns.net'), format.money(bill.net)],
    ])
  }
  pdf.end()
}

const columns = (t: ReturnType<typeof translator>): PdfColumn[] => [
  { label: t('bills.line.number'), share: 18, heads: true },
  { label: t('bills.line.holder'), share: 22 },
  { label: t('bills.line.centre'), share: 18 },
  { label: t('bills.line.name'), share: 22 },
  { label: t('bills.line.quantity'), share: 13, align: 'right' },
  { label: t('bills.line.net'), share: 15, align: 'right' },
]

async function* flat(lines: Lines, t: ReturnType<typeof translator>, format: ReturnType<typeof formatFor>) {
  for await (const batch of lines)
    for (const line of batch)
      yield [
        line.number ?? t('bills.no_line'),
        line.holder ?? '',
        line.costCentre ?? '',
        line.name,
        `${format.number(line.quantity)} ${t(`bills.units.${line.unit}`)}`,
        format.money(line.net),
      ]
}

/** What covers a bill, and that there is more of it. */
const coverLines = ({ payments, olderPayments }: BillView, t: Words, format: Format): string[] => [
  ...(olderPayments ? [t('bills.cover.older', { count: olderPayments.count })] : []),
  ...payments.map((payment) => coverText(payment, t, format)),
]
