import type { Draw } from '@/lib/infra/documents/documents'
import { decimalAmount } from '@/lib/kernel/money'
import { escapeXml } from '@/lib/kernel/xml'
import type { Market } from '@/lib/market/market'
import type { BillTax } from '../rules'
import type { BillLineRow, BillUnit, BillView } from '../view'

/** UN/ECE Recommendation 20. */
const UNITS: Record<BillUnit, string> = {
  piece: 'C62',
  month: 'MON',
  day: 'DAY',
  minute: 'MIN',
  message: 'C62',
  megabyte: '4L',
}

type Invoice = { bill: BillView; market: Market }

/**
 * Draws a bill as an electronic invoice: UBL 2.1 by the rules of EN 16931 (CIUS none), written while its lines are read.
 * Tax is per rate on the sum of its lines (BR-CO-17), which is how bills are calculated here in the first place. A
 * discount is a line of negative quantity (BR-27). A credit note (381) says in positive amounts what is credited. What was
 * paid since is not on it: it is the bill as it was issued.
 */
async function* invoice(
  { bill, market }: Invoice,
  lines: AsyncIterable<readonly BillLineRow[]>,
): AsyncGenerator<Uint8Array> {
  const { currency } = bill
  const sign = bill.type === 'credit_note' ? -1 : 1
  const money = (name: string, minor: number) =>
    `<cbc:${name} currencyID="${currency}">${decimalAmount(sign * minor || 0)}</cbc:${name}>`
  yield Buffer.from(head(bill, market, money))
  for await (const batch of lines)
    if (batch.length > 0)
      yield Buffer.from(batch.map((line) => lineXml(line, { bill, sign, money })).join(''))
  yield Buffer.from(`</${NAMES[bill.type].root}>\n`)
}

export const draw: Draw<Invoice, BillLineRow> = invoice

type Money = (name: string, minor: number) => string

/** The two documents of UBL, and their types (UNTDID 1001). */
const NAMES = {
  invoice: { root: 'Invoice', code: ['InvoiceTypeCode', '380'], quantity: 'InvoicedQuantity' },
  credit_note: { root: 'CreditNote', code: ['CreditNoteTypeCode', '381'], quantity: 'CreditedQuantity' },
} as const

function head(bill: BillView, market: Market, money: Money): string {
  const { seller, country } = market
  const { root, code } = NAMES[bill.type]
  const isCredit = bill.type === 'credit_note'
  // BR-O-02: what is outside the scope of tax names nobody by an identifier for it.
  const untaxed = bill.taxes.some(({ category }) => category === 'O')
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"` +
    ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"' +
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">' +
    text('CustomizationID', 'urn:cen.eu:en16931:2017') +
    text('ID', bill.number) +
    text('IssueDate', bill.issuedOn) +
    text('DueDate', isCredit ? null : bill.dueOn) +
    text(code[0], code[1]) +
    text('DocumentCurrencyCode', bill.currency) +
    `<cac:InvoicePeriod>${text('StartDate', bill.periodFrom)}${text('EndDate', bill.periodTo)}</cac:InvoicePeriod>` +
    (bill.corrects
      ? `<cac:BillingReference><cac:InvoiceDocumentReference>${text('ID', bill.corrects)}</cac:InvoiceDocumentReference></cac:BillingReference>`
      : '') +
    `<cac:ContractDocumentReference>${text('ID', bill.account)}</cac:ContractDocumentReference>` +
    `<cac:AccountingSupplierParty>${party({
      name: seller.name,
      street: seller.street,
      city: seller.city,
      postcode: seller.postcode,
      country,
      taxNumber: seller.taxNumber,
      registration: seller.registration,
      seller: true,
      untaxed,
    })}</cac:AccountingSupplierParty>` +
    `<cac:AccountingCustomerParty>${party({
      name: bill.debtor,
      street: bill.street,
      city: bill.city,
      postcode: bill.postcode,
      country: bill.country ?? country,
      taxNumber: bill.taxNumber,
      registration: bill.taxNumber && !/^[A-Z]{2}/.test(bill.taxNumber) ? bill.taxNumber : null,
      untaxed,
    })}</cac:AccountingCustomerParty>` +
    (isCredit ? '' : paymentMeans(bill, market)) +
    `<cac:TaxTotal>${money('TaxAmount', bill.tax)}${bill.taxes
      .map(
        (tax) =>
          `<cac:TaxSubtotal>${money('TaxableAmount', tax.base)}${money('TaxAmount', tax.amount)}${category('TaxCategory', tax)}</cac:TaxSubtotal>`,
      )
      .join('')}</cac:TaxTotal>` +
    `<cac:LegalMonetaryTotal>${money('LineExtensionAmount', bill.net)}${money('TaxExclusiveAmount', bill.net)}` +
    money('TaxInclusiveAmount', bill.net + bill.tax) +
    (bill.rounding === 0 ? '' : money('PayableRoundingAmount', bill.rounding)) +
    `${money('PayableAmount', bill.total)}</cac:LegalMonetaryTotal>\n`
  )
}

