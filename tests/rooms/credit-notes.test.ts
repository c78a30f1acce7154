import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { makeBillDocument } from '@/lib/billing/bills/open-bill-document'
import { getMoneyState } from '@/lib/billing/credits/credits'
import { getPaying } from '@/lib/billing/payments/pay-queries'
import { startPayment } from '@/lib/billing/payments/start-payment'
import { takePaymentEvent } from '@/lib/billing/payments/take-payment-event'
import { getBill, getDebt, listBills } from '@/lib/billing/queries'
import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { addScheduleInput, listBillsInput } from '@/lib/billing/schema'
import { sandbox } from '@/lib/channels/pay/sandbox'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { composeBilling } from '@/lib/jobs/billing'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()

async function take(name: string, text: string, format: 'csv' | 'json' = 'csv') {
  const bytes = (async function* () {
    yield Buffer.from(text)
  })()
  return (await importFile({ name, format, bytes }, fileKindOf(name)!, context)).problems.map(
    ({ code, field }) => `${code} ${field}`,
  )
}

/** A company whose account A has a tax number; cells are told by name. */
async function firm() {
  const { slug, admin: main } = await aCompany(context)
  const where = { companyId: main.company.id }
  const accounts = `company,number,name,debtor,taxNumber,street,city,postcode,country\n${slug},A,A,Minta Kft.,HU12345676,Fő utca 1.,Győr,9021,HU`
  expect(await take('accounts.csv', accounts)).toEqual([])
  function rows(name: string, ...given: Record<string, string>[]) {
    const columns = [...new Set(given.flatMap((row) => Object.keys(row)))]
    const cells = given.map((row) => columns.map((column) => row[column] ?? ''))
    return take(name, [columns, ...cells].map((row) => row.join(',')).join('\n'))
  }
  const bill = (...lines: Record<string, string>[]) =>
    rows(
      'bills.csv',
      ...lines.map((line) => ({
        ...{ company: slug, account: 'A', bill: 'B-1', issuedOn: '2026-10-05', dueOn: '2026-11-15' },
        ...{
          periodFrom: '2026-09-01',
          periodTo: '2026-09-30',
          kind: 'fee',
          name: 'Fee',
          net: '100',
          rate: '27',
        },
        ...{ billTotal: '127', ...line },
      })),
    )
  const money = (...given: Record<string, string>[]) =>
    rows(
      'payments.csv',
      ...given.map((row) => ({ company: slug, account: 'A', paidOn: '2026-10-20', ...row })),
    )
  const open = async () =>
    Object.fromEntries(
      (await context.db.bill.findMany({ where, orderBy: { number: 'asc' } })).map(({ number, open }) => [
        number,
        Number(open) / 100,
      ]),
    )
  const admin = await demoActor(context, `admin@${slug}`)
  const credit = async () => (await getDebt(admin, context)).credit / 100
  const find = async (number: string) => {
    const { id } = await context.db.bill.findFirstOrThrow({ where: { ...where, number } })
    return getBill(admin, id, context)
  }
  async function document(number: string, format: 'ubl' | 'csv' | 'pdf') {
    const { id } = await find(number)
    const { file } = await makeBillDocument(admin, { id, format, locale: 'en' }, context)
    const chunks: Uint8Array[] = []
    for await (const chunk of file.bytes) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  return { slug, where, admin, bill, money, open, credit, find, document }
}
const plain = (text: string) => text.replace(/\s/g, ' ')
/** The contents of all elements of a name. */
const all = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<cbc:${name}(?: [^>]*)?>([^<]*)<`, 'g'))].map(([, text]) => text)

/** Keeps an e-invoice for readers that are not ours (docs/decisions/032). */
function keep(name: string, xml: string) {
  const folder = process.env.E_INVOICES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.xml`), xml)
}

const EXEMPT = { rate: '0', taxCategory: 'E', exemptionCode: 'VATEX-EU-132-1Q', billTotal: '100' }
const REVERSE = { rate: '0', taxCategory: 'AE', billTotal: '100' }

