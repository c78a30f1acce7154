import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fileKindOf } from '@/lib/files/file-kinds'
import { fileSource, type Source } from '@/lib/infra/records'
import { importFile } from '@/lib/intake/import-file'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { getLine } from '@/lib/subscriptions/queries'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { anIccid } from '../support/iccid'
import { aCompany, aMobile } from '../support/people'

const context = useContext()
const take = (name: string, content: string | Buffer) =>
  importFile(
    {
      name,
      format: name.includes('.json') ? 'json' : 'csv',
      bytes: (async function* () {
        yield Buffer.from(content)
      })(),
    },
    fileKindOf(name)!,
    context,
  )
/** What is wrong with which row and field. */
const wrong = async (name: string, content: string | Buffer) =>
  (await take(name, content)).problems.map(({ row, code, field }) =>
    `${row} ${code.split('.')[1]} ${field ?? ''}`.trim(),
  )
const csv = (head: string, ...rows: string[]) => [head, ...rows].join('\n')

async function oneLine() {
  const { slug, admin } = await aCompany(context)
  const number = aMobile()
  const { ids } = await deliver(context, [{ company: slug, number, tariff: 'L', billingAccount: 'A-1' }])
  const customer = [{ id: slug, role: 'customer' }]
  return { slug, admin, number, id: ids[0]!, customer, msisdn: `+36${number}` }
}

test('a row that does not fit its columns is told with its row, in every kind of file; rows of nothing are left out', async () => {
  const { slug, number } = await oneLine()
  const holder = csv(
    'company;number;holder;tariff',
    `${slug};${number};Minta, Béla;Fleet S`,
    ';;;',
    `${slug};${aMobile()};x`,
  )
  expect(await wrong('lines.csv', holder)).toEqual(['4 row_length'])
  expect((await take('lines.csv', gzipSync(holder.split('\n').slice(0, 3).join('\n')))).counts).toMatchObject(
    { changed: 1 },
  )
  expect(await context.db.subscription.findFirst({ where: { msisdn: `+36${number}` } })).toMatchObject({
    holder: 'Minta, Béla',
    tariff: 'Fleet S',
  })
  for (const [kind, head] of Object.entries({
    accounts: 'company,number',
    sims: 'company,iccid,puk',
    bills: 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate',
    payments: 'company,reference,account,amount,paidOn',
    usage: 'company,line,at,reference,kind,quantity,net',
    buckets: 'company,line,kind,name,used',
  })) {
    const nothing = head.replace(/[^,]/g, '')
    expect(await wrong(`${kind}.csv`, csv(head, nothing, `${slug}`, nothing)), kind).toEqual(['3 row_length'])
    expect(await wrong(`${kind}.csv`, csv(head, nothing, ',')), kind).toEqual([])
    await expect(take(`${kind}.csv`, csv(`${head},company`, '')), kind).rejects.toMatchObject({
      why: 'column_twice',
    })
  }
})

test('integers beyond 2^53 are kept as they are, in every shape', async () => {
  const { id, customer, msisdn } = await oneLine()
  const party = JSON.stringify(customer)
  const iccid = anIccid()
  const product = `[{"id":9007199254740993,"relatedParty":${party},"productCharacteristic":[{"name":"msisdn","value":"${msisdn}"},
    {"name":"iccid","value":${iccid}},{"name":"costCentre","value":9007199254740993}],"billingAccount":{"id":12345678901234567890}}]`
  expect((await take('lines.json', product)).problems).toEqual([])
  expect(
    (
      await take(
        'sims.json',
        `[{"serialNumber":${iccid},"relatedParty":${party},"resourceCharacteristic":[{"name":"puk","value":12345678}]}]`,
      )
    ).counts,
  ).toEqual({ written: 1 })
  const event = `[{"id":90071992547409931,"usageDate":"2026-11-14T09:13:16Z","usageType":"data","relatedParty":${party},
    "usageCharacteristic":[{"name":"originatingNumber","value":"${msisdn}"},{"name":"quantity","value":9.99999999999999e14}],
    "ratedProductUsage":[{"taxExcludedRatingAmount":{"unit":"HUF","value":99999999999.99}}]}]`
  expect((await take('usage.json', event)).counts).toEqual({ added: 1 })
  const bucket = `[{"name":"D","usageType":"data","relatedParty":${party},"logicalResource":{"id":"${msisdn}"},
    "usedValue":{"amount":1,"units":"bytes"},"remainingValue":{"amount":9999999.99999999,"units":"mb"}}]`
  expect((await take('buckets.json', bucket)).problems).toEqual([])
  expect(
    await context.db.subscription.findUnique({
      where: { id },
      include: { buckets: true, billingAccount: true, costCentre: true },
    }),
  ).toMatchObject({
    iccid,
    billingAccount: { number: '12345678901234567890' },
    costCentre: { code: '9007199254740993' },
    buckets: [{ total: 10_000_000_000_001n }],
  })
  expect(await context.db.simSecret.count({ where: { iccid } })).toBe(1)
  expect(
    await context.sql
      .$queryRaw`SELECT reference, net, quantity FROM usage_record WHERE subscription_id = ${id}::uuid`,
  ).toMatchObject([{ reference: '90071992547409931' }])
})

