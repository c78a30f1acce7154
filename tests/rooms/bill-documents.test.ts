import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { openBillDocument } from '@/lib/billing/bills/open-bill-document'
import { listBills } from '@/lib/billing/queries'
import { BILL_FORMATS, type BillFormat, listBillsInput } from '@/lib/billing/schema'
import { openUsage } from '@/lib/billing/usage/open-usage'
import type { TableFormat } from '@/lib/infra/table-file'
import { LOCALES, type Locale } from '@/lib/kernel/locale'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { charactersOf } from '../support/pdf'
import { aUser, value } from '../support/people'

const context = useContext()
async function document(actor: Actor, id: string, format: BillFormat, locale: Locale = 'hu') {
  const file = value(await openBillDocument(actor, { id, format, locale }, context))
  const chunks: Uint8Array[] = []
  for await (const chunk of file.bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const bills = async (actor: Actor) => (await listBills(actor, listBillsInput.parse({}), context)).rows

test('the sum of every export is the bill’s: CSV, Excel workbook, e-invoice', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 5, lines: 60, months: 3 })
  for (const bill of await bills(admin)) {
    const rows = parse(await document(admin, bill.id, 'csv', 'en'), { bom: true, columns: true }) as {
      Net: string
    }[]
    const sum = rows.reduce((total, { Net }) => total + Math.round(Number(Net) * 100), 0)
    expect(sum, bill.number).toBe(bill.net)

    const sheet = unzipped(await document(admin, bill.id, 'xlsx', 'en'), 'xl/worksheets/sheet1.xml')
    expect(sheet.match(/<row /g)).toHaveLength(rows.length + 1)
    const cells = [...sheet.matchAll(/<c r="H\d+" s="3"><v>(-?[\d.]+)<\/v>/g)]
    expect(cells.reduce((total, [, net]) => total + Math.round(Number(net) * 100), 0)).toBe(bill.net)
    expect(sheet).not.toContain('<f>')

    const invoice = (await document(admin, bill.id, 'ubl')).toString()
    const amount = (name: string) =>
      [...invoice.matchAll(new RegExp(`<cbc:${name} currencyID="HUF">(-?[\\d.]+)<`, 'g'))].map(([, text]) =>
        Math.round(Number(text) * 100),
      )
    const [whole, ...lines] = amount('LineExtensionAmount')
    expect(whole).toBe(bill.net)
    expect(lines.reduce((a, b) => a + b, 0)).toBe(bill.net)
    expect(amount('PayableAmount')).toEqual([bill.total])
    // BR-CO-15, BR-CO-17, BR-27: tax is calculated for each rate on the sum of its lines; no price is negative.
    expect(amount('TaxExclusiveAmount')[0]! + amount('TaxAmount')[0]!).toBe(bill.total)
    expect(amount('PriceAmount').every((price) => price >= 0)).toBe(true)
  }
})

test('the PDF is tagged, in the reader’s language, with all its letters as text', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 6, lines: 80, months: 2 })
  const [bill] = await bills(admin)
  for (const [locale, tag, word] of [
    ['hu', 'hu-HU', 'Fizetési határidő'],
    ['ru', 'ru-RU', 'Пользователь'],
    ['sr', 'sr-Latn-RS', 'Mesto troška'],
  ] as const) {
    const pdf = await document(admin, bill!.id, 'pdf', locale)
    const plain = pdf.toString('latin1')
    expect(plain.slice(0, 8)).toBe('%PDF-1.7')
    for (const part of [
      '/MarkInfo',
      '/StructTreeRoot',
      `/Lang (${tag})`,
      '/S /TH',
      '/S /TD',
      '/S /H1',
      '/DisplayDocTitle true',
    ])
      expect(plain, part).toContain(part)
    expect(plain.trimEnd().endsWith('%%EOF')).toBe(true)
    // Whoever selects text gets these letters: each glyph says which character it is.
    const known = charactersOf(pdf)
    for (const letter of word.replace(/\s/g, '')) expect(known.has(letter), `${locale} ${letter}`).toBe(true)
  }
})

