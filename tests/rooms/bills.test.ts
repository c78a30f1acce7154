import fc from 'fast-check'
import { expect, test } from 'vitest'
import { billLines, billSummary, listBillChanges, listBillSums } from '@/lib/billing/bills/bill-parts'
import { getBill, getDebt, listBills } from '@/lib/billing/queries'
import { lineCosts, listUsage } from '@/lib/billing/reports/line-costs'
import { openReport } from '@/lib/billing/reports/open-report'
import { monthlyCost } from '@/lib/billing/reports/reports'
import { listBillsInput, listUsageInput } from '@/lib/billing/schema'
import { NotFound } from '@/lib/kernel/violation'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listLinesInput } from '@/lib/subscriptions/schema'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { aCompany, aUser, value } from '../support/people'

const context = useContext()

test('sums of a bill agree however they are cut: lines, kinds, centres, lines of service, tax, changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9_000 }),
      fc.integer({ min: 3, max: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (seed, lines, months) => {
        const { admin } = await aCompanyWithBills(context, { seed, lines, months })
        const wrong = await context.sql.$queryRaw`
          SELECT b.number FROM bill b LEFT JOIN bill p ON p.id = b.previous_id
          WHERE b.company_id = ${admin.company.id}::uuid AND NOT (
            b.net = (SELECT sum(net) FROM bill_line WHERE bill_id = b.id)
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'kind')
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'centre')
            AND b.net = (SELECT sum(net) FROM bill_sum WHERE bill_id = b.id AND by = 'line')
            AND b.tax = (SELECT sum(amount) FROM bill_tax WHERE bill_id = b.id)
            AND (p.id IS NULL OR b.net - p.net = (SELECT coalesce(sum(net - was), 0) FROM bill_change WHERE bill_id = b.id))
            AND (p.id IS NULL OR b.net - p.net = (SELECT coalesce(sum(net - was), 0) FROM bill_sum WHERE bill_id = b.id AND by = 'reason'))
            AND (p.id IS NULL OR p.net = (SELECT sum(was) FROM bill_sum WHERE bill_id = b.id AND by = 'centre')))`
        expect(wrong).toEqual([])
        const moved = await context.sql.$queryRaw`
          WITH by_line AS (
            SELECT b.month, i.subscription_id AS id, sum(i.net) AS net FROM bill_line i JOIN bill b ON b.id = i.bill_id
            WHERE b.company_id = ${admin.company.id}::uuid AND i.subscription_id IS NOT NULL GROUP BY 1, 2),
          want AS (
            SELECT coalesce(n.month, (w.month + interval '1 month')::date) AS month, coalesce(n.id, w.id)::text AS key,
              coalesce(n.net, 0) AS net, coalesce(w.net, 0) AS was
            FROM by_line n FULL JOIN by_line w ON w.id = n.id AND w.month = (n.month - interval '1 month')::date
            WHERE coalesce(n.month, (w.month + interval '1 month')::date) <= (SELECT max(month) FROM by_line)),
          have AS (
            SELECT month, key, net, was FROM cost_sum WHERE company_id = ${admin.company.id}::uuid AND by = 'line' AND key <> '')
          (SELECT * FROM want WHERE net <> 0 OR was <> 0 EXCEPT SELECT * FROM have) UNION ALL
          (SELECT * FROM have EXCEPT SELECT * FROM want)`
        expect(moved).toEqual([])
        const [newest] = (await listBills(admin, listBillsInput.parse({}), context)).rows
        let exported = 0
        for await (const batch of billLines(admin, newest!.id, context))
          for (const { net } of batch) exported += net
        expect(exported).toBe(newest!.net)
        const [{ count }] = (await context.sql.$queryRaw`
          SELECT count(*)::int AS count FROM bill WHERE company_id = ${admin.company.id}::uuid`) as [
          { count: number },
        ]
        expect(count).toBeGreaterThanOrEqual(months)
      },
    ),
    { numRuns: 6 },
  )
})

