import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { after, MINUTE, SECOND } from '@/lib/kernel/clock'
import { allocateAccounts, lockAccounts } from '../allocation/allocate-accounts'
import { notifyCovered } from '../allocation/covered'
import { calculateBills } from '../bills/calculate-bills'
import { DELIVERY_LOCK as BILLS_LOCK } from './deliver-bills'
import { noteUse, DELIVERY_LOCK as USAGE_LOCK } from './usage-file'

/**
 * Recalculates the next pieces after `upto`, as a delivery of all of them would. Resolves with the id of the last one; null:
 * there are none.
 */
type Step = (tx: Raw, upto: string, context: Context) => Promise<string | null>
type Derived = {
  /** Of its rules: raised with any change after which the same bills, payments or usage come to something else. */
  version: number
  /** Deliveries of the same take turns with it. */
  lock: number
  step: Step
}

/** Accounts, and lines, that are recalculated in one transaction: a delivery waits for no more of them. */
const ACCOUNTS = 20
const LINES = 2_000

/**
 * What is calculated when something is delivered, and only read later. Search columns are the database's own: a migration that
 * changes their rule recalculates them.
 */
export const DERIVED: Record<string, Derived> = {
  bills: { version: 1, lock: BILLS_LOCK, step: explainBills },
  allocations: { version: 1, lock: BILLS_LOCK, step: allocateMoney },
  line_use: { version: 1, lock: USAGE_LOCK, step: noteLines },
}

/** Processes of the version before go on for so long after an upgrade at most, and calculate by its rules. */
const UPGRADED = 15 * MINUTE
/** So long one run goes on; the next one goes on where it ended. */
const LONGEST = 20 * SECOND

/**
 * Recalculates what was derived by rules of an earlier version, once after an upgrade, piece by piece: what stops in between
 * goes on where it was. Deliveries of the same take turns with it; where one is under way, it comes again. A worker of an
 * older version leaves alone what a newer one has begun. The worker calls it, hence without an actor. Resolves with whether all
 * is done.
 */
export async function recalculate(
  context: Context,
  { derived = DERIVED, longest = LONGEST }: { derived?: Record<string, Derived>; longest?: number } = {},
): Promise<boolean> {
  const until = performance.now() + longest
  let isDone = true
  for (const [name, each] of Object.entries(derived))
    isDone = (await stepsOf(name, each, until, context)) && isDone
  return isDone
}

async function stepsOf(name: string, derived: Derived, until: number, context: Context): Promise<boolean> {
  if (!(await begun(name, derived.version, context))) return false
  for (;;) {
    const state = await nextStep(name, derived, context)
    if (state !== 'more') return state === 'done'
    if (performance.now() > until) return false
  }
}

/** Whether the rules of this version are those that are applied, and those of the one before by nobody any more. */
async function begun(name: string, version: number, context: Context): Promise<boolean> {
  const now = context.clock()
  const [known] = await context.sql.$queryRaw<{ version: number; begunAt: Date }[]>`
    SELECT version, begun_at AS "begunAt" FROM recalculation WHERE derived = ${name}`
  if (known && known.version >= version) return known.begunAt <= after(now, -UPGRADED)
  await context.sql.$executeRaw`
    INSERT INTO recalculation AS r (derived, version, begun_at) VALUES (${name}, ${version}, ${now})
    ON CONFLICT (derived) DO UPDATE SET version = excluded.version, upto = NULL, begun_at = excluded.begun_at, done_at = NULL
      WHERE r.version < excluded.version`
  return false
}

const FIRST = '00000000-0000-0000-0000-000000000000'

/** `later`: another worker is at it, or a delivery. */
const nextStep = (
  name: string,
  { version, lock, step }: Derived,
  context: Context,
): Promise<'done' | 'more' | 'later'> =>
  context.sql.transaction(
    async (tx) => {
      const [at] = await tx.$queryRaw<{ version: number; upto: string | null; done: boolean }[]>`
        SELECT version, upto, done_at IS NOT NULL AS done FROM recalculation WHERE derived = ${name} FOR UPDATE SKIP LOCKED`
      if (!at) return 'later'
      if (at.done || at.version > version) return 'done'
      const [{ free }] = await tx.$queryRaw<
        [{ free: boolean }]
      >`SELECT pg_try_advisory_xact_lock(${lock}) AS free`
      if (!free) return 'later'
      const upto = await step(tx, at.upto ?? FIRST, context)
      await tx.$executeRaw`
        UPDATE recalculation SET upto = coalesce(${upto}::uuid, upto), done_at = ${upto ? null : context.clock()}
        WHERE derived = ${name}`
      return upto ? 'more' : 'done'
    },
    // An account may have many thousand lines.
    { long: true },
  )

async function explainBills(tx: Raw, upto: string): Promise<string | null> {
  const accounts = await accountsAfter(tx, upto)
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_bill ON COMMIT DROP AS
    SELECT id FROM bill WHERE billing_account_id = ANY(${accounts}::uuid[])`
  await tx.$executeRaw`ANALYZE staged_bill`
  if (accounts.length > 0) await calculateBills(tx)
  return accounts.at(-1) ?? null
}

/** Delivered money only: credit stays credit. Whoever pays for an account hears of bills that are covered otherwise by it. */
async function allocateMoney(tx: Raw, upto: string, context: Context): Promise<string | null> {
  const accounts = await accountsAfter(tx, upto)
  const at = context.clock()
  const moved = await allocateAccounts(tx, accounts, { now: at, credit: false })
  await notifyCovered(tx, moved, at)
  for (const companyId of [...new Set(moved.map((each) => each.companyId))].sort())
    await recordAudit(tx, {
      ...{ companyId, at },
      actor: { kind: 'system', id: null, name: 'upgrade', address: null, requestId: null },
      action: 'billing.money_reallocated',
      object: { kind: 'company', id: companyId, name: '' },
      after: { bills: moved.filter((each) => each.companyId === companyId).length },
    })
  return accounts.at(-1) ?? null
}

/** The next accounts that have bills, taken as deliveries take them. */
async function accountsAfter(tx: Raw, upto: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM billing_account a WHERE id > ${upto}::uuid
      AND EXISTS (SELECT 1 FROM bill b WHERE b.billing_account_id = a.id) ORDER BY id LIMIT ${ACCOUNTS}`
  const ids = rows.map(({ id }) => id)
  await lockAccounts(tx, ids)
  return ids
}

async function noteLines(tx: Raw, upto: string, context: Context): Promise<string | null> {
  await tx.$executeRaw`
    CREATE TEMP TABLE used ON COMMIT DROP AS
    SELECT id AS subscription_id, NULL::timestamptz AS last_used_at FROM subscription
    WHERE id > ${upto}::uuid ORDER BY id LIMIT ${LINES}`
  await noteUse(tx, context)
  const [last] = await tx.$queryRaw<{ id: string }[]>`
    SELECT subscription_id AS id FROM used ORDER BY subscription_id DESC LIMIT 1`
  return last?.id ?? null
}