test('in bills, payments and accounts as well: as an id and a text exact, as a sum refused with its row', async () => {
  const { admin, slug } = await aCompany(context)
  const { companyId } = admin.subject
  const party = JSON.stringify([{ id: slug, role: 'customer' }])
  const account = (id: string) => `{"id":${id},"name":"Main","relatedParty":${party}}`
  const LONG = [
    '9007199254740993',
    '90071992547409931',
    '18014398509481985',
    '12345678901234567890',
    '8936200000000000001',
    '99999999999999999999',
    '9007199254740995',
    '11111111111111111',
    '123456789012345678901234567890',
    '9223372036854775808',
  ]
  const money = (value: string) => `{"unit":"HUF","value":${value}}`
  const bill = (
    id: string,
    net: string,
  ) => `{"@type":"CustomerBill","id":${id},"billNo":${id},"billingAccount":{"id":"${LONG[0]}"},
    "relatedParty":${party},"billDate":"2026-11-05","paymentDueDate":"2026-11-25",
    "billingPeriod":{"startDateTime":"2026-10-01T00:00:00Z","endDateTime":"2026-10-31T23:59:59Z"},"taxIncludedAmount":${money('127')}},
    {"@type":"AppliedCustomerBillingRate","name":"Fee","type":"fee","bill":{"id":${id}},"taxExcludedAmount":${money(net)},
    "appliedTax":[{"taxRate":27}]}`
  const accounts = await take('accounts.json', `[${LONG.map(account).join(',')}]`)
  expect(accounts.problems).toEqual([])
  expect(
    (await context.db.billingAccount.findMany({ where: { companyId } })).map(({ number }) => number).sort(),
  ).toEqual([...LONG].sort())
  const problems = async (name: string, content: string) =>
    (await take(name, content)).problems.map(({ row, code }) => [row, code])
  expect(await problems('bills.json', `[${LONG.map((id) => bill(id, '100')).join(',')}]`)).toEqual([])
  expect(
    (await context.db.bill.findMany({ where: { companyId } })).map(({ number }) => number).sort(),
  ).toEqual([...LONG].sort())
  for (const amount of ['9007199254740993', '90071992547409.931', '1e400', '123456789012345678901234567890'])
    expect(await problems('bills.json', `[${bill('"B-1"', amount)}]`), amount).not.toEqual([])
})

