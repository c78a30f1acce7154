import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileKindOf, kindsInOrder } from '@/lib/files/file-kinds'
import { fileSource, type Source } from '@/lib/infra/records'
import { importFile } from '@/lib/intake/import-file'
import { takenBefore } from '@/lib/intake/taken-before'
import { companyFiles, generatedSource } from '@/prisma/seed/company/files'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile } from '../support/people'
import { spawnTask } from '../support/task'

const context = useContext()
const folder = mkdtempSync(join(tmpdir(), 'deliveries-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const source = (name: string, content: string | Buffer): Source => ({
  name,
  format: name.endsWith('.json') ? 'json' : 'csv',
  bytes: (async function* () {
    yield Buffer.from(content)
  })(),
})
const take = (name: string, content: string | Buffer, dry = false) =>
  importFile(source(name, content), fileKindOf(name)!, context, { dry })
const codes = async (name: string, content: string) =>
  (await take(name, content)).problems.map(({ row, code }) => `${row} ${code.split('.')[1]}`)

async function oneLine() {
  const { slug, admin } = await aCompany(context)
  const number = aMobile()
  const { ids } = await deliver(context, [{ company: slug, number, tariff: 'L' }])
  return { slug, admin, number, id: ids[0]! }
}
const HEAD =
  'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,line,kind,name,quantity,unit,net,rate\n'
