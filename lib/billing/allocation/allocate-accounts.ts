import { Prisma, type Raw } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import { pause } from '@/lib/kernel/slices'
import { type AllocatedMoney, type Allocation, allocate } from './allocation'
import type { Recall } from './recalls'
import { type AccountBill, type Covered, writeAllocations } from './write-allocations'

/** Delivered money is allocated anew for so long, ms; then it stays where it is. */
const MOVABLE_FOR = 400 * DAY
/** So many accounts are read at a time. */
const CHUNK = 500

type Options = {
  now: Date
  /** Whether credit of online payments is used too: whoever was charged twice may want it back instead. */
  credit: boolean
  /** Payments that came just now: allocated whatever their day is. */
  added?: readonly string[]
}

/**
 * Keeps deliveries of bills and of money for the same accounts one after the other, so that each sees what the other has
 * brought. In the caller's transaction, before it touches payments or bills.
 */
export const lockAccounts = (tx: Raw, accounts: readonly string[]): Promise<number> => tx.$executeRaw`
  SELECT 1 FROM billing_account WHERE id = ANY(${accounts}::uuid[]) ORDER BY id FOR NO KEY UPDATE`

/**
 * Allocates the money of billing accounts anew (allocation.ts): what was delivered to all bills, what else is credit to what
 * is still open. In the caller's transaction, which writes it down at its end; then the database has the credit that is left
 * (trigger payment_adds_up). Resolves with every bill that is covered otherwise than before.
 */
export async function allocateAccounts(
  tx: Raw,
  accounts: readonly string[],
  options: Options,
): Promise<Covered[]> {
  const all: Covered[] = []
  const found = await accountsWithMoney(tx, accounts, options)
  for (let from = 0; from < found.length; from += CHUNK)
    all.push(...(await allocateChunk(tx, found.slice(from, from + CHUNK), options)))
  return all
}

/** Payments `p` whose parts are allocated anew: delivered ones, as far as it is known which bill they name. */
export const movable = ({ now, added = [] }: Pick<Options, 'now' | 'added'>): Prisma.Sql =>
  Prisma.sql`(p.state = 'succeeded' AND p.started_by_id IS NULL AND p.for_bill IS NOT NULL
    AND (p.settled_at > ${after(now, -MOVABLE_FOR)} OR p.id = ANY(${added}::uuid[])))`