describe('a period of moments is a period of days of the market', () => {
  test.each([
    ['2026-09-30T22:00Z', '2026-10-31T23:00Z', '2026-10-01', '2026-10-31'],
    ['2026-06-30T22:00:00Z', '2026-07-31T22:00:00Z', '2026-07-01', '2026-07-31'],
    ['2026-07-01T00:00:00+02:00', '2026-07-31T23:59:59+02:00', '2026-07-01', '2026-07-31'],
    ['2026-07-01T00:00:00Z', '2026-08-01T00:00:00Z', '2026-07-01', '2026-07-31'],
    ['2026-07-01', '2026-07-31', '2026-07-01', '2026-07-31'],
  ])('%s to %s', async (startDateTime, endDateTime, from, to) => {
    const { customer, admin } = await oneLine()
    const money = { unit: 'HUF', value: 127 }
    const bill = {
      ...{ id: 'B', billNo: 'B', billDate: '2026-11-01T23:30:00Z', paymentDueDate: '2026-11-14T23:00:00Z' },
      ...{
        billingPeriod: { startDateTime, endDateTime },
        taxIncludedAmount: money,
        billingAccount: { id: 'A-1' },
      },
      relatedParty: customer,
    }
    const rate = {
      ...{ bill: { id: 'B' }, name: 'L', type: 'fee', taxExcludedAmount: { unit: 'HUF', value: 100.0 } },
      appliedTax: [{ taxRate: 27 }],
    }
    expect((await take('bills.json', JSON.stringify([bill, rate]))).problems).toEqual([])
    expect(await context.db.bill.findFirst({ where: { companyId: admin.company.id } })).toMatchObject({
      ...{ periodFrom: new Date(from), periodTo: new Date(to), month: new Date(`${to.slice(0, 7)}-01`) },
      ...{ issuedOn: new Date('2026-11-02'), dueOn: new Date('2026-11-15') },
    })
    const other = { ...rate, taxExcludedAmount: { unit: 'EUR', value: 100 } }
    expect(await wrong('bills.json', JSON.stringify([{ ...bill, billNo: 'C' }, other]))).toContain(
      '2 currency_unknown net',
    )
  })

  test('the day a payment came is the market’s', async () => {
    const { slug, admin } = await oneLine()
    const payment = {
      ...{
        id: 'P',
        paymentDate: '2026-11-19T23:00:00Z',
        totalAmount: { unit: 'HUF', value: 5 },
        account: { id: 'A-1' },
      },
      payer: { id: slug },
    }
    expect((await take('payments.json', JSON.stringify([payment]))).counts).toEqual({ added: 1 })
    const row = csv('company,reference,account,amount,paidOn', `${slug},P,A-1,5,2026-11-20`)
    expect((await take('payments.csv', row)).counts).toEqual({ added: 0 })
    expect(await context.db.payment.count({ where: { companyId: admin.company.id } })).toBe(1)
  })
})

test('allowances and usage in other units are converted, in units we do not know refused with their row', async () => {
  const { customer, msisdn, id } = await oneLine()
  const bucket = (usageType: string, name: string, amount: number, units?: string) => ({
    ...{
      name,
      usageType,
      relatedParty: customer,
      logicalResource: { id: msisdn },
      remainingValue: { amount, units },
    },
  })
  const good = [
    bucket('data', 'D', 5, 'gb'),
    bucket('VOICE', 'V', 60, 'MINUTES'),
    bucket('sms', 'S', 40, 'SMS'),
    bucket('monetary', 'M', 12.5, 'HUF'),
    bucket('data', 'B', 7),
  ]
  expect((await take('buckets.json', JSON.stringify(good))).problems).toEqual([])
  const kept = await context.db.bucket.findMany({ where: { subscriptionId: id }, orderBy: { name: 'asc' } })
  expect(kept.map(({ name, total }) => [name, total])).toEqual([
    ...[
      ['B', 7n],
      ['D', 5_000_000_000n],
      ['M', 1_250n],
      ['S', 40n],
      ['V', 3_600n],
    ],
  ])
  const bad = [
    bucket('data', 'D', 5, 'parsec'),
    bucket('voice', 'V', 1, 'GB'),
    bucket('monetary', 'M', 1, 'EUR'),
    bucket('love', 'L', 1),
  ]
  expect(await wrong('buckets.json', JSON.stringify(bad))).toEqual([
    ...[
      '1 allowance_unreadable total',
      '2 allowance_unreadable total',
      '3 allowance_unreadable total',
      '4 bucket_unknown kind',
    ],
  ])
  const event = (reference: string, unit: string | undefined, currency = 'HUF') => ({
    ...{ id: reference, usageDate: '2026-11-14T09:13:16Z', usageType: 'voice', relatedParty: customer },
    usageCharacteristic: [
      { name: 'originatingNumber', value: msisdn },
      { name: 'quantity', value: 2 },
      ...(unit ? [{ name: 'unit', value: unit }] : []),
    ],
    ratedProductUsage: [{ taxExcludedRatingAmount: { unit: currency, value: 1 } }],
  })
  expect(
    (await take('usage.json', JSON.stringify([event('1', 'Minutes'), event('2', undefined)]))).counts,
  ).toEqual({ added: 2 })
  expect(await context.db.usageSum.findFirst({ where: { subscriptionId: id } })).toMatchObject({
    quantity: 122n,
  })
  expect(await wrong('usage.json', JSON.stringify([event('3', 'GB'), event('4', undefined, 'EUR')]))).toEqual(
    [...['1 unit_unknown quantity', '2 currency_unknown net']],
  )
})

