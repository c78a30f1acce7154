import type { Draw } from '@/lib/infra/documents/documents'
import { decimalAmount } from '@/lib/kernel/money'
import { escapeXml } from '@/lib/kernel/xml'
import type { Market } from '@/lib/market/market'
import type { BillLineRow, BillUnit, BillView } from './view'

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
 * Tax is per rate on the sum of its lines (BR-CO-17), which is how bills are reckoned here in the first place. A
 * discount is a line of negative quantity (BR-27). What was paid since is not on it: it is the bill as it was issued.
 */
async function* invoice(
  { bill, market }: Invoice,
  lines: AsyncIterable<readonly BillLineRow[]>,
): AsyncGenerator<Uint8Array> {
  const { currency } = bill
  const money = (name: string, minor: number) =>
    `<cbc:${name} currencyID="${currency}">${decimalAmount(minor)}</cbc:${name}>`
  yield Buffer.from(head(bill, market, money))
  for await (const batch of lines)
    if (batch.length > 0) yield Buffer.from(batch.map((line) => lineXml(line, currency, money)).join(''))
  yield Buffer.from('</Invoice>\n')
}

export const draw: Draw<Invoice, BillLineRow> = invoice

type Money = (name: string, minor: number) => string

function head(bill: BillView, market: Market, money: Money): string {
  const { seller, country } = market
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"' +
    ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"' +
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">' +
    text('CustomizationID', 'urn:cen.eu:en16931:2017') +
    text('ID', bill.number) +
    text('IssueDate', bill.issuedOn) +
    text('DueDate', bill.dueOn) +
    text('InvoiceTypeCode', '380') +
    text('DocumentCurrencyCode', bill.currency) +
    `<cac:InvoicePeriod>${text('StartDate', bill.periodFrom)}${text('EndDate', bill.periodTo)}</cac:InvoicePeriod>` +
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
    })}</cac:AccountingSupplierParty>` +
    `<cac:AccountingCustomerParty>${party({
      name: bill.debtor,
      street: bill.street,
      city: bill.city,
      postcode: bill.postcode,
      country: bill.country ?? country,
      taxNumber: bill.taxNumber,
      registration: bill.taxNumber && !/^[A-Z]{2}/.test(bill.taxNumber) ? bill.taxNumber : null,
    })}</cac:AccountingCustomerParty>` +
    `<cac:PaymentMeans>${text('PaymentMeansCode', '30')}${text('PaymentID', bill.number)}<cac:PayeeFinancialAccount>` +
    `${text('ID', seller.bank.account)}<cac:FinancialInstitutionBranch>${text('ID', seller.bank.bic)}` +
    '</cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
    `<cac:TaxTotal>${money('TaxAmount', bill.tax)}${bill.taxes
      .map(
        ({ rate, base, amount }) =>
          `<cac:TaxSubtotal>${money('TaxableAmount', base)}${money('TaxAmount', amount)}${category('TaxCategory', rate)}</cac:TaxSubtotal>`,
      )
      .join('')}</cac:TaxTotal>` +
    `<cac:LegalMonetaryTotal>${money('LineExtensionAmount', bill.net)}${money('TaxExclusiveAmount', bill.net)}` +
    `${money('TaxInclusiveAmount', bill.total)}${money('PayableAmount', bill.total)}</cac:LegalMonetaryTotal>\n`
  )
}

function lineXml(line: BillLineRow, currency: string, money: Money): string {
  const unit = UNITS[line.unit]
  const quantity = line.quantity || 1
  const signed = line.net < 0 ? -quantity : quantity
  const about = [line.number, line.holder].filter(Boolean).join(', ')
  return (
    `<cac:InvoiceLine>${text('ID', String(line.position))}` +
    `<cbc:InvoicedQuantity unitCode="${unit}">${signed}</cbc:InvoicedQuantity>${money('LineExtensionAmount', line.net)}` +
    (line.number
      ? `<cac:DocumentReference>${text('ID', line.number.replace(/\s/g, ''))}${text('DocumentTypeCode', '130')}</cac:DocumentReference>`
      : '') +
    `<cac:Item>${about ? text('Description', about) : ''}${text('Name', line.name)}` +
    `${category('ClassifiedTaxCategory', line.rate)}</cac:Item>` +
    // The price of the whole quantity: exact where the price of one would not be.
    `<cac:Price><cbc:PriceAmount currencyID="${currency}">${decimalAmount(Math.abs(line.net))}</cbc:PriceAmount>` +
    `<cbc:BaseQuantity unitCode="${unit}">${quantity}</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>\n`
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
}

function party(of: Party): string {
  // BR-CO-09: an identifier for tax purposes has its country before it; what has none is a local number.
  const prefixed = of.taxNumber !== null && /^[A-Z]{2}/.test(of.taxNumber)
  const scheme = (id: string) =>
    `<cac:PartyTaxScheme>${text('CompanyID', of.taxNumber!)}<cac:TaxScheme>${text('ID', id)}</cac:TaxScheme></cac:PartyTaxScheme>`
  return (
    `<cac:Party><cac:PostalAddress>${text('StreetName', of.street)}${text('CityName', of.city)}` +
    `${text('PostalZone', of.postcode)}<cac:Country>${text('IdentificationCode', of.country)}</cac:Country></cac:PostalAddress>` +
    (prefixed ? scheme('VAT') : of.seller && of.taxNumber ? scheme('TAX') : '') +
    `<cac:PartyLegalEntity>${text('RegistrationName', of.name)}${text('CompanyID', of.registration)}` +
    '</cac:PartyLegalEntity></cac:Party>'
  )
}

/** S: taxed; Z: at nought. */
const category = (name: string, rate: number) =>
  `<cac:${name}>${text('ID', rate > 0 ? 'S' : 'Z')}${text('Percent', String(rate / 100))}` +
  `<cac:TaxScheme>${text('ID', 'VAT')}</cac:TaxScheme></cac:${name}>`

const text = (name: string, value: string | null | undefined) =>
  value ? `<cbc:${name}>${escapeXml(value)}</cbc:${name}>` : ''
