import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { keepUsage } from '@/lib/billing/files/keep-usage'
import { listUsage } from '@/lib/billing/reports/line-costs'
import { openUsage } from '@/lib/billing/usage/open-usage'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { databaseFigures } from '@/lib/jobs/database-figures'
import { DAY } from '@/lib/kernel/clock'
import { TriedAgain } from '@/lib/kernel/tried-again'
import { generatedSource } from '@/prisma/seed/company/files'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile } from '../support/people'
import { longInUse, monthsOfUsage } from '../support/usage-months'

// Usage is kept by month, and old months are dropped (docs/decisions/052). It is 21 November 2026.

const context = useContext()
beforeAll(() => longInUse(context, '2025-06-01 00:00:00+02'))

const take = (name: string, rows: string[], options: { dry?: boolean; setAside?: number } = {}) =>
  importFile(
    generatedSource(name, function* () {
      yield `${rows.join('\n')}\n`
    }),
    fileKindOf(name)!,
    context,
    options,
  )
async function aLine() {
  const { slug, admin } = await aCompany(context)
  const number = aMobile()
  const { ids } = await deliver(context, [{ company: slug, number, tariff: 'L', billingAccount: 'A-1' }])
  const usage = (...moments: string[]) =>
    take('usage.csv', [
      'company,line,at,reference,kind,quantity,net',
      ...moments.map((at) => `${slug},${number},${at},E ${at},data,1,1.00`),
    ])
  const kept = async () =>
    (
      await context.sql.$queryRaw<{ reference: string }[]>`
        SELECT reference FROM usage_record WHERE company_id = ${admin.company.id}::uuid ORDER BY at`
    ).map(({ reference }) => reference.slice(2))
  const bill = (month: string) =>
    take('bills.csv', [
      'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,line,kind,name,quantity,unit,net,rate',
      `${slug},A-1,B ${month},${month}-28,${month}-28,${month}-01,${month}-28,127.00,,fee,L,1,month,100,27`,
    ])
  return { slug, admin, number, id: ids[0]!, usage, kept, bill }
}

test('months are made ahead, once however many make them, and how far they go is a figure', async () => {
  const before = await monthsOfUsage(context)
  expect(before.slice(0, 3)).toEqual(['first', '2025_06', '2025_07'])
  expect(before.at(-1)).toBe('2026_11')
  await Promise.all([keepUsage(undefined, context), keepUsage(undefined, context)])
  const made = ['2026_12', '2027_01', '2027_02']
  expect(await monthsOfUsage(context)).toEqual([...before, ...made])
  await keepUsage(undefined, context)
  expect(await monthsOfUsage(context)).toEqual([...before, ...made])
  const { daysAhead } = await databaseFigures(context, async () => null)
  // Until 1 March where the market is.
  expect(daysAhead).toEqual([{ table: 'usage_record', days: expect.closeTo(99.5, 0) }])
})

test('what is older than is kept goes with its months to the second, of all companies alike; sums stay, and so does the rest', async () => {
  const [one, other] = [await aLine(), await aLine()]
  const gone = ['2025-06-01T10:00:00Z', '2025-10-31T22:59:59Z']
  const stays = ['2025-10-31T23:00:00Z', '2026-11-20T10:00:00Z']
  await one.usage(...gone, ...stays)
  await other.usage(stays[1]!)
  await keepUsage(12, context)
  expect((await monthsOfUsage(context))[0]).toBe('2025_11')
  expect(await one.kept()).toEqual(stays)
  expect(await other.kept()).toEqual([stays[1]])
  const sums = await context.db.usageSum.findMany({
    where: { subscriptionId: one.id },
    orderBy: { month: 'asc' },
  })
  expect(sums.map(({ month, records }) => [month.toISOString().slice(0, 7), records])).toEqual([
    ['2025-06', 1],
    ['2025-10', 1],
    ['2025-11', 1],
    ['2026-11', 1],
  ])
})

test('whoever looks for a month that went reads that it is no longer kept, and gets no empty file of it', async () => {
  const { admin, id, usage } = await aLine()
  await usage('2025-11-01T10:00:00Z')
  const at = async (month: string) => (await listUsage(admin, id, { month }, context)).keptFrom
  expect(await at('2025-10')).toBe('2025-11-01')
  expect([await at('2025-11'), await at('2026-08')]).toEqual([null, null])
  const open = (month: string) => openUsage(admin, { id, month, format: 'csv', locale: 'en' }, context)
  expect(await open('2025-10')).toMatchObject({ refusal: { code: 'bills.usage_not_kept' } })
  expect(await open('2026-08')).toMatchObject({ ok: true })
})