const bill = (slug: string, more: Record<string, string>) => {
  const cells = {
    ...{ company: slug, account: 'A-1', bill: 'B-1', issuedOn: '2026-11-05', dueOn: '2026-11-25' },
    ...{ periodFrom: '2026-10-01', periodTo: '2026-10-31', billTotal: '127.00', line: '', kind: 'fee' },
    ...{ name: 'L', quantity: '1', unit: 'month', net: '100', rate: '27' },
    ...more,
  }
  return `${Object.values(cells).join(',')}\n`
}
const count = async (companyId: string) => ({
  bills: await context.db.bill.count({ where: { companyId } }),
  usage: (
    await context.sql.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM usage_record u JOIN subscription s ON s.id = u.subscription_id
      WHERE s.company_id = ${companyId}::uuid`
  )[0]!.n,
})

test('bills that do not add up are told with their rows, and nothing is taken over', async () => {
  const { slug, admin, number } = await oneLine()
  const of = (more: Record<string, string>) => HEAD + bill(slug, { line: number, ...more })
  expect(await codes('bills.csv', of({ billTotal: '126.99' }))).toEqual(['2 total_differs'])
  expect(await codes('bills.csv', of({ net: '-100', billTotal: '-127' }))).toEqual(['2 negative'])
  expect(await codes('bills.csv', of({ net: '-100', kind: 'discount', billTotal: '-127' }))).toEqual([
    '2 negative',
  ])
  expect(await codes('bills.csv', of({ line: '+36201234567' }))).toEqual(['2 no_line'])
  expect(await codes('bills.csv', of({ kind: 'tribute' }))).toEqual(['2 kind_unknown'])
  expect(await codes('bills.csv', of({ rate: '127' }))).toEqual(['2 rate_unreadable'])
  expect(await codes('bills.csv', of({ net: '1e2' }))).toEqual(['2 amount_unreadable'])
  expect(await codes('bills.csv', of({ name: '=1+1' }))).toEqual(['2 cell_formula'])
  expect(await codes('bills.csv', of({ periodTo: '2026-09-01' }))).toEqual(['2 period_unreadable'])
  expect(await codes('bills.csv', of({ company: 'nobody' }))).toEqual(['2 no_company'])
  const two = HEAD + bill(slug, { billTotal: '254' }) + bill(slug, { billTotal: '254', dueOn: '2026-11-26' })
  expect(await codes('bills.csv', two)).toEqual(['2 head_differs'])
  expect(await count(admin.company.id)).toEqual({ bills: 0, usage: 0 })
  // The right one, twice; then another of the same number.
  expect((await take('bills.csv', of({}), true)).counts).toEqual({ added: 1 })
  expect((await count(admin.company.id)).bills).toBe(0)
  expect((await take('bills.csv', of({}))).counts).toEqual({ added: 1 })
  expect((await take('bills.csv', of({}))).counts).toEqual({ added: 0 })
  expect(await codes('bills.csv', of({ net: '200', billTotal: '254' }))).toEqual(['2 bill_differs'])
})

test('a bill that comes late takes its place between those that were there, and what changed is told anew', async () => {
  const { slug, admin, number } = await oneLine()
  const month = (m: string, net: string) =>
    bill(slug, {
      ...{ line: number, bill: `B-${m}`, issuedOn: `2026-${m}-28`, dueOn: `2026-${m}-28` },
      ...{
        periodFrom: `2026-${m}-01`,
        periodTo: `2026-${m}-27`,
        net,
        billTotal: (Number(net) * 1.27).toFixed(2),
      },
    })
  await take('bills.csv', HEAD + month('08', '100') + month('10', '300'))
  const changes = () =>
    context.sql.$queryRaw`
      SELECT b.number, c.reason::text AS reason, c.was::int AS was, c.net::int AS net FROM bill_change c
      JOIN bill b ON b.id = c.bill_id WHERE b.company_id = ${admin.company.id}::uuid ORDER BY b.number`
  expect(await changes()).toEqual([{ number: 'B-10', reason: 'price_changed', was: 10_000, net: 30_000 }])
  await take('bills.csv', HEAD + month('09', '250'))
  expect(await changes()).toEqual([
    { number: 'B-09', reason: 'price_changed', was: 10_000, net: 25_000 },
    { number: 'B-10', reason: 'price_changed', was: 25_000, net: 30_000 },
  ])
})

test('why a bill differs is told line by line: tariff, part of a month, more used, new, gone, once', async () => {
  const { slug, admin } = await aCompany(context)
  const [a, b, c] = [aMobile(), aMobile(), aMobile()]
  await deliver(
    context,
    [a, b, c].map((number) => ({ company: slug, number })),
  )
  const lines = (m: string, rows: Record<string, string>[]) => {
    const net = rows.reduce((sum, row) => sum + Number(row.net), 0)
    const total = (net * 1.27).toFixed(2)
    return rows
      .map((row) =>
        bill(slug, {
          ...{ bill: `B-${m}`, issuedOn: `2026-${m}-28`, dueOn: `2026-${m}-28`, periodFrom: `2026-${m}-01` },
          ...{ periodTo: `2026-${m}-27`, billTotal: total, ...row },
        }),
      )
      .join('')
  }
  const before = [
    { line: a, kind: 'fee', name: 'S', net: '100' },
    { line: a, kind: 'data', name: 'Data', quantity: '100', unit: 'megabyte', net: '50' },
    { line: a, kind: 'once', name: 'SIM', net: '20' },
    { line: b, kind: 'fee', name: 'S', net: '100' },
  ]
  const after = [
    { line: a, kind: 'fee', name: 'L', net: '200' },
    { line: a, kind: 'data', name: 'Data', quantity: '300', unit: 'megabyte', net: '150' },
    { line: a, kind: 'option', name: 'Roaming pass', net: '30' },
    { line: c, kind: 'fee', name: 'S', quantity: '10', unit: 'day', net: '33' },
  ]
  await take('bills.csv', HEAD + lines('09', before) + lines('10', after))
  const changes = await context.sql.$queryRaw<object[]>`
    SELECT c.reason::text AS reason, c.name, c.was_name AS was FROM bill_change c JOIN bill b ON b.id = c.bill_id
    WHERE b.company_id = ${admin.company.id}::uuid ORDER BY c.position`
  expect(changes).toEqual(
    expect.arrayContaining([
      { reason: 'tariff_changed', name: 'L', was: 'S' },
      { reason: 'more_used', name: 'Data', was: 'Data' },
      { reason: 'line_gone', name: null, was: 'S' },
      { reason: 'line_new', name: 'S', was: null },
      { reason: 'added', name: 'Roaming pass', was: null },
      { reason: 'once_before', name: null, was: 'SIM' },
    ]),
  )
  expect(changes).toHaveLength(6)
})

test('usage is counted once: the same file, the same rows in another, or the same row twice', async () => {
  const { slug, admin, number, id } = await oneLine()
  const row = (reference: string, net = '10') =>
    `${slug},${number},2026-11-20T10:00:00+01:00,${reference},voice,+36301234567,,60,${net}\n`
  const head = 'company,line,at,reference,kind,other,abroad,quantity,net\n'
  const first = head + row('1') + row('2') + row('2')
  expect((await take('usage.csv', first)).counts).toEqual({ added: 2 })
  expect((await take('usage.csv', first)).counts).toEqual({ added: 0 })
  expect((await take('usage.csv', head + row('2') + row('3'))).counts).toEqual({ added: 1 })
  expect(await context.db.usageSum.findMany({ where: { subscriptionId: id } })).toMatchObject([
    { kind: 'voice', roaming: false, quantity: 180n, net: 3_000n, records: 3 },
  ])
  expect(await context.db.lineUse.findUnique({ where: { subscriptionId: id } })).toMatchObject({
    spent: 3_000n,
    lastUsedAt: new Date('2026-11-21T10:00:00Z'),
  })
  expect(await codes('usage.csv', head + row('4', '-1'))).toEqual(['2 amount_unreadable'])
  expect(await codes('usage.csv', head + row('4').replace(number, '+36201111111'))).toEqual(['2 no_line'])
  expect(await count(admin.company.id)).toEqual({ bills: 0, usage: 3 })
})

test('TM Forum’s shapes in JSON say the same as rows: product, bill with its rates, usage, bucket, SIM, payment', async () => {
  const { slug, admin } = await aCompany(context)
  const msisdn = `+36${aMobile()}`
  const customer = [{ id: slug, role: 'customer', '@referredType': 'Organization' }]
  const json = async (name: string, elements: object[]) => {
    const { problems, counts } = await take(name, JSON.stringify(elements))
    expect(problems, name).toEqual([])
    return counts
  }
  await json('lines.json', [
    {
      ...{
        id: 'prod-1',
        status: 'active',
        startDate: '2024-03-01T00:00:00Z',
        productOffering: { name: 'Business L' },
      },
      ...{ billingAccount: { id: 'BA-1' }, relatedParty: [...customer, { name: 'Ödön', role: 'holder' }] },
      productCharacteristic: [{ name: 'msisdn', value: msisdn }],
      realizingResource: [{ value: '89363000000000000014', '@referredType': 'PhysicalResource' }],
      productRelationship: [{ relationshipType: 'bundled', product: { name: 'Roaming 5 GB' } }],
    },
  ])
  expect(
    await json('bills.json', [
      {
        ...{
          '@type': 'CustomerBill',
          id: 'CB-1',
          billNo: 'CB-1',
          billDate: '2026-11-05',
          paymentDueDate: '2026-11-25',
        },
        billingPeriod: { startDateTime: '2026-10-01T00:00:00Z', endDateTime: '2026-10-31T23:59:59Z' },
        ...{
          taxIncludedAmount: { unit: 'HUF', value: 127.0 },
          billingAccount: { id: 'BA-1' },
          relatedParty: customer,
        },
      },
      {
        ...{ '@type': 'AppliedCustomerBillingRate', name: 'Business L', type: 'fee', bill: { id: 'CB-1' } },
        ...{ taxExcludedAmount: { unit: 'HUF', value: 100 }, appliedTax: [{ taxRate: 27 }] },
        characteristic: [{ name: 'msisdn', value: msisdn }],
      },
    ]),
  ).toEqual({ added: 1 })
  expect(
    await json('usage.json', [
      {
        ...{ id: 'U-1', usageDate: '2026-11-14T09:13:16+01:00', usageType: 'VOICE', relatedParty: customer },
        usageCharacteristic: [
          { name: 'originatingNumber', value: msisdn },
          { name: 'destinationNumber', value: '+36301234567' },
          { name: 'quantity', value: 75 },
        ],
        ratedProductUsage: [{ taxExcludedRatingAmount: { unit: 'HUF', value: 12.5 } }],
      },
    ]),
  ).toEqual({ added: 1 })
  await json('buckets.json', [
    {
      ...{ name: 'Data', usageType: 'data', relatedParty: customer, logicalResource: [{ id: msisdn }] },
      ...{ remainingValue: { amount: 7.5, units: 'GB' }, usedValue: { amount: 2.5, units: 'GB' } },
    },
  ])
  await json('sims.json', [
    {
      serialNumber: '89363000000000000014',
      relatedParty: customer,
      resourceCharacteristic: [{ name: 'puk', value: '12345678' }],
    },
  ])
  expect(
    await json('payments.json', [
      {
        ...{
          id: 'P-1',
          paymentDate: '2026-11-20',
          totalAmount: { unit: 'HUF', value: 127 },
          account: { id: 'BA-1' },
        },
        ...{ payer: { id: slug }, paymentItem: [{ item: { id: 'CB-1' } }] },
      },
    ]),
  ).toEqual({ added: 1 })
  const line = await context.db.subscription.findFirstOrThrow({
    where: { msisdn },
    include: { buckets: true, options: true, billingAccount: true },
  })
  expect(line).toMatchObject({ holder: 'Ödön', tariff: 'Business L', createdAt: new Date('2024-03-01') })
  expect(line.buckets).toMatchObject([{ total: 10_000_000_000n, used: 2_500_000_000n }])
  expect(line.options).toMatchObject([{ name: 'Roaming 5 GB' }])
  const [paid] = await context.db.bill.findMany({ where: { companyId: admin.company.id } })
  expect(paid).toMatchObject({ net: 10_000n, tax: 2_700n, paid: 12_700n })
  expect(await codes('usage.json', JSON.stringify([{ anything: 1 }]))).toEqual(['1 shape'])
  await expect(take('usage.json', '{"no":"array"}')).rejects.toMatchObject({ why: 'json' })
  await expect(take('usage.json', `[{"a":"${'x'.repeat(3_000_000)}`)).rejects.toMatchObject({
    why: 'record_too_long',
  })
})

test('killed in the middle and run again: the same as if it had never been', async () => {
  const { slug, admin } = await aCompany(context)
  const until = context.clock()
  const plan = { slug, seed: 41, lines: 400, months: 3, market: context.market, until }
  const files = companyFiles({ ...plan, usage: { months: 2, perDay: 1.2 } })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), [...text()].join(''))
  const names = kindsInOrder(Object.keys(files))
  const run = (killAfter = Number.POSITIVE_INFINITY) =>
    spawnTask(context, 'import', [folder], (said, stop) => {
      const rows = Number(/.*usage\.csv {2}(\d+) rows/s.exec(said)?.[1] ?? 0)
      if (rows >= killAfter) stop('SIGKILL')
    })
  await run(6_000)
  const halfway = await count(admin.company.id)
  // The file that was being read left nothing; those before it are whole.
  expect(halfway.usage).toBe(0)
  expect(halfway.bills).toBeGreaterThan(0)
  const before = await takenBefore(
    names.map((name) => ({
      name,
      kind: fileKindOf(name)!,
      open: () => fileSource(join(folder, name)),
    })),
    context,
  )
  expect([...before]).toEqual(names.filter((name) => names.indexOf(name) < names.indexOf('usage.csv')))
  await run()
  const whole = await count(admin.company.id)
  await run()
  expect(await count(admin.company.id)).toEqual(whole)
  const rows = [...files['usage.csv']!()].join('').trim().split('\n').length - 1
  expect(whole.usage).toBe(rows)
  const [sums] = await context.sql.$queryRaw<{ records: number; agree: boolean }[]>`
    SELECT sum(u.records)::int AS records, bool_and(w.spent = coalesce(m.net, 0)) AS agree FROM line_use w
    LEFT JOIN (SELECT subscription_id, sum(net) AS net FROM usage_sum WHERE month = '2026-11-01' GROUP BY 1) m USING (subscription_id)
    LEFT JOIN (SELECT subscription_id, sum(records) AS records FROM usage_sum GROUP BY 1) u USING (subscription_id)
    WHERE w.company_id = ${admin.company.id}::uuid`
  expect(sums).toEqual({ records: rows, agree: true })
})