describe('categories of tax', () => {
  test.each<[string, Record<string, string>[], [string, string | null, string | null][]]>([
    ['S by its rate', [{}], [['S', null, null]]],
    ['Z by its rate', [{ rate: '0', billTotal: '100' }], [['Z', null, null]]],
    ['Z by name', [{ rate: '0', billTotal: '100', taxCategory: 'Z' }], [['Z', null, null]]],
    ['exempt, with a code', [EXEMPT], [['E', 'VATEX-EU-132-1Q', null]]],
    [
      'exempt, in words',
      [{ ...EXEMPT, exemptionCode: '', exemptionReason: 'Postal services' }],
      [['E', null, 'Postal services']],
    ],
    [
      'exempt, with both',
      [{ ...EXEMPT, exemptionReason: 'Television' }],
      [['E', 'VATEX-EU-132-1Q', 'Television']],
    ],
    ['reverse charge', [REVERSE], [['AE', 'VATEX-EU-AE', null]]],
    [
      'reverse charge, in words',
      [{ ...REVERSE, exemptionReason: 'Áfa tv. 142. §' }],
      [['AE', null, 'Áfa tv. 142. §']],
    ],
    ['outside the scope', [{ rate: '0', taxCategory: 'O', billTotal: '100' }], [['O', 'VATEX-EU-O', null]]],
    [
      'several on one bill',
      [
        { billTotal: '427' },
        { ...EXEMPT, billTotal: '427' },
        { rate: '0', taxCategory: 'Z', billTotal: '427' },
        { ...REVERSE, billTotal: '427' },
      ],
      [
        ['S', null, null],
        ['AE', 'VATEX-EU-AE', null],
        ['E', 'VATEX-EU-132-1Q', null],
        ['Z', null, null],
      ],
    ],
  ])('%s', async (name, lines, expected) => {
    const one = await firm()
    expect(await one.bill(...lines)).toEqual([])
    // The same again is nothing new.
    expect(await one.bill(...lines)).toEqual([])
    const { taxes, net, tax, total } = await one.find('B-1')
    expect(taxes.map(({ category, reasonCode, reason }) => [category, reasonCode, reason]).sort()).toEqual(
      expected.toSorted(),
    )
    expect(taxes.reduce((sum, { base }) => sum + base, 0)).toBe(net)
    expect(net + tax).toBe(total)
    const xml = (await one.document('B-1', 'ubl')).toString()
    keep(`tax ${name}`, xml)
    for (const [category, code, reason] of expected) {
      expect(all(xml, 'ID')).toContain(category)
      if (code) expect(all(xml, 'TaxExemptionReasonCode')).toContain(code)
      if (reason) expect(all(xml, 'TaxExemptionReason')).toContain(reason)
    }
    const cells = parse(await one.document('B-1', 'csv'), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    expect(cells.map((row) => row['Tax category']).sort()).toEqual(
      lines.map((line) => line.taxCategory ?? (line.rate ? 'Z' : 'S')).sort(),
    )
  })

  test.each<[string, Record<string, string>[], string]>([
    ['unknown', [{ taxCategory: 'X' }], 'bills.category_unknown taxCategory'],
    [
      'taxed without a rate',
      [{ taxCategory: 'S', rate: '0', billTotal: '100' }],
      'bills.category_differs taxCategory',
    ],
    [
      'exempt with a rate',
      [{ taxCategory: 'E', exemptionCode: 'VATEX-EU-132' }],
      'bills.category_differs taxCategory',
    ],
    ['exempt without a reason', [{ ...EXEMPT, exemptionCode: '' }], 'bills.reason_missing exemptionCode'],
    [
      'a code that does not exist',
      [{ ...EXEMPT, exemptionCode: 'VATEX-EU-999' }],
      'bills.reason_unknown exemptionCode',
    ],
    ['taxed with a reason', [{ exemptionReason: 'why' }], 'bills.reason_unexpected exemptionReason'],
    ['zero rated with a code', [{ ...EXEMPT, taxCategory: 'Z' }], 'bills.reason_unexpected exemptionCode'],
    [
      'two reasons',
      [
        { ...EXEMPT, billTotal: '200' },
        { ...EXEMPT, exemptionCode: 'VATEX-EU-132', billTotal: '200' },
      ],
      'bills.reason_differs exemptionCode',
    ],
    [
      'outside the scope beside taxed',
      [{ billTotal: '227' }, { rate: '0', taxCategory: 'O', billTotal: '227' }],
      'bills.category_mixed taxCategory',
    ],
    ['reverse charge for nobody', [{ ...REVERSE, account: 'NEW' }], 'bills.buyer_unknown account'],
    ['another type', [{ type: 'proforma' }], 'bills.type_unknown type'],
    ['no due date', [{ dueOn: '' }], 'subscriptions.moment_unreadable dueOn'],
    ['rounded too far', [{ rounding: '11', billTotal: '138' }], 'bills.rounding_large rounding'],
    [
      'rounded otherwise than it says',
      [{ rounding: '1', billTotal: '127' }],
      'bills.total_differs billTotal',
    ],
    [
      'a credit note of less than nothing',
      [{ type: 'credit_note', kind: 'discount', net: '-100', billTotal: '-127' }],
      'bills.negative billTotal',
    ],
  ])('refused: %s', async (_, lines, problem) => {
    const one = await firm()
    expect(await one.bill(...lines)).toEqual([problem])
    expect(await one.open()).toEqual({})
  })

  test('are told by the rate where a process of the version before writes none', async () => {
    const one = await firm()
    expect(await one.bill({})).toEqual([])
    const { id } = await one.find('B-1')
    await context.sql.$executeRaw`
      INSERT INTO bill_tax (bill_id, rate, base, amount) VALUES (${id}::uuid, 500, 100, 5), (${id}::uuid, 0, 100, 0)`
    const taxes = await context.db.billTax.findMany({ where: { billId: id }, orderBy: { rate: 'asc' } })
    expect(taxes.map(({ rate, category }) => [rate, category])).toEqual([
      [0, 'Z'],
      [500, 'S'],
      [2_700, 'S'],
    ])
  })

  test('a bill never changes: neither its category nor the reason', async () => {
    const one = await firm()
    expect(await one.bill(EXEMPT)).toEqual([])
    expect(await one.bill({ ...EXEMPT, exemptionCode: 'VATEX-EU-132' })).toEqual(['bills.bill_differs bill'])
    expect(await one.bill({ rate: '0', billTotal: '100' })).toEqual(['bills.bill_differs bill'])
    expect(await one.bill({ ...EXEMPT, corrects: 'B-0' })).toEqual(['bills.bill_differs bill'])
  })
})

describe('rounding of what is to be paid', () => {
  test.each([
    ['127.30', '-0.30', '127'],
    ['127.60', '0.40', '128'],
    ['128', '2', '130'],
    ['127', '0', '127'],
    ['127', '-2', '125'],
    ['130', '-10', '120'],
    ['1', '-1', '0'],
    ['1.27', '0.23', '1.50'],
    ['127', '10', '137'],
    ['0.40', '-0.40', '0'],
  ])('%s rounded by %s is %s', async (net, rounding, billTotal) => {
    const one = await firm()
    expect(await one.bill({ net, rate: '0', rounding, billTotal })).toEqual([])
    const bill = await one.find('B-1')
    expect([bill.total, bill.open, bill.rounding]).toEqual(
      [billTotal, billTotal, rounding].map((text) => Math.round(Number(text) * 100)),
    )
    const xml = (await one.document('B-1', 'ubl')).toString()
    keep(`rounding ${rounding}`, xml)
    expect(all(xml, 'PayableAmount').map(Number)).toEqual([Number(billTotal)])
    expect(all(xml, 'PayableRoundingAmount').map(Number)).toEqual(Number(rounding) ? [Number(rounding)] : [])
    if (bill.total === 0) return
    expect(await one.money({ reference: 'T-1', bill: 'B-1', amount: billTotal })).toEqual([])
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': 0 }, 0])
  })
})

describe('credit notes', () => {
  const NOTE = { bill: 'N-1', type: 'credit_note', corrects: 'B-1', dueOn: '', net: '50', billTotal: '63.50' }

  test('take off the bill that they correct, then off the next; the rest is credit', async () => {
    const one = await firm()
    expect(await one.bill({}, { bill: 'B-2', dueOn: '2026-12-15' })).toEqual([])
    expect(await one.bill(NOTE)).toEqual([])
    expect(await one.bill(NOTE)).toEqual([])
    expect(await one.open()).toEqual({ 'B-1': 63.5, 'B-2': 127, 'N-1': 0 })
    expect(await one.bill({ ...NOTE, bill: 'N-2', net: '200', billTotal: '254' })).toEqual([])
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': 0, 'B-2': 0, 'N-1': 0, 'N-2': 0 }, 63.5])
    const covered = (await one.find('B-1')).payments.map(({ by, reference }) => `${by} ${reference}`)
    expect(covered.sort()).toEqual(['credit_note N-1', 'credit_note N-2'])
    const rows = (await listBills(one.admin, listBillsInput.parse({}), context)).rows
    expect(
      rows.filter(({ type }) => type === 'credit_note').map(({ total, state }) => [total, state]),
    ).toEqual([
      [-25_400, 'credited'],
      [-6_350, 'credited'],
    ])
    // They are no bills that somebody has paid, and none to compare the next one with.
    const paid = await listBills(one.admin, listBillsInput.parse({ state: 'paid' }), context)
    expect(paid.rows.map(({ number }) => number).sort()).toEqual(['B-1', 'B-2'])
    expect(
      await one.bill({ bill: 'B-3', periodFrom: '2026-10-01', periodTo: '2026-10-31', dueOn: '2027-01-15' }),
    ).toEqual([])
    expect((await one.find('B-3')).previous?.number).toMatch(/^B-/)
    expect(await one.open()).toMatchObject({ 'B-3': 63.5 })
    const [month] = await context.sql.$queryRaw<{ net: number }[]>`
      SELECT net::float8 AS net FROM cost_sum WHERE company_id = ${one.admin.company.id}::uuid AND by = 'total'
        AND month = '2026-09-01'`
    expect(month!.net).toBe(20_000 - 25_000)
  })

  test('what goes out of them by itself says what there is to pay, and to whom it is credit', async () => {
    const one = await firm()
    expect(await one.bill({}, { bill: 'B-2', dueOn: '2026-12-15' })).toEqual([])
    value(
      await addSchedule(
        one.admin,
        addScheduleInput.parse({ report: 'bills', email: 'b@x.example' }),
        context,
      ),
    )
    const schedule = await context.db.schedule.findFirstOrThrow({ where: one.where })
    const copyOf = async (number: string) => {
      const payload = { scheduleId: schedule.id, billId: (await one.find(number)).id }
      const notifications = await composeBilling({ kind: 'billing.copy_due', payload }, context)
      if ('cancelled' in notifications || notifications[0]!.channel !== 'mail') throw new Error('no mail')
      return plain(`${notifications[0]!.subject} ${notifications[0]!.text}`)
    }
    expect(await copyOf('B-1')).toMatch(/^Bill B-1, .*Ft 127, due on 15 Nov 2026/)
    await dispatchAll(context, 'billing.overpaid')
    expect(await one.bill(NOTE)).toEqual([])
    expect(await copyOf('B-1')).toMatch(/Ft 127\. Of this Ft 63\.50? is left to pay, due on 15 Nov 2026/)
    expect(await copyOf('N-1')).toMatch(
      /^Credit note N-1, .*Ft 63\.50? in your favour\. There is nothing to pay/s,
    )
    expect((await dispatchAll(context, 'billing.overpaid')).mails).toEqual([])
    expect(await one.bill({ ...NOTE, bill: 'N-2', net: '200', billTotal: '254' })).toEqual([])
    expect(await copyOf('B-1')).toMatch(/Ft 127\. None of it is left to pay/)
    const notices = (await dispatchAll(context, 'billing.overpaid')).mails.map(({ subject, text }) =>
      plain(`${subject} ${text}`),
    )
    expect(notices).toEqual([
      expect.stringMatching(/^Credit note N-2: Ft 63\.50? to your credit .*over Ft 254/s),
    ])
  })

  test.each([
    ['1', 1],
    ['0.99', 0],
  ])('of %s that nothing is open for are notified %s times', async (net, times) => {
    const one = await firm()
    await dispatchAll(context, 'billing.overpaid')
    expect(await one.bill({ ...NOTE, corrects: '', rate: '0', net, billTotal: net })).toEqual([])
    expect((await dispatchAll(context, 'billing.overpaid')).mails).toHaveLength(times)
  })

  test('arrive before their bill, and for one that was paid already', async () => {
    const one = await firm()
    expect(await one.bill(NOTE)).toEqual([])
    expect(await one.credit()).toBe(63.5)
    expect(await one.bill({})).toEqual([])
    expect(await one.open()).toMatchObject({ 'B-1': 63.5 })
    expect(await one.money({ reference: 'T-1', amount: '63.50', bill: 'B-1' })).toEqual([])
    expect(await one.bill({ ...NOTE, bill: 'N-2' })).toEqual([])
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': 0, 'N-1': 0, 'N-2': 0 }, 63.5])
  })

  test('that correct a bill of another account are refused, in the same file and in a later one', async () => {
    const elsewhere = ['bills.corrects_elsewhere corrects']
    const one = await firm()
    expect(await one.bill({}, { ...NOTE, account: 'B' })).toEqual(elsewhere)
    expect(await one.bill({})).toEqual([])
    expect(await one.bill({ ...NOTE, account: 'B' })).toEqual(elsewhere)
    expect(await one.bill(NOTE)).toEqual([])
    expect(await one.bill(NOTE)).toEqual([])
    expect(await one.credit()).toBe(0)
  })

  test('and bills whose rows come in another order are the same; another row, or one twice, is not', async () => {
    const one = await firm()
    const rows = [
      { name: 'One', net: '100' },
      { name: 'Two', net: '200' },
      { name: 'Three', net: '200' },
    ].map((row) => ({ ...row, billTotal: '635' }))
    const [first, second, third] = rows as [object, object, object] as Record<string, string>[]
    const billed = (...lines: (Record<string, string> | undefined)[]) =>
      one.bill(...lines.map((line) => line!))
    expect(await billed(first, second, third)).toEqual([])
    for (const order of [
      [third, second, first],
      [second, first, third],
      [first, second, third],
    ])
      expect(await billed(...order)).toEqual([])
    const differs = ['bills.bill_differs bill']
    expect(await billed(first, second, second)).toEqual(differs)
    expect(await billed(first, { ...second!, name: 'Three' }, { ...third!, name: 'Four' })).toEqual(differs)
  })

  test('as an e-invoice are of type 381, in positive amounts, with the bill that they correct', async () => {
    const one = await firm()
    const note = [
      { ...NOTE, net: '60', billTotal: '111' },
      { ...NOTE, kind: 'discount', net: '-10', billTotal: '111' },
      { ...NOTE, ...EXEMPT, net: '47.20', billTotal: '111' },
    ].map((line) => ({ ...line, rounding: '0.30' }))
    expect(await one.bill(...note)).toEqual([])
    const xml = (await one.document('N-1', 'ubl')).toString()
    keep('credit note', xml)
    expect(all(xml, 'CreditNoteTypeCode')).toEqual(['381'])
    expect(all(xml, 'PayableAmount')).toEqual(['111.00'])
    expect(all(xml, 'PayableRoundingAmount')).toEqual(['0.30'])
    expect(all(xml, 'CreditedQuantity')).toEqual(['1', '-1', '1'])
    expect(all(xml, 'PriceAmount').every((price) => Number(price) >= 0)).toBe(true)
    expect(xml).toContain('<cac:InvoiceDocumentReference><cbc:ID>B-1</cbc:ID>')
    expect(xml).not.toContain('Invoice-2')
    const cells = parse(await one.document('N-1', 'csv'), { bom: true, columns: true }) as { Net: string }[]
    expect(cells.map(({ Net }) => Number(Net))).toEqual([-60, 10, -47.2])
    expect((await one.document('N-1', 'pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('come in TM Forum’s shape too, with categories and rounding', async () => {
    const one = await firm()
    const amount = (value: number) => ({ unit: 'HUF', value })
    const bill = {
      ...{
        id: '1',
        billNo: 'N-1',
        category: 'creditNote',
        correctedBill: { id: 'B-1' },
        billDate: '2026-10-05',
      },
      ...{ billingPeriod: { startDateTime: '2026-09-01T00:00:00Z', endDateTime: '2026-09-30T00:00:00Z' } },
      ...{ taxIncludedAmount: amount(100), roundingAmount: amount(-0.4), billingAccount: { id: 'A' } },
      relatedParty: [{ id: one.slug, role: 'customer' }],
    }
    const rate = {
      ...{ bill: { id: '1' }, name: 'Fee', type: 'fee', taxExcludedAmount: amount(100.4) },
      appliedTax: [{ taxCategory: 'E', taxRate: 0 }],
      characteristic: [{ name: 'exemptionCode', value: 'VATEX-EU-132' }],
    }
    expect(await take('bills.json', JSON.stringify([bill, rate]), 'json')).toEqual([])
    expect(await one.find('N-1')).toMatchObject({
      ...{ type: 'credit_note', total: -10_000, rounding: 40, corrects: 'B-1' },
      taxes: [{ category: 'E', reasonCode: 'VATEX-EU-132', base: -10_040, amount: 0 }],
    })
  })
})

describe('payments that are taken back', () => {
  const back = (row: Record<string, string>) => ({
    reference: 'R-1',
    reverses: 'T-1',
    amount: '-127',
    paidOn: '2026-10-22',
    ...row,
  })

  test.each<[string, Record<string, string>[], Record<string, string>, number, number]>([
    ['whole: its bill is open again', [{ reference: 'T-1', bill: 'B-1', amount: '127' }], {}, 127, 0],
    ['in part: as much of it', [{ reference: 'T-1', bill: 'B-1', amount: '127' }], { amount: '-27' }, 27, 0],
    ['what was over goes first', [{ reference: 'T-1', amount: '200' }], { amount: '-73' }, 0, 0],
    ['and then its bill', [{ reference: 'T-1', amount: '200' }], { amount: '-100' }, 27, 0],
    [
      'other money takes its place',
      [
        { reference: 'T-1', bill: 'B-1', amount: '127' },
        { reference: 'T-2', amount: '60' },
      ],
      {},
      67,
      0,
    ],
    [
      'also what named the same bill',
      [
        { reference: 'T-1', bill: 'B-1', amount: '127' },
        { reference: 'T-2', bill: 'B-1', amount: '127' },
      ],
      {},
      0,
      0,
    ],
    [
      'of a transfer over several bills',
      [
        { reference: 'T-1', bill: 'B-1', amount: '100' },
        { reference: 'T-1', amount: '50' },
      ],
      { amount: '-150' },
      127,
      0,
    ],
    ['of old money', [{ reference: 'T-1', bill: 'B-1', amount: '127', paidOn: '2024-01-15' }], {}, 127, 0],
    [
      'of old money that was over',
      [{ reference: 'T-1', bill: 'B-1', amount: '150', paidOn: '2024-01-15' }],
      { amount: '-30' },
      7,
      0,
    ],
    [
      'another one stays as it is',
      [
        { reference: 'T-1', amount: '10' },
        { reference: 'T-2', bill: 'B-1', amount: '127' },
      ],
      { amount: '-10' },
      0,
      0,
    ],
  ])('%s', async (_, came, reversal, open, credit) => {
    const one = await firm()
    expect(await one.bill({})).toEqual([])
    expect(await one.money(...came)).toEqual([])
    expect(await one.money(back(reversal))).toEqual([])
    expect(await one.money(back(reversal))).toEqual([])
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': open }, credit])
    const [sum] = await context.sql.$queryRaw<{ left: number }[]>`
      SELECT (SELECT sum(amount) FROM payment WHERE company_id = c.id AND state = 'succeeded')::float8
        - (SELECT sum(amount) FROM payment_reversal WHERE company_id = c.id)::float8
        - (SELECT sum(credit) FROM payment WHERE company_id = c.id)::float8
        - (SELECT sum(paid) FROM bill WHERE company_id = c.id)::float8 AS left
      FROM company c WHERE c.id = ${one.admin.company.id}::uuid`
    expect(sum!.left).toBe(0)
  })

  test.each<[string, Record<string, string>, string]>([
    ['without saying which', { reverses: '' }, 'bills.reverses_missing reverses'],
    ['with money that came', { amount: '127' }, 'bills.reverses_missing reverses'],
    ['nothing', { amount: '0' }, 'subscriptions.amount_unreadable amount'],
    ['one that is not known', { reverses: 'T-9' }, 'bills.no_payment reverses'],
    ['more than came', { amount: '-127.01' }, 'bills.reversal_exceeds amount'],
    ['of another account', { account: 'B' }, 'bills.no_payment reverses'],
    ['of no account', { account: 'C' }, 'bills.no_bill account'],
  ])('refused: %s', async (_, row, problem) => {
    const one = await firm()
    expect(await one.bill({}, { bill: 'B-2', account: 'B' })).toEqual([])
    expect(await one.money({ reference: 'T-1', bill: 'B-1', amount: '127' })).toEqual([])
    expect(await one.money(back(row))).toEqual([problem])
    expect(await one.open()).toMatchObject({ 'B-1': 0 })
  })

  test.each([
    ['alike', '127', '127'],
    ['unlike', '100', '27'],
  ])('of a transfer over two bills, in parts that are %s', async (_, first, second) => {
    const one = await firm()
    expect(await one.bill({})).toEqual([])
    expect(await one.bill({}, { bill: 'B-2' })).toEqual([])
    const parts = [
      { bill: 'B-1', amount: first },
      { bill: 'B-2', amount: second },
    ]
    expect(await one.money(...parts.map((part) => ({ reference: 'T-1', ...part })))).toEqual([])
    const before = await one.open()
    const taken = parts.map(({ bill, amount }) => back({ bill, amount: `-${amount}` }))
    expect(await one.money(...taken)).toEqual([])
    expect(await one.open()).toEqual({ 'B-1': 127, 'B-2': 127 })
    expect(before).not.toEqual(await one.open())
    // Delivered again it is the same; each row of it twice is refused, and so is another amount of one bill.
    expect(await one.money(...taken)).toEqual([])
    expect(await one.money(...taken, ...taken)).toEqual(taken.map(() => 'bills.payment_twice reference'))
    expect(await one.open()).toEqual({ 'B-1': 127, 'B-2': 127 })
    expect(await one.money(...taken, back({ bill: 'B-1', amount: '-1' }))).toEqual([
      'bills.payment_differs amount',
    ])
  })

  const TWO = [
    { reference: 'T-1', bill: 'B-1', amount: '100' },
    { reference: 'T-1', bill: 'B-2', amount: '100' },
  ]
  const ONE = [{ reference: 'T-1', bill: 'B-1', amount: '200' }]
  const old = <T extends object>(rows: T[]) => rows.map((row) => ({ ...row, paidOn: '2024-01-15' }))
  test.each<[string, Record<string, string>[], Record<string, string>[], [number, number] | string]>([
    ['the second of two', TWO, [{ bill: 'B-2', amount: '-100' }], [27, 127]],
    ['the first of two', TWO, [{ bill: 'B-1', amount: '-100' }], [127, 27]],
    ['a part of the second', TWO, [{ bill: 'B-2', amount: '-40' }], [27, 67]],
    ['the second of old money', old(TWO), [{ bill: 'B-2', amount: '-100' }], [27, 127]],
    ['one by name, the rest by none', TWO, [{ bill: 'B-2', amount: '-100' }, { amount: '-50' }], [77, 127]],
    ['the same, the other way round', TWO, [{ amount: '-50' }, { bill: 'B-2', amount: '-100' }], [77, 127]],
    ['by none: the first there is', TWO, [{ amount: '-100' }], [127, 27]],
    ['what an old payment covers beside its own', old(ONE), [{ bill: 'B-2', amount: '-73' }], [0, 127]],
    ['more than came for it', TWO, [{ bill: 'B-2', amount: '-101' }], 'bills.reversal_exceeds amount'],
    ['a bill it did not pay', TWO.slice(0, 1), [{ bill: 'B-2', amount: '-100' }], 'bills.bill_not_paid bill'],
    ['a bill there is not', TWO, [{ bill: 'B-9', amount: '-100' }], 'bills.bill_not_paid bill'],
  ])('open the bill that they name: %s', async (_, came, taken, expected) => {
    const one = await firm()
    expect(await one.bill({}, { bill: 'B-2' })).toEqual([])
    expect(await one.money(...came)).toEqual([])
    const rows: Record<string, string>[] = taken.map(back)
    const again = typeof expected === 'string' ? [expected] : []
    for (let times = 0; times < 2; times++) expect(await one.money(...rows)).toEqual(again)
    if (typeof expected === 'string') return
    expect(await one.open()).toEqual({ 'B-1': expected[0], 'B-2': expected[1] })
    const bill = taken[0]!.bill
    const other = bill === 'B-1' ? 'B-2' : bill && 'B-1'
    if (came.length === 2 && rows.length === 1 && other)
      expect(await one.money({ ...rows[0]!, bill: other })).toEqual(['bills.payment_differs bill'])
  })

  test('twice is once, another amount is refused, and no more than is left', async () => {
    const one = await firm()
    expect(await one.bill({})).toEqual([])
    expect(await one.money({ reference: 'T-1', bill: 'B-1', amount: '127' })).toEqual([])
    expect(await one.money(back({ amount: '-100' }))).toEqual([])
    expect(await one.money(back({ amount: '-27' }))).toEqual(['bills.payment_differs amount'])
    expect(await one.money({ reference: 'T-2', amount: '127' })).toEqual([])
    expect(await one.money(back({ reverses: 'T-2', amount: '-100' }))).toEqual([
      'bills.payment_differs amount',
    ])
    expect(await one.money(back({ reference: 'R-3', reverses: 'T-2' }))).toEqual([])
    expect(await one.money(back({ reference: 'R-2', amount: '-28' }))).toEqual([
      'bills.reversal_exceeds amount',
    ])
    expect(await one.money(back({ reference: 'R-2', amount: '-27' }))).toEqual([])
    expect(await one.open()).toEqual({ 'B-1': 127 })
  })

  test('one that was made online: its bill is open again, shown, notified and in the audit', async () => {
    const one = await firm()
    expect(await one.bill({})).toEqual([])
    const { seen } = await getPaying(one.admin, null, context)
    const provider = sandbox({ portal: context.portal, secret: 's' })
    value(await startPayment(one.admin, { bill: undefined, seen }, context, provider))
    const { reference } = await context.db.payment.findFirstOrThrow({ where: one.where })
    await takePaymentEvent(
      { reference, transaction: 'C-1', amount: 20_000, currency: 'HUF', outcome: 'succeeded' },
      context,
    )
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': 0 }, 73])
    expect(await one.money(back({ reverses: reference, amount: '-200' }))).toEqual([])
    expect([await one.open(), await one.credit()]).toEqual([{ 'B-1': 127 }, 0])
    expect((await getMoneyState(one.admin, context)).reversals).toMatchObject([
      { account: 'A', amount: 20_000, open: 12_700 },
    ])
    // Of another account's bill it is no concern; paid again, nothing is open.
    expect(await one.bill({ account: 'B', bill: 'B-2' })).toEqual([])
    const ofBill = async (number: string) =>
      (await getMoneyState(one.admin, context, (await one.find(number)).id)).reversals.map(({ open }) => open)
    expect([await ofBill('B-2'), await ofBill('B-1')]).toEqual([[], [12_700]])
    expect(await one.money({ reference: 'T-9', bill: 'B-1', amount: '127' })).toEqual([])
    expect(await ofBill('B-1')).toEqual([0])
    const { mails } = await dispatchAll(context, 'billing.payment_reversed')
    expect(mails.at(-1)!.text).toMatch(/200/)
    expect(mails.at(-1)!.text).toMatch(/Billing account: A/)
    const facts = await context.db.auditEntry.findMany({
      where: { ...one.where, action: 'billing.payment_reversed' },
    })
    expect(facts.map(({ after }) => after)).toEqual([{ amount: '200.00 HUF' }])
  })
})