test('a SIM is in one line in service, and its codes are told once', async () => {
  const { slug, number, id } = await oneLine()
  const [one, two, three] = [aMobile(), aMobile(), aMobile()]
  const [sim, other] = [anIccid(), anIccid()]
  const head = 'company,number,status,iccid'
  const lines = (...rows: string[]) => csv(head, ...rows.map((row) => `${slug},${row}`))
  expect(
    await wrong('lines.csv', lines(`${one},,${sim}`, `${two},,${sim}`, `${three},suspended,${sim}`)),
  ).toEqual([...['3 sim_twice iccid', '4 sim_twice iccid']])
  expect(
    await wrong('lines.csv', lines(`${one},,${sim.slice(0, -1)}${(Number(sim.at(-1)) + 1) % 10}`)),
  ).toEqual(['2 iccid_unreadable iccid'])
  expect((await take('lines.csv', lines(`${one},,${sim}`, `${two},terminated,${sim}`))).counts).toMatchObject(
    { added: 2 },
  )
  expect(await wrong('lines.csv', lines(`${three},,${other}`, `${number},,${sim}`))).toEqual([
    '3 sim_in_use iccid',
  ])
  // It goes on to another line, with whatever becomes of the first in the same file.
  expect((await take('lines.csv', lines(`${one},,${other}`, `${number},,${sim}`))).counts).toMatchObject({
    changed: 2,
  })
  expect(
    (await take('lines.csv', lines(`${one},terminated,${other}`, `${three},,${other}`))).counts,
  ).toMatchObject({ added: 1, changed: 1 })
  expect((await take('lines.csv', lines(`${three},,${sim}`, `${number},,${other}`))).counts).toMatchObject({
    changed: 2,
  })
  expect(await context.db.subscription.findUnique({ where: { id } })).toMatchObject({ iccid: other })
  // A number that moves takes its SIM along; another number of another company may not have it.
  const { slug: elsewhere } = await aCompany(context)
  expect(await wrong('lines.csv', csv(head, `${elsewhere},${aMobile()},,${other}`))).toEqual([
    '2 sim_in_use iccid',
  ])
  expect((await take('lines.csv', csv(head, `${elsewhere},${number},,${other}`))).counts).toMatchObject({
    moved: 1,
    added: 1,
  })
  const sims = csv(
    'company,iccid,puk',
    `${slug},${sim},12345678`,
    `${slug},${sim},87654321`,
    `${slug},${sim},12345678`,
  )
  expect(await wrong('sims.csv', sims)).toEqual(['3 sim_twice iccid', '4 sim_twice iccid'])
  expect(await wrong('sims.csv', csv('company,iccid,puk', `${slug},8936300000000000005,12345678`))).toEqual([
    '2 iccid_unreadable iccid',
  ])
})