test('what usage costs over a month is what the month’s bill charges for it', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 51, lines: 80, months: 2 })
  const differ = await context.sql.$queryRaw`
    WITH billed AS (
      SELECT i.subscription_id, sum(i.net) AS net FROM bill_line i JOIN bill b ON b.id = i.bill_id
      WHERE b.company_id = ${admin.company.id}::uuid AND b.month = '2026-10-01'
        AND i.kind IN ('voice', 'message', 'data', 'roaming') GROUP BY 1),
    used AS (
      SELECT u.subscription_id, sum(u.net) AS net FROM usage_sum u JOIN subscription s ON s.id = u.subscription_id
      WHERE s.company_id = ${admin.company.id}::uuid AND u.month = '2026-10-01' GROUP BY 1 HAVING sum(u.net) > 0)
    SELECT * FROM billed FULL JOIN used USING (subscription_id) WHERE billed.net IS DISTINCT FROM used.net`
  expect(differ).toEqual([])
})

test('the same plan makes the same company', () => {
  const plan = {
    slug: 'same',
    seed: 5,
    lines: 50,
    months: 3,
    market: context.market,
    until: new Date('2026-11-21'),
  }
  const text = () => {
    const files = companyFiles({ ...plan, usage: { months: 1, perDay: 1 } })
    return Object.values(files).map((file) => [...file()].join(''))
  }
  expect(text()).toEqual(text())
  expect(generatedSource('lines.csv', () => (function* () {})()).format).toBe('csv')
})

test('the samples of the documents can be delivered as they are', async () => {
  const { slug } = await aCompany(context)
  for (const name of kindsInOrder(readdirSync('docs/samples'))) {
    const sample = readFileSync(join('docs/samples', name), 'utf8').replaceAll(/^acme,/gm, `${slug},`)
    const { problems, rows } = await take(name, sample)
    expect(problems, name).toEqual([])
    expect(rows, name).toBeGreaterThan(0)
  }
})