/** Of these accounts those that have money to allocate, by id. */
async function accountsWithMoney(tx: Raw, accounts: readonly string[], options: Options): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM unnest(${accounts}::uuid[]) AS a (id)
    WHERE EXISTS (SELECT 1 FROM payment p WHERE p.billing_account_id = a.id AND ${movable(options)})
      ${options.credit ? Prisma.sql`OR EXISTS (SELECT 1 FROM payment_share s WHERE s.billing_account_id = a.id AND s.credit > 0)` : Prisma.empty}
    ORDER BY a.id`
  return found.map(({ id }) => id)
}

type Money = AllocatedMoney & { account: string; movable: boolean }

async function allocateChunk(tx: Raw, accounts: readonly string[], options: Options): Promise<Covered[]> {
  // Payments, then bills, each by id: the order of everybody who touches money. Whoever waited sees what is there then.
  await tx.$executeRaw`
    SELECT 1 FROM payment p WHERE (p.billing_account_id = ANY(${accounts}::uuid[]) AND ${movable(options)})
      OR ${options.credit} AND p.id IN (SELECT payment_id FROM payment_share WHERE credit > 0 AND billing_account_id = ANY(${accounts}::uuid[]))
    ORDER BY p.id FOR UPDATE`
  await tx.$executeRaw`
    SELECT 1 FROM bill b WHERE b.billing_account_id = ANY(${accounts}::uuid[])
      AND (b.open > 0 OR b.id IN (${movableParts(accounts, options)})) ORDER BY b.id FOR UPDATE`
  const money = byAccount(await readMoney(tx, accounts, options))
  const bills = byAccount(await readBills(tx, accounts, options))
  const recalls = byAccount(await readRecalls(tx, accounts))
  const before = await readParts(tx, accounts, options)
  const wanted: Allocation[] = []
  for (const [account, each] of money) {
    await pause()
    wanted.push(...allocate(bills.get(account) ?? [], each, recalls.get(account)))
  }
  const moved = new Set([...money.values()].flat().flatMap(({ id, movable }) => (movable ? [id] : [])))
  return writeAllocations(tx, { before, wanted, moved, bills: [...bills.values()].flat() })
}

const movableParts = (accounts: readonly string[], options: Options): Prisma.Sql => Prisma.sql`
  SELECT i.bill_id FROM payment p JOIN payment_part i ON i.payment_id = p.id
  WHERE p.billing_account_id = ANY(${accounts}::uuid[]) AND ${movable(options)}`

function byAccount<T extends { account: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const before = found.get(row.account)
    if (before) before.push(row)
    else found.set(row.account, [row])
  }
  return found
}

/** The driver reads large integers as text. */
type Read<T, Key extends keyof T> = Omit<T, Key> & Record<Key, string>

async function readMoney(tx: Raw, accounts: readonly string[], options: Options): Promise<Money[]> {
  const rows = await tx.$queryRaw<Read<Money, 'amount'>[]>`
  SELECT p.id, coalesce((SELECT n.number FROM bill n WHERE n.id = p.credit_note_id), p.reference) AS reference,
      (extract(epoch FROM p.settled_at) * 1000)::float8 AS at, (p.amount - coalesce((
      SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = p.id), 0))::text AS amount, b.id AS bill,
    true AS delivered, p.billing_account_id AS account, true AS movable
  FROM payment p LEFT JOIN bill b ON b.company_id = p.company_id AND b.number = p.for_bill
    AND b.billing_account_id = p.billing_account_id
  WHERE p.billing_account_id = ANY(${accounts}::uuid[]) AND ${movable(options)}
  UNION ALL
  SELECT p.id, p.reference, (extract(epoch FROM p.settled_at) * 1000)::float8, s.credit::text, NULL,
    p.started_by_id IS NULL, s.billing_account_id, false
  FROM payment_share s JOIN payment p ON p.id = s.payment_id
  WHERE ${options.credit} AND s.credit > 0 AND s.billing_account_id = ANY(${accounts}::uuid[])
    AND NOT ${movable(options)}`
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/** What is open of a bill, and what of it movable money covers by now: that is what is to be covered. */
async function readBills(tx: Raw, accounts: readonly string[], options: Options): Promise<AccountBill[]> {
  const rows = await tx.$queryRaw<Read<AccountBill, 'open'>[]>`
  SELECT b.id, b.number, b.due_on::text AS "dueOn", (b.open + coalesce(m.amount, 0))::text AS open, b.held,
    b.billing_account_id AS account, b.company_id AS "companyId",
    EXISTS (SELECT 1 FROM bill_reservation r
      WHERE r.company_id = b.company_id AND r.bill_id = b.id AND r.expires_at > ${options.now}) AS reserved
  FROM bill b LEFT JOIN (
    SELECT i.bill_id, sum(i.amount) AS amount FROM payment p JOIN payment_part i ON i.payment_id = p.id
    WHERE p.billing_account_id = ANY(${accounts}::uuid[]) AND ${movable(options)} GROUP BY 1) m ON m.bill_id = b.id
  WHERE b.billing_account_id = ANY(${accounts}::uuid[]) AND (b.open > 0 OR m.bill_id IS NOT NULL)`
  return rows.map((row) => ({ ...row, open: BigInt(row.open) }))
}

async function readParts(tx: Raw, accounts: readonly string[], options: Options): Promise<Allocation[]> {
  const rows = await tx.$queryRaw<Read<Allocation, 'amount'>[]>`
    SELECT i.payment_id AS payment, i.bill_id AS bill, i.amount::text AS amount
    FROM payment p JOIN payment_part i ON i.payment_id = p.id
    WHERE p.billing_account_id = ANY(${accounts}::uuid[]) AND ${movable(options)}`
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }))
}

/**
 * What was taken back by name, of money that was not for that bill: the days of both are compared, whatever their hours. What
 * was paid online stays where it is; where a process of the version before took back, its day says whether it came since.
 */
async function readRecalls(tx: Raw, accounts: readonly string[]): Promise<AccountRecall[]> {
  const rows = await tx.$queryRaw<Read<AccountRecall, 'amount' | 'covered'>[]>`
    SELECT v.payment_id AS payment, v.bill_id AS bill, v.amount::text AS amount, v.billing_account_id AS account,
      (extract(epoch FROM d.until) * 1000)::float8 AS until,
      greatest(0, o.amount - coalesce(v.online_covered, o.before))::text AS covered
    FROM payment_reversal v JOIN payment p ON p.id = v.payment_id JOIN bill b ON b.id = v.bill_id
    CROSS JOIN LATERAL (SELECT date_trunc('day', v.reversed_at) + interval '1 day' AS until) d
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(i.amount), 0) AS amount, coalesce(sum(i.amount) FILTER (WHERE q.settled_at < d.until), 0) AS before
      FROM payment_part i JOIN payment q ON q.id = i.payment_id
      WHERE i.bill_id = b.id AND q.started_by_id IS NOT NULL AND q.state = 'succeeded') o
    WHERE v.billing_account_id = ANY(${accounts}::uuid[]) AND p.for_bill IS DISTINCT FROM b.number`
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount), covered: BigInt(row.covered) }))
}

type AccountRecall = Recall & { account: string }