/** How it is to be paid. */
const paymentMeans = ({ number }: BillView, { seller: { bank } }: Market): string =>
  `<cac:PaymentMeans>${text('PaymentMeansCode', '30')}${text('PaymentID', number)}<cac:PayeeFinancialAccount>` +
  `${text('ID', bank.account)}<cac:FinancialInstitutionBranch>${text('ID', bank.bic)}` +
  '</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>'

type Of = { bill: BillView; sign: number; money: Money }

function lineXml(line: BillLineRow, { bill, sign, money }: Of): string {
  const { root, quantity: quantityName } = NAMES[bill.type]
  const unit = UNITS[line.unit]
  const quantity = line.quantity || 1
  const signed = sign * line.net < 0 ? -quantity : quantity
  const about = [line.number, line.holder].filter(Boolean).join(', ')
  return (
    `<cac:${root}Line>${text('ID', String(line.position))}` +
    `<cbc:${quantityName} unitCode="${unit}">${signed}</cbc:${quantityName}>${money('LineExtensionAmount', line.net)}` +
    (line.number
      ? `<cac:DocumentReference>${text('ID', line.number.replace(/\s/g, ''))}${text('DocumentTypeCode', '130')}</cac:DocumentReference>`
      : '') +
    `<cac:Item>${about ? text('Description', about) : ''}${text('Name', line.name)}` +
    `${category('ClassifiedTaxCategory', { category: line.category, rate: line.rate, reasonCode: null, reason: null })}</cac:Item>` +
    // The price of the whole quantity: exact where the price of one would not be.
    `<cac:Price><cbc:PriceAmount currencyID="${bill.currency}">${decimalAmount(Math.abs(line.net))}</cbc:PriceAmount>` +
    `<cbc:BaseQuantity unitCode="${unit}">${quantity}</cbc:BaseQuantity></cac:Price></cac:${root}Line>\n`
  )
}

type Party = {
  name: string
  street: string | null
  city: string | null
  postcode: string | null
  country: string
  taxNumber: string | null
  registration: string | null
  seller?: true
  /** Outside the scope of tax. */
  untaxed: boolean
}

function party(of: Party): string {
  // BR-CO-09: an identifier for tax purposes has its country before it; what has none is a local number.
  const prefixed = !of.untaxed && of.taxNumber !== null && /^[A-Z]{2}/.test(of.taxNumber)
  const scheme = (id: string) =>
    `<cac:PartyTaxScheme>${text('CompanyID', of.taxNumber!)}<cac:TaxScheme>${text('ID', id)}</cac:TaxScheme></cac:PartyTaxScheme>`
  return (
    `<cac:Party><cac:PostalAddress>${text('StreetName', of.street)}${text('CityName', of.city)}` +
    `${text('PostalZone', of.postcode)}<cac:Country>${text('IdentificationCode', of.country)}</cac:Country></cac:PostalAddress>` +
    (prefixed ? scheme('VAT') : of.seller && of.taxNumber && !of.untaxed ? scheme('TAX') : '') +
    `<cac:PartyLegalEntity>${text('RegistrationName', of.name)}${text('CompanyID', of.registration)}` +
    '</cac:PartyLegalEntity></cac:Party>'
  )
}

/** What is outside the scope of tax has no rate (BR-O-05). */
const category = (name: string, { category, rate, reasonCode, reason }: Omit<BillTax, 'base' | 'amount'>) =>
  `<cac:${name}>${text('ID', category)}${category === 'O' ? '' : text('Percent', String(rate / 100))}` +
  `${text('TaxExemptionReasonCode', reasonCode)}${text('TaxExemptionReason', reason)}<cac:TaxScheme>${text('ID', 'VAT')}</cac:TaxScheme></cac:${name}>`

const text = (name: string, value: string | null | undefined) =>
  value ? `<cbc:${name}>${escapeXml(value)}</cbc:${name}>` : ''