test('an event of a month that went is told with its row and counted nowhere, the rest is taken where rows may be set aside', async () => {
  const { slug, number, kept, id } = await aLine()
  const rows = ['company,line,at,reference,kind,quantity,net']
  for (const at of ['2025-10-31T22:59:59Z', '2025-10-31T23:00:00Z'])
    rows.push(`${slug},${number},${at},E ${at},data,1,1.00`)
  const problems = [{ row: 2, code: 'bills.usage_not_kept', field: 'at' }]
  expect(await take('usage.csv', rows)).toMatchObject({ problems, counts: null })
  expect(await take('usage.csv', rows, { setAside: 50 })).toMatchObject({ problems, counts: { added: 1 } })
  expect(await kept()).toEqual(['2025-10-31T23:00:00Z'])
  expect(await context.db.usageSum.count({ where: { subscriptionId: id } })).toBe(1)
  // Nor does the database itself take it, whoever writes.
  await expect(
    context.sql.$executeRaw`INSERT INTO usage_record (subscription_id, at, reference, kind, quantity, net)
      VALUES (${id}::uuid, '2025-10-01Z', 'E', 'data', 1, 1)`,
  ).rejects.toMatchObject({ code: '23514' })
})

test('a month whose bill has not come is kept until it has, or for a year', async () => {
  const [billed, without] = [await aLine(), await aLine()]
  await billed.usage('2025-12-10T10:00:00Z')
  // An account that gets no bills from here waits for none.
  await without.usage('2025-12-11T10:00:00Z')
  expect((await billed.bill('2025-11')).counts).toEqual({ added: 1 })
  await keepUsage(6, context)
  expect((await monthsOfUsage(context))[0]).toBe('2025_12')
  expect(await billed.kept()).toHaveLength(1)
  await billed.bill('2025-12')
  await keepUsage(6, context)
  expect((await monthsOfUsage(context))[0]).toBe('2026_05')
  expect(await billed.kept()).toEqual([])
  expect(await without.kept()).toEqual([])
})

test('a delivery under way, or whoever reads, is not disturbed: the month goes when they are done', async () => {
  const [oldest] = await monthsOfUsage(context)
  const holder = new pg.Client({ connectionString: context.url })
  await holder.connect()
  for (const hold of ['SELECT pg_advisory_xact_lock(7240007)', 'SELECT FROM usage_record LIMIT 1']) {
    await holder.query(`BEGIN; ${hold}`)
    await expect(keepUsage(5, context)).rejects.toBeInstanceOf(TriedAgain)
    expect((await monthsOfUsage(context))[0]).toBe(oldest)
    await holder.query('COMMIT')
  }
  await holder.end()
  await keepUsage(5, context)
  expect((await monthsOfUsage(context))[0]).not.toBe(oldest)
})

test('an account that gets no bill any more holds nothing for longer than a year', async () => {
  const late = await aLine()
  await late.usage('2026-06-10T10:00:00Z')
  await late.bill('2026-05')
  context.pass(365 * DAY)
  await keepUsage(12, context)
  expect((await monthsOfUsage(context))[0]).toBe('2026_06')
  context.pass(300 * DAY)
  await keepUsage(9, context)
  expect((await monthsOfUsage(context))[0]).not.toBe('2026_06')
  context.pass(-665 * DAY)
})

test('a process whose clock is years ahead drops nothing of the last two months', async () => {
  const ahead = { ...context, clock: () => new Date('2031-01-15T10:00:00Z') }
  const [{ at }] = await context.sql.$queryRaw<[{ at: Date }]>`SELECT now() - interval '2 months' AS at`
  await keepUsage(3, ahead)
  const parts = await context.sql.$queryRaw<
    { until: Date }[]
  >`SELECT until FROM months_of('usage_record') ORDER BY until`
  expect(parts[0]!.until.getTime()).toBeGreaterThan(at.getTime())
})

test('an event of a month that nobody has made yet makes it, also when it comes twice at once', async () => {
  const [one, other] = [await aLine(), await aLine()]
  const last = (await monthsOfUsage(context)).at(-1)!
  context.pass(365 * 6 * DAY)
  const soon = new Date(context.clock().getTime() + DAY / 2).toISOString()
  expect(await Promise.all([one.usage(soon), other.usage(soon)])).toMatchObject([
    { counts: { added: 1 } },
    { counts: { added: 1 } },
  ])
  expect([await one.kept(), await other.kept()]).toEqual([[soon], [soon]])
  expect((await monthsOfUsage(context)).at(-1)! > last).toBe(true)
  // And not by the hundred, should a clock be out altogether.
  await expect(
    context.sql.$queryRaw`SELECT make_months('usage_record', '2099-01-01Z', 'UTC')`,
  ).rejects.toThrow(/too far ahead/)
  context.pass(-365 * 6 * DAY)
})

test('the role of the portal drops months of usage and of nothing else, and writes no part past the whole', async () => {
  await expect(context.sql.$queryRaw`SELECT drop_month('audit_entry', now())`).rejects.toThrow(
    /not dropped here/,
  )
  await expect(context.sql.$queryRaw`SELECT make_months('audit_entry', now(), 'UTC')`).rejects.toThrow(
    /not made here/,
  )
  const parts = await context.sql.$queryRaw<{ name: string }[]>`SELECT name FROM months_of('usage_record')`
  for (const { name } of parts) {
    const [{ may }] = await context.sql.$queryRaw<[{ may: boolean }]>`
      SELECT has_table_privilege(${name}::text, 'SELECT, INSERT, UPDATE, DELETE') AS may`
    expect(may, name).toBe(false)
  }
})