test('odd cursors and parameters begin at the beginning or are not found: never an error', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 61, lines: 6, months: 2 })
  const [bill] = (await listBills(admin, listBillsInput.parse({}), context)).rows
  const [line] = (await listLines(admin, listLinesInput.parse({}), context)).rows
  const odd = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const cursors = [
    ...['', 'x', '[]', odd(), odd(null), odd('1'), odd('1', '2'), odd(1, '2'), odd(1e300, 'x'), odd(-5, '')],
    ...[odd(9_007_199_254_740_991), odd(9_007_199_254_740_991, 'x'), odd('0000-01-01', line!.id)],
    ...[odd('2026-02-31', line!.id), odd('2026-13-01', line!.id), odd('275760-09-13', line!.id)],
    ...[
      odd('2026-11-21T25:00:00Z', 'x'),
      odd('1', line!.id),
      odd('\u0000', line!.id),
      odd('z'.repeat(300), line!.id),
    ],
    odd('99999999999999999999', line!.id),
  ]
  for (const after of cursors) {
    await listBills(admin, listBillsInput.parse({ after }), context)
    for (const sort of ['number', 'holder', 'cost', 'used'])
      await listLines(admin, listLinesInput.parse({ sort, after }), context)
    await listBillChanges(admin, { id: bill!.id, after }, context)
    for (const by of ['centre', 'line'] as const)
      await listBillSums(admin, { id: bill!.id, by, after }, context)
    for (const month of ['9999-12', '0001-01', '0000-01', '2026-11', 'x'])
      await listUsage(admin, line!.id, listUsageInput.parse({ month, after }), context)
  }
  const twice = { state: ['open', 'paid'], account: ['x'], after: ['a', 'b'] }
  expect(listBillsInput.parse(twice)).toMatchObject({ state: 'all', account: undefined, after: undefined })
  expect(listLinesInput.parse({ q: ['a', 'b'], cols: ['sim', 'nothing'], tariff: ['x'] }).cols).toEqual([
    'sim',
  ])
})

test('a company without bills has empty pages, and a report of nothing is not there', async () => {
  const { admin } = await aCompany(context)
  expect(await listBills(admin, listBillsInput.parse({}), context)).toEqual({ rows: [], next: null })
  expect(await getDebt(admin, context)).toMatchObject({ open: 0, overdue: 0, bills: [] })
  expect(await monthlyCost(admin, context)).toEqual({ months: [], arriving: [] })
  const as = { report: 'movers', format: 'csv', locale: 'en' } as const
  await expect(openReport(admin, as, context)).rejects.toBeInstanceOf(NotFound)
})

test('another company’s bill, its parts and its lines are not there; neither is itemised usage without its right', async () => {
  const [{ admin }, other] = [
    await aCompanyWithBills(context, { seed: 62, lines: 6, months: 2 }),
    await aCompanyWithBills(context, { seed: 63, lines: 6, months: 2 }),
  ]
  const [bill] = (await listBills(other.admin, listBillsInput.parse({}), context)).rows
  const [line] = (await listLines(other.admin, listLinesInput.parse({}), context)).rows
  const { id } = bill!
  await expect(getBill(admin, id, context)).rejects.toBeInstanceOf(NotFound)
  expect(await billSummary(admin, id, context)).toEqual({ kinds: [], reasons: [] })
  expect((await listBillChanges(admin, { id }, context)).rows).toEqual([])
  for (const by of ['centre', 'line'] as const)
    expect((await listBillSums(admin, { id, by }, context)).rows).toEqual([])
  for await (const batch of billLines(admin, id, context)) expect(batch).toEqual([])
  expect(await lineCosts(admin, line!.id, context)).toEqual([])
  await expect(listUsage(admin, line!.id, {}, context)).rejects.toBeInstanceOf(NotFound)
  const { id: userId, account } = await aUser(context, other.admin)
  value(await giveRight(context, other.admin, userId, 'finance'))
  const finance = await demoActor(context, account)
  expect((await getBill(finance, id, context)).number).toBe(bill!.number)
  await expect(listUsage(finance, line!.id, {}, context)).rejects.toBeInstanceOf(NotFound)
})