test('every document is refused to strangers, to users without the right, and stands in the audit', async () => {
  const [one, other] = [
    await aCompanyWithBills(context, { seed: 8, lines: 5, months: 1 }),
    await aCompanyWithBills(context, { seed: 9, lines: 5, months: 1 }),
  ]
  const [mine] = await bills(one.admin)
  const user = await demoActor(context, (await aUser(context, one.admin)).account)
  for (const format of BILL_FORMATS) {
    await expect(document(other.admin, mine!.id, format), format).rejects.toBeInstanceOf(NotFound)
    await expect(document(user, mine!.id, format), format).rejects.toBeInstanceOf(NotFound)
  }
  // Nothing is overdue yet: there is nothing to be reminded of.
  await expect(document(one.admin, mine!.id, 'reminder')).rejects.toBeInstanceOf(NotFound)
  await document(one.admin, mine!.id, 'ubl')
  const facts = await context.db.auditEntry.findMany({
    where: { action: 'billing.bill_downloaded', companyId: one.admin.company.id },
  })
  expect(facts.map(({ after, objectName }) => [objectName, after])).toEqual([
    [mine!.number, { format: 'ubl' }],
  ])
})

test('usage of a month is that month’s by the market’s clock: a time to spreadsheets, a moment to programs', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 9, lines: 4, months: 2 })
  const [line] = (await listLines(admin, listLinesInput.parse({}), context)).rows
  const { id } = line!
  // Before all that the company is made of.
  const USED = [
    ['2026-02-28T23:15:00Z', '2026-03-01 00:15:00', '+01:00'],
    ['2026-03-29T00:59:59Z', '2026-03-29 01:59:59', '+01:00'],
    ['2026-03-29T01:00:00Z', '2026-03-29 03:00:00', '+02:00'],
    ['2026-03-31T21:59:59Z', '2026-03-31 23:59:59', '+02:00'],
  ] as const
  for (const at of ['2026-02-28T22:59:59Z', ...USED.map(([each]) => each), '2026-03-31T22:00:00Z'])
    await context.db.usageRecord.create({
      data: {
        subscriptionId: id,
        at: new Date(at),
        reference: `R ${at}`,
        kind: 'data',
        quantity: 5n,
        net: 100n,
      },
    })
  const taken = async (format: TableFormat, locale: Locale) => {
    const file = await openUsage(admin, { id, month: '2026-03', format, locale }, context)
    if (!file.ok) throw new Error(file.refusal.code)
    const chunks: Uint8Array[] = []
    for await (const chunk of file.value.bytes) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  const times = async (locale: Locale) =>
    (parse(await taken('csv', locale), { bom: true, delimiter: locale === 'en' ? ',' : ';' }) as string[][])
      .slice(1)
      .map(([at]) => at)
  const newest = USED.toReversed()
  for (const locale of ['hu', 'sr', 'ru'] as const)
    expect(await times(locale), locale).toEqual(newest.map(([, shown]) => shown))
  expect(await times('en')).toEqual(newest.map(([, shown, offset]) => `${shown.replace(' ', 'T')}${offset}`))
  for (const locale of LOCALES) {
    const sheet = unzipped(await taken('xlsx', locale), 'xl/worksheets/sheet1.xml')
    const serials = [...sheet.matchAll(/<c r="A\d+" s="5"><v>([\d.]+)<\/v>/g)].map(([, days]) =>
      new Date(Math.round((Number(days) - 25_569) * 86_400) * 1_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' '),
    )
    expect(serials, locale).toEqual(newest.map(([, shown]) => shown))
  }
})

/** A file inside a zip whose sizes are in its directory. */
function unzipped(zip: Buffer, name: string): string {
  for (
    let at = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1'), entry = zip.readUInt32LE(at + 16);
    entry < at;
  ) {
    const [packed, length] = [zip.readUInt32LE(entry + 20), zip.readUInt16LE(entry + 28)]
    const start = zip.readUInt32LE(entry + 42)
    if (zip.toString('utf8', entry + 46, entry + 46 + length) === name) {
      const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
      const bytes = zip.subarray(data, data + packed)
      return (zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(bytes) : bytes).toString()
    }
    entry += 46 + length + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32)
  }
  throw new Error(`no ${name} in the zip`)
}