test('sums that are too large and days that cannot be meant are told, in every kind of file', async () => {
  const { slug, number } = await oneLine()
  const most = '99999999999.99'
  const BILL = 'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,quantity,net,rate'
  const bill = (more: Record<string, string> = {}) =>
    Object.values({
      ...{
        company: slug,
        account: 'A-1',
        bill: 'B',
        issuedOn: '2026-11-05',
        dueOn: '2026-11-25',
        from: '2026-10-01',
      },
      ...{ to: '2026-10-31', total: '127', kind: 'fee', name: 'L', quantity: '1', net: '100', rate: '27' },
      ...more,
    }).join(',')
  const USAGE = 'company,line,at,reference,kind,quantity,net'
  const usage = (at: string, quantity = '1', net = '1', n = 1) =>
    `${slug},${number},${at},${n},data,${quantity},${net}`
  const now = '2026-11-20T10:00:00Z'
  for (const [name, content, expected] of [
    [
      'bills.csv',
      csv(BILL, bill({ issuedOn: '9999-01-01', dueOn: '9999-01-02' })),
      ['2 moment_far issuedOn'],
    ],
    ['bills.csv', csv(BILL, bill({ dueOn: '2099-11-25' })), ['2 moment_far dueOn']],
    ['bills.csv', csv(BILL, bill({ from: '1991-01-01' })), ['2 moment_far periodFrom']],
    ['bills.csv', csv(BILL, bill({ to: '2026-02-31' })), ['2 moment_unreadable periodTo']],
    ['bills.csv', csv(BILL, bill({ net: '100000000000' })), ['2 amount_unreadable net']],
    ['bills.csv', csv(BILL, bill({ quantity: '1234567890123' })), ['2 quantity_unreadable quantity']],
    ['bills.csv', csv(BILL, bill({ net: most }), bill({ net: most })), ['2 total_differs billTotal']],
    ['usage.csv', csv(USAGE, usage('9999-12-31T10:00:00Z')), ['2 moment_far at']],
    ['usage.csv', csv(USAGE, usage('2026-11-30T10:00:00Z')), ['2 moment_far at']],
    ['usage.csv', csv(USAGE, usage(now, '9'.repeat(16))), ['2 quantity_unreadable quantity']],
    ['usage.csv', csv(USAGE, usage(now, '1', '123456789012')), ['2 amount_unreadable net']],
    [
      'usage.csv',
      csv(USAGE, ...Array.from({ length: 9_300 }, (_, n) => usage(now, '9'.repeat(15), '1', n))),
      ['1 sum_too_large'],
    ],
    [
      'payments.csv',
      csv('company,reference,account,amount,paidOn', `${slug},P,A-1,1,9999-01-01`),
      ['2 moment_far paidOn'],
    ],
    // Where days begin earlier it is tomorrow already, and never the day after.
    [
      'payments.csv',
      csv('company,reference,account,amount,paidOn', `${slug},P,A-1,1,2026-11-23`),
      ['2 moment_far paidOn'],
    ],
    ['payments.csv', csv('company,reference,account,amount,paidOn', `${slug},P-0,A-1,1,2026-11-22`), []],
    // A bill of nothing is a bill; less than nothing is a credit note.
    ['bills.csv', csv(BILL, bill({ bill: 'B-0', total: '0', net: '0' })), []],
    [
      'payments.csv',
      csv('company,reference,account,amount,paidOn', `${slug},P,A-1,123456789012,2026-11-20`),
      ['2 amount_unreadable amount'],
    ],
    ['lines.csv', csv('company,number,since', `${slug},${aMobile()},9999-01-01`), ['2 moment_far since']],
    [
      'lines.csv',
      csv('company,number,spendingLimit', `${slug},${aMobile()},123456789012`),
      ['2 amount_unreadable spendingLimit'],
    ],
    [
      'buckets.csv',
      csv('company,line,kind,name,used,validTo', `${slug},${number},data,D,1,9999-01-01T00:00:00Z`),
      ['2 moment_far validTo'],
    ],
    [
      'buckets.csv',
      csv('company,line,kind,name,used', `${slug},${number},data,D,${'9'.repeat(16)}`),
      ['2 amount_unreadable used'],
    ],
    [
      'buckets.json',
      `[{"name":"D","usageType":"data","relatedParty":[{"id":"${slug}","role":"customer"}],"product":{"id":"+36${number}"},"remainingValue":{"amount":1e30,"units":"GB"}}]`,
      ['1 amount_unreadable total'],
    ],
  ] as const)
    expect(await wrong(name, content), `${name} ${content.slice(0, 300)}`).toEqual(expected)
})

