import { expect, test } from 'vitest'
import { DERIVED, recalculate } from '@/lib/billing/files/recalculate'
import { MINUTE } from '@/lib/kernel/clock'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'

const context = useContext()

/** What is derived, as it stands: of each table all rows, in one order. */
const TABLES = {
  bill: 'id, previous_id, paid',
  bill_sum: '*',
  bill_change: '*',
  cost_sum: '*',
  payment_part: 'payment_id, bill_id, amount',
  // Of a line that was not used the month says nothing.
  line_use: 'subscription_id, last_used_at, spent, over_limit',
}
const stand = async () => {
  const all: Record<string, unknown> = {}
  for (const [table, columns] of Object.entries(TABLES)) {
    const [row] = await context.db.$queryRawUnsafe<{ rows: string }[]>(
      `SELECT coalesce(string_agg(t::text, E'\n' ORDER BY t::text), '') AS rows FROM (SELECT ${columns} FROM ${table}) t`,
    )
    all[table] = row!.rows
  }
  return all
}
/** As rules of an earlier version might have left it. */
async function spoil() {
  await context.sql.$executeRaw`UPDATE bill SET previous_id = NULL WHERE previous_id IS NOT NULL`
  await context.sql.$executeRaw`DELETE FROM bill_change`
  await context.sql.$executeRaw`UPDATE bill_sum SET was = 0, net = net + 1`
  await context.sql.$executeRaw`DELETE FROM cost_sum WHERE by = 'kind'`
  await context.sql.$executeRaw`
    UPDATE bill SET paid = paid - p.amount
    FROM (SELECT bill_id, sum(amount) AS amount FROM payment_part GROUP BY 1) p WHERE p.bill_id = id`
  await context.sql.$executeRaw`DELETE FROM payment_part`
  await context.sql.$executeRaw`UPDATE line_use SET spent = spent + 7, over_limit = NOT over_limit`
}
const rows = () => context.db.recalculation.findMany({ orderBy: { derived: 'asc' } })

test('after an upgrade all that is derived comes to what the rules of now make of it: once, in pieces, whatever stops', async () => {
  for (const seed of [1, 2, 3]) await aCompanyWithBills(context, { seed, lines: 30, months: 3, accounts: 9 })
  const whole = await stand()
  for (const [table, all] of Object.entries(whole)) expect(all, table).not.toBe('')
  await spoil()
  const old = await stand()
  for (const table of Object.keys(TABLES)) expect(old[table], table).not.toBe(whole[table])

  // Processes of the version before may go on for a while, and would calculate by its rules again.
  expect(await recalculate(context)).toBe(false)
  context.pass(14 * MINUTE)
  expect(await recalculate(context)).toBe(false)
  expect(await stand()).toEqual(old)
  context.pass(2 * MINUTE)

  // A delivery that is under way comes first; what it has nothing to do with goes on.
  await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DERIVED.bills!.lock})`
    expect(await recalculate(context)).toBe(false)
  })
  expect((await rows()).map(({ derived, doneAt }) => [derived, doneAt !== null])).toEqual([
    ['allocations', false],
    ['bills', false],
    ['line_use', true],
  ])
  // Each run does a piece, and two at once do no piece twice.
  let runs = 0
  for (let isDone = false; !isDone; runs++)
    isDone = (
      await Promise.all([recalculate(context, { longest: -1 }), recalculate(context, { longest: -1 })])
    ).some(Boolean)
  expect(runs).toBeGreaterThan(1)
  const now = await stand()
  for (const table of Object.keys(TABLES)) expect(now[table], table).toBe(whole[table])

  // Once: what is changed later on is nobody's business, until the rules change again.
  await context.sql.$executeRaw`DELETE FROM bill_change`
  const changed = await stand()
  expect(await recalculate(context)).toBe(true)
  expect(await stand()).toEqual(changed)
  const newer = { bills: { ...DERIVED.bills!, version: DERIVED.bills!.version + 1 } }
  expect(await recalculate(context, { derived: newer })).toBe(false)
  context.pass(16 * MINUTE)
  // A worker of the version before leaves it alone.
  expect(await recalculate(context)).toBe(true)
  expect(await stand()).toEqual(changed)
  expect(await recalculate(context, { derived: newer })).toBe(true)
  expect((await stand()).bill_change).toBe(whole.bill_change)
})