test('numbers of machines and lines known by reference only are taken, listed, found, used and billed', async () => {
  const { slug, admin } = await aCompany(context)
  const machine = `06 71 012 ${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const rows = [`${slug},${machine},,`, `${slug},,CAM-17,`, `${slug},,TRUNK-1,voip`]
  expect((await take('lines.csv', csv('company,number,reference,kind', ...rows))).counts).toMatchObject({
    added: 3,
  })
  expect((await take('lines.csv', csv('company,number,reference,kind', ...rows))).counts).toMatchObject({
    added: 0,
    changed: 0,
  })
  const listed = async (q?: string) =>
    (await listLines(admin, listLinesInput.parse({ q }), context)).rows.map(({ number }) => number)
  const shown = `06 71 012 ${machine.replaceAll(' ', '').slice(7, 10)} ${machine.slice(-4)}`
  expect((await listed()).sort()).toEqual([shown, 'CAM-17', 'TRUNK-1'].sort())
  for (const q of [machine, shown, machine.replace('06', '+36'), machine.replaceAll(' ', '').slice(4)])
    expect(await listed(q)).toEqual([shown])
  for (const q of ['CAM-17', 'cam', 'M-17']) expect(await listed(q)).toEqual(['CAM-17'])
  const usage = csv(
    'company,line,at,reference,kind,quantity,net',
    ...[machine, 'CAM-17', 'TRUNK-1'].map((line, n) => `${slug},${line},2026-11-20T10:00:00Z,${n},data,1,1`),
  )
  expect((await take('usage.csv', usage)).counts).toEqual({ added: 3 })
  expect(await wrong('lines.csv', csv('company,number,holder', `${slug},,nobody`))).toEqual([
    '2 no_reference reference',
  ])
})

describe('an event of usage that is known and differs is refused with its row', () => {
  const HEAD = 'company,line,at,reference,kind,other,abroad,quantity,net'
  type Event = Partial<Record<'at' | 'reference' | 'kind' | 'other' | 'abroad' | 'quantity' | 'net', string>>
  const row = (line: { slug: string; number: string }, event: Event) =>
    Object.values({
      ...{
        company: line.slug,
        line: line.number,
        at: '2026-11-14T09:13:16Z',
        reference: 'E-1',
        kind: 'voice',
      },
      ...{ other: '+36201234567', abroad: '', quantity: '60', net: '12.50', ...event },
    }).join(',')
  const added = { added: 1 }

  test.each<[string, Event, string | typeof added]>([
    ['another quantity', { quantity: '61' }, 'quantity'],
    ['another price', { net: '12.51' }, 'net'],
    ['no price', { net: '0' }, 'net'],
    ['another kind', { kind: 'data' }, 'kind'],
    ['abroad', { abroad: 'AT' }, 'abroad'],
    ['another number that was called', { other: '+36201234568' }, 'other'],
    ['no number that was called', { other: '' }, 'other'],
    ['kind and quantity', { kind: 'message', quantity: '1' }, 'kind'],
    ['the same amount in another spelling', { net: '12.5' }, { added: 0 }],
    ['the same moment in another spelling', { at: '2026-11-14T10:13:16+01:00' }, { added: 0 }],
    ['another reference', { reference: 'E-2', net: '1' }, added],
    ['another moment', { at: '2026-11-14T09:13:17Z', net: '1' }, added],
  ])('%s', async (_, event, expected) => {
    for (const together of [false, true]) {
      const line = await oneLine()
      const first = row(line, {})
      if (!together) expect((await take('usage.csv', csv(HEAD, first))).counts).toEqual(added)
      const answer = await take('usage.csv', csv(HEAD, first, row(line, event)))
      const problems =
        typeof expected === 'string' ? [{ row: 3, code: 'bills.usage_differs', field: expected }] : []
      expect(answer.problems).toEqual(problems)
      if (typeof expected !== 'string')
        expect(answer.counts).toEqual({ added: expected.added + (together ? 1 : 0) })
      const sums = await context.sql.$queryRaw`
        SELECT sum(records)::int AS records FROM usage_sum WHERE subscription_id = ${line.id}::uuid`
      const kept = (together && problems.length > 0 ? 0 : 1) + (expected === added ? 1 : 0)
      expect(sums).toEqual([{ records: kept || null }])
    }
  })
})

test.each([
  ['in an amount', '12.', 'refused'],
  ['after an amount, before the end of its line', '12.50', 'refused'],
  ['in a gzip', '12.50', 'refused'],
  ['nowhere', '12.50\n', 'taken'],
  ['nowhere, as Windows ends lines', '12.50\r\n', 'taken'],
  ['nowhere, as an old Mac ended lines', '12.50\r', 'taken'],
  ['nowhere, with a line of nothing', '12.50\n\n', 'taken'],
])('a file in a folder that is cut %s (%j): %s', async (where, end, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'cut-'))
  try {
    const { slug, number } = await oneLine()
    const text = `company,line,at,reference,kind,quantity,net\n${slug},${number},2026-11-14T09:13:16Z,E-1,data,60,${end}`
    const path = join(folder, where.includes('gzip') ? 'usage.csv.gz' : 'usage.csv')
    writeFileSync(path, where.includes('gzip') ? gzipSync(text) : text)
    const answer = importFile(fileSource(path), fileKindOf('usage.csv')!, context)
    if (expected === 'taken') expect((await answer).counts).toEqual({ added: 1 })
    else await expect(answer).rejects.toMatchObject({ why: 'cut', row: 2 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe('two allowances of one name in a file', () => {
  const HEAD = 'company,line,kind,name,total,used,validTo'
  const END = '2026-12-01T00:00:00Z'
  test.each<[string, string, string | number]>([
    ['the same twice', `data,Booster,5,1,${END}`, 1],
    ['its end in another spelling', 'data,Booster,5,1,2026-12-01T01:00:00+01:00', 1],
    ['used otherwise', `data,Booster,5,2,${END}`, 'name'],
    ['of another size', `data,Booster,6,1,${END}`, 'name'],
    ['unlimited', `data,Booster,,1,${END}`, 'name'],
    ['until another day', 'data,Booster,5,1,2026-12-02T00:00:00Z', 'name'],
    ['without an end', 'data,Booster,5,1,', 'name'],
    ['of another kind', `voice,Booster,5,1,${END}`, 2],
    ['of another name', `data,Booster 2,5,1,${END}`, 2],
    ['in other letters', `data,booster,5,1,${END}`, 2],
  ])('%s', async (_, second, expected) => {
    const { slug, number, id } = await oneLine()
    const rows = [`data,Booster,5,1,${END}`, second].map((row) => `${slug},${number},${row}`)
    const answer = await take('buckets.csv', csv(HEAD, ...rows))
    const twice = { row: 3, code: 'subscriptions.allowance_twice', field: expected }
    expect(answer).toMatchObject(
      typeof expected === 'string' ? { problems: [twice] } : { counts: { written: expected } },
    )
    const kept = await context.db.bucket.count({ where: { subscriptionId: id } })
    expect(kept).toBe(typeof expected === 'string' ? 0 : expected)
  })

  test('the next file says otherwise', async () => {
    const { slug, number, id } = await oneLine()
    for (const used of [1, 2]) {
      const file = csv(HEAD, `${slug},${number},data,Booster,5,${used},`)
      expect((await take('buckets.csv', file)).counts).toEqual({ written: 1 })
    }
    expect(await context.db.bucket.findMany({ where: { subscriptionId: id } })).toMatchObject([{ used: 2n }])
  })
})

describe('an allowance that cannot be used counts as none', () => {
  const HEAD = 'company,line,kind,name,total,used,validTo,status'
  const inHours = (text: string) =>
    text.replace(/IN (\d) HOURS/, (_, hours) =>
      new Date(context.clock().getTime() + hours * 3_600_000).toISOString(),
    )
  const left = async ({ admin, id }: Awaited<ReturnType<typeof oneLine>>) =>
    (await getLine(admin, id, context)).buckets.map(({ name }) => name)

  test.each<[string, string, string[]]>([
    ['it ended long ago', 'data,Booster,5,1,2026-10-31T23:00:00Z,', ['Data']],
    ['it ended now', 'data,Booster,5,1,IN 0 HOURS,', ['Data']],
    ['it ends in an hour', 'data,Booster,5,1,IN 1 HOURS,', ['Booster', 'Data']],
    ['it has no end', 'data,Booster,5,1,,', ['Booster', 'Data']],
    ['it says so', 'data,Booster,5,1,IN 1 HOURS,expired', ['Data']],
    ['it says so without an end', 'data,Booster,5,1,,expired', ['Data']],
    ['it is suspended', 'data,Booster,5,1,,suspended', ['Data']],
    ['it is active', 'data,Booster,5,1,,active', ['Booster', 'Data']],
    ['active, and its day is past', 'data,Booster,5,1,2026-10-31T23:00:00Z,active', ['Data']],
    ['one of the same name is active', 'data,Data,5,1,2026-10-31T23:00:00Z,', ['Data']],
    ['all are', '', []],
  ])('%s', async (_, row, expected) => {
    const line = await oneLine()
    const begin = `${line.slug},${line.number}`
    await take('buckets.csv', csv(HEAD, `${begin},data,Booster,5,0,,`, `${begin},data,Old,5,0,,`))
    const rows = row
      ? [`${begin},${inHours(row)}`, `${begin},data,Data,9,1,,`]
      : [`${begin},data,Old,5,0,,expired`]
    expect(await take('buckets.csv', csv(HEAD, ...rows))).toMatchObject({
      problems: [],
      counts: { written: expected.length },
    })
    expect(await left(line)).toEqual(expected)
  })

  test('nor once its day has passed, or its line has ended; and in TM Forum’s shape', async () => {
    const line = await oneLine()
    const end = '2026-12-01T00:00:00Z'
    const bucket = (name: string, more: object) => ({
      ...{ name, usageType: 'data', relatedParty: line.customer, logicalResource: { id: line.msisdn } },
      ...{ remainingValue: { amount: 5, units: 'GB' }, ...more },
    })
    const file = [
      bucket('Data', { validFor: { endDateTime: end } }),
      bucket('Booster', { status: 'Expired', remainingValue: null }),
      bucket('Always', {}),
    ]
    expect(await take('buckets.json', JSON.stringify(file))).toMatchObject({ counts: { written: 2 } })
    expect(await left(line)).toEqual(['Always', 'Data'])
    context.pass(new Date(end).getTime() - context.clock().getTime())
    expect(await left(line)).toEqual(['Always'])
    await context.db.subscription.update({
      where: { id: line.id },
      data: { status: 'terminated', terminatedAt: context.clock() },
    })
    expect(await left(line)).toEqual([])
  })
})

test.each<[string, string[], number | null]>([
  ['said twice', ['A,Main,HU1', 'A,Main,HU1'], null],
  ['named otherwise', ['A,Main,HU1', 'A,Other,HU1'], 3],
  ['with another tax number', ['A,Main,HU1', 'B,Main,HU1', 'A,Main,HU2'], 4],
  ['without one', ['A,Main,HU1', 'A,Main,'], 3],
  ['in other letters is another', ['A,Main,HU1', 'a,Other,HU1'], null],
])('an account that is there twice in a file, %s', async (_, rows, wrongRow) => {
  const { slug } = await oneLine()
  const answer = await take(
    'accounts.csv',
    csv('company,number,name,taxNumber', ...rows.map((row) => `${slug},${row}`)),
  )
  expect(answer.problems).toEqual(
    wrongRow ? [{ row: wrongRow, code: 'subscriptions.account_twice', field: 'number' }] : [],
  )
})

test.each<[string, string[], string | null]>([
  ['the same twice', ['P,A-1,,500', 'P,A-1,,500'], '3 payment_twice reference'],
  ['two instalments of a bill', ['P,A-1,B-1,500', 'P,A-1,B-1,500'], '3 payment_twice reference'],
  [
    'three',
    ['P,A-1,,500', 'P,A-1,,500', 'P,A-1,,500'],
    '3 payment_twice reference|4 payment_twice reference',
  ],
  ['another amount', ['P,A-1,,500', 'P,A-1,,400'], '3 payment_differs amount'],
  ['another reference', ['P,A-1,,500', 'Q,A-1,,500'], null],
])('two rows of a payment, %s', async (_, rows, problems) => {
  const { slug } = await oneLine()
  const bill = `${slug},A-1,B-1,2026-11-05,2026-11-20,2026-10-01,2026-10-31,1270,fee,Fee,1000,27`
  await take(
    'bills.csv',
    csv('company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,kind,name,net,rate', bill),
  )
  const file = csv(
    'company,reference,account,bill,amount,paidOn',
    ...rows.map((row) => `${slug},${row},2026-11-20`),
  )
  expect((await wrong('payments.csv', file)).join('|') || null).toBe(problems)
})

test.each<[string, Source['format'], string | null]>([
  ['an archive of its own', 'packed', 'cut'],
  ['a body that is packed on its way', 'csv', null],
])('a file without an end of its last line, in %s', async (_, format, why) => {
  const { slug, number } = await oneLine()
  for (const [end, expected] of [
    ['', why],
    ['\n', null],
  ] as const) {
    const bytes = (async function* () {
      yield gzipSync(`company,number,tariff\n${slug},${number},M${end}`)
    })()
    const answer = importFile({ name: 'lines', format, bytes }, fileKindOf('lines.csv')!, context)
    if (expected) await expect(answer).rejects.toMatchObject({ why: expected, row: 2 })
    else expect((await answer).problems).toEqual([])
  }
})
