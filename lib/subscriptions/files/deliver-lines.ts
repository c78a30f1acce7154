import { recordAudit } from '@/lib/audit/record'
import { endLineSessions } from '@/lib/identity/attempts/sessions'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Row, RowProblem } from '@/lib/intake/file-kind'
import { lineMaySignIn } from '@/lib/inventory/lines'
import { newIds } from '@/lib/kernel/id'
import type { DeliveredLine } from './delivery-schema'
import { heldElsewhere } from './held-elsewhere'
import { nameAccounts } from './name-accounts'
import { bitOf } from './named'
import { describePlacing, type NewPlace, type Placed, type Placing } from './placed-lines'
import { bringLinesBack, endedHere } from './returned-lines'

/** A line that was read and found right, with its number as E.164 and its company's id. */
export type ReadyLine = Omit<DeliveredLine, 'company' | 'number'> & {
  companyId: string
  /** Null where there is a reference instead. */
  msisdn: string | null
  /** What its row says nothing about (LINE_COLUMNS): of a line that is known it stays as it is. */
  unnamed: number
}
export const LINE_COLUMNS = [
  ...(['kind', 'status', 'tariff', 'billingAccount', 'iccid', 'holder', 'email', 'options'] as const),
  'spendingLimit',
] as const
const isUnnamed = (column: (typeof LINE_COLUMNS)[number], row = Prisma.sql`d`): Prisma.Sql =>
  Prisma.sql`${row}.unnamed & ${bitOf(LINE_COLUMNS, column)} > 0`
type Delivered = { added: number; changed: number; moved: number }

/** One delivery at a time, of any number of lines (any number will do that no other lock has). */
export const DELIVERY_LOCK = 7_240_005

/** Stages lines, in the caller's transaction; nothing of others is touched yet. May be called again and again. */
export async function stageLines(tx: Raw, rows: readonly Row<ReadyLine>[]): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE IF NOT EXISTS delivered (
      row int, unit text, id uuid, company_id uuid, kind subscription_kind, msisdn text, reference text, status subscription_status,
      tariff text, account text, centre text, iccid text, holder text, email text, spending_limit bigint,
      options text, since timestamptz, unnamed int, ident text) ON COMMIT DROP`
  const column = <Key extends keyof ReadyLine>(key: Key) => rows.map(({ ready }) => ready[key])
  await tx.$executeRaw`
    INSERT INTO delivered SELECT *, coalesce(msisdn, reference) FROM unnest(
      ${rows.map(({ row }) => row)}::int[], ${rows.map(({ unit }) => unit)}::text[], ${newIds(rows.length)}::uuid[], ${column('companyId')}::uuid[], ${column('kind')}::subscription_kind[],
      ${column('msisdn')}::text[], ${column('reference')}::text[], ${column('status')}::subscription_status[], ${column('tariff')}::text[],
      ${column('billingAccount')}::text[], ${column('costCentre')}::text[], ${column('iccid')}::text[],
      ${column('holder')}::text[], ${column('email')}::text[], ${column('spendingLimit')}::bigint[],
      ${column('options').map((options) => options.join('|'))}::text[], ${column('since')}::timestamptz[], ${column('unnamed')}::int[])
      AS d (row, unit, id, company_id, kind, msisdn, reference, status, tariff, account, centre, iccid, holder, email,
        spending_limit, options, since, unnamed)`
}

/** Lines in service that stand otherwise than they were delivered, with what they are to be. */
const now = (column: (typeof LINE_COLUMNS)[number], sql: string, said = `d.${sql}`): Prisma.Sql =>
  Prisma.sql`CASE WHEN ${isUnnamed(column)} THEN ${Prisma.raw(`s.${sql}`)} ELSE ${Prisma.raw(said)} END AS ${Prisma.raw(sql)}`
const DIFFERENT = Prisma.sql`
  SELECT * FROM (
    SELECT s.id AS target, s.status AS was, s.iccid AS was_iccid, s.holder AS was_holder, s.cost_centre_id AS was_centre,
      s.billing_account_id AS was_account,
      (s.kind, s.status, s.tariff, s.billing_account_id, s.cost_centre_id, s.iccid, s.holder, s.email, s.spending_limit) AS before,
      ${now('kind', 'kind')}, ${now('status', 'status')}, ${now('tariff', 'tariff')},
      ${now('billingAccount', 'billing_account_id', 'a.id')}, coalesce(c.id, s.cost_centre_id) AS centre_id,
      ${now('iccid', 'iccid')}, ${now('holder', 'holder', 'CASE WHEN s.holder_kept THEN s.holder ELSE d.holder END')},
      ${now('email', 'email')}, ${now('spendingLimit', 'spending_limit')}
    FROM delivered d
    JOIN subscription s ON s.ident = d.ident AND s.company_id = d.company_id AND s.status <> 'terminated'
    LEFT JOIN billing_account a ON a.company_id = d.company_id AND a.number = d.account
    LEFT JOIN cost_centre c ON c.company_id = d.company_id AND c.code = d.centre) n
  WHERE before IS DISTINCT FROM (kind, status, tariff, billing_account_id, centre_id, iccid, holder, email, spending_limit)`

/**
 * Takes what was staged, as the operator's systems have it, in a handful of statements however many
 * lines they are. A line that had ended comes back as itself (returned-lines.ts). A number that belonged to another company (`only`: and to one of these) ends there and begins here; what it, a line that is
 * blocked, or one with another SIM or holder had signed in to ends (P2). Delivering the same again changes nothing; a cost centre that the
 * company has set stays where none is delivered. No right is asked for: only the operator's own tasks call it,
 * no action or route.
 */
export async function deliverLines(
  tx: Raw,
  context: Context,
  only: readonly string[] | null = null,
): Promise<{ counts: Delivered; problems: RowProblem[] }> {
  const now = context.clock()
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
  await tx.$executeRaw`ANALYZE delivered`
  const problems = [
    ...(only ? await heldElsewhere(tx, Prisma.sql`delivered`, only) : []),
    ...(await simsInUse(tx)),
    ...(await endedHere(tx, isUnnamed('status'))),
  ]
  if (problems.length > 0) return { counts: { added: 0, changed: 0, moved: 0 }, problems }
  // The search index takes many lines up together, at the end, instead of every few.
  await tx.$executeRaw`
    SELECT set_config('gin_pending_list_limit', '512MB', true), set_config('maintenance_work_mem', '256MB', true),
      set_config('work_mem', '128MB', true)`
  const accounts = await nameAccounts(tx, 'delivered')
  const centres = await tx.$queryRaw<NewPlace[]>`
    INSERT INTO cost_centre (id, company_id, code, name)
    SELECT gen_random_uuid(), company_id, centre, centre FROM delivered WHERE centre IS NOT NULL
    GROUP BY company_id, centre ON CONFLICT DO NOTHING RETURNING company_id AS "companyId", name`
  const moved = await tx.$queryRaw<Concerned[]>`
    WITH old AS (
      SELECT o.id, o.status, d.company_id FROM delivered d JOIN subscription o ON o.msisdn = d.msisdn
      WHERE d.status <> 'terminated' AND o.status <> 'terminated' AND o.company_id <> d.company_id
      UNION ALL
      SELECT o.id, o.status, d.company_id FROM delivered d JOIN subscription o ON o.reference = d.reference
      WHERE d.status <> 'terminated' AND o.status <> 'terminated' AND o.company_id <> d.company_id),
    ended AS (
      UPDATE subscription s SET status = 'terminated', terminated_at = ${now} FROM old WHERE s.id = old.id
      RETURNING s.id, s.company_id, old.status AS was, s.status),
    recorded AS (
      INSERT INTO status_change (company_id, subscription_id, at, was, status) SELECT company_id, id, ${now}, was, status FROM ended
      ON CONFLICT DO NOTHING)
    SELECT id, company_id AS "companyId", true AS shut FROM ended`
  const returned = await bringLinesBack(tx, now)
  // Who is changing one of these lines meanwhile is waited for, in one order, and what they said is then seen.
  await tx.$executeRaw`
    SELECT 1 FROM subscription WHERE id IN (SELECT target FROM (${DIFFERENT}) d) ORDER BY id FOR UPDATE`
  const changed = await tx.$queryRaw<(Concerned & Placed)[]>`
    WITH known AS (${DIFFERENT}),
    changed AS (
      UPDATE subscription s SET kind = k.kind, status = k.status, tariff = k.tariff, billing_account_id = k.billing_account_id,
        cost_centre_id = k.centre_id, iccid = k.iccid, holder = k.holder, email = k.email,
        spending_limit = k.spending_limit,
        terminated_at = CASE WHEN k.status = 'terminated' THEN ${now}::timestamptz END
      FROM known k WHERE s.id = k.target RETURNING s.id, s.company_id, k.was, s.status,
        (s.iccid, s.holder) IS DISTINCT FROM (k.was_iccid, k.was_holder) AS passed_on, k.was_centre,
        s.cost_centre_id AS centre, k.was_account, s.billing_account_id AS account),
    recorded AS (
      INSERT INTO status_change (company_id, subscription_id, at, was, status)
      SELECT company_id, id, ${now}, was, status FROM changed WHERE was <> status ON CONFLICT DO NOTHING)
    SELECT id, company_id AS "companyId", (was <> status AND NOT ${lineMaySignIn}) OR passed_on AS shut,
      was_centre AS "wasCentre", centre, was_account AS "wasAccount", account FROM changed l`
  const added = await tx.$queryRaw<{ companyId: string; lines: number }[]>`
    WITH added AS (
      INSERT INTO subscription (id, company_id, kind, msisdn, reference, status, tariff, billing_account_id,
        cost_centre_id, iccid, holder, email, spending_limit, created_at, terminated_at)
      SELECT d.id, d.company_id, d.kind, d.msisdn, d.reference, d.status, d.tariff, a.id, c.id, d.iccid, d.holder,
        d.email, d.spending_limit, least(d.since, ${now}::timestamptz),
        CASE WHEN d.status = 'terminated' THEN ${now}::timestamptz END
      FROM delivered d
      LEFT JOIN billing_account a ON a.company_id = d.company_id AND a.number = d.account
      LEFT JOIN cost_centre c ON c.company_id = d.company_id AND c.code = d.centre
      WHERE NOT EXISTS (
        SELECT 1 FROM subscription s WHERE s.ident = d.ident AND s.company_id = d.company_id
          AND (s.status <> 'terminated' OR d.status = 'terminated'))
      ORDER BY d.company_id, d.ident RETURNING company_id)
    SELECT company_id AS "companyId", count(*)::int AS lines FROM added GROUP BY 1`
  await setOptions(tx)
  await judgeLimits(
    tx,
    changed.map(({ id }) => id),
  )
  await tx.$executeRaw`SELECT tidy_line_search()`
  await endLineSessions(
    tx,
    [...moved, ...changed].filter(({ shut }) => shut).map(({ id }) => id),
    now,
  )
  const each = (lines: readonly { companyId: string }[]) =>
    lines.map(({ companyId }) => ({ companyId, lines: 1 }))
  const others = new Set(changed.map(({ id }) => id))
  const changedNow = [...changed, ...returned.filter(({ id }) => !others.has(id))]
  const facts = { added, changed: each(changedNow), moved: each(moved) }
  await writeDown(tx, facts, await describePlacing(tx, { centres, accounts }, changed), now)
  const lines = added.reduce((sum, { lines }) => sum + lines, 0)
  return { counts: { added: lines, changed: changedNow.length, moved: moved.length }, problems }
}

/** Staged rows whose SIM would be that of two lines in service: another line has it, and no row of the file takes it away. */
async function simsInUse(tx: Raw): Promise<RowProblem[]> {
  const found = await tx.$queryRaw<{ row: number }[]>`
    SELECT d.row FROM delivered d JOIN subscription s ON s.iccid = d.iccid AND s.status <> 'terminated' AND s.ident <> d.ident
    WHERE d.status <> 'terminated' AND NOT EXISTS (
      SELECT 1 FROM delivered o WHERE o.ident = s.ident AND (NOT ${isUnnamed('iccid', Prisma.sql`o`)} OR o.status = 'terminated')
        AND (o.company_id = s.company_id OR o.status <> 'terminated'))
    ORDER BY 1 LIMIT 100000`
  return found.map(({ row }) => ({ row, code: 'subscriptions.sim_in_use', field: 'iccid' }))
}

/** The options of what was delivered, as it was delivered. */
async function setOptions(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    WITH wanted AS (
      SELECT s.id, s.company_id, d.options FROM delivered d
      JOIN subscription s ON s.ident = d.ident AND s.company_id = d.company_id AND s.status <> 'terminated'
      WHERE d.options <> '' AND NOT ${isUnnamed('options')}
      UNION ALL
      SELECT DISTINCT s.id, s.company_id, d.options FROM subscription_option o JOIN subscription s ON s.id = o.subscription_id
      JOIN delivered d ON d.ident = s.ident AND d.company_id = s.company_id
      WHERE d.options = '' AND NOT ${isUnnamed('options')} AND s.status <> 'terminated'),
    gone AS (
      DELETE FROM subscription_option o USING wanted w
      WHERE o.subscription_id = w.id AND o.name <> ALL (string_to_array(w.options, '|')))
    INSERT INTO subscription_option (company_id, subscription_id, name)
    SELECT company_id, id, unnest(string_to_array(options, '|')) FROM wanted ON CONFLICT DO NOTHING`
}

/** Whether lines are over their limits, after those or their use have changed. */
export async function judgeLimits(tx: Raw, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.$executeRaw`
    UPDATE line_use u SET over_limit = coalesce(u.spent > s.spending_limit, false) FROM subscription s
    WHERE u.subscription_id = s.id AND s.id = ANY(${ids}::uuid[])
      AND u.over_limit <> coalesce(u.spent > s.spending_limit, false)`
}

type Concerned = { id: string; companyId: string; shut: boolean }

/** One fact a company and delivery, with how many lines it concerned. */
async function writeDown(
  tx: Raw,
  what: Record<keyof Delivered, { companyId: string; lines: number }[]>,
  placing: ReadonlyMap<string, Placing>,
  at: Date,
): Promise<void> {
  const companies = new Map<string, Record<string, number>>()
  for (const [key, lines] of Object.entries(what))
    for (const { companyId, lines: count } of lines) {
      const counts = companies.get(companyId) ?? {}
      counts[key] = (counts[key] ?? 0) + count
      companies.set(companyId, counts)
    }
  for (const companyId of [...new Set([...companies.keys(), ...placing.keys()])].sort())
    await recordAudit(tx, {
      companyId,
      at,
      actor: { kind: 'system', id: null, name: 'delivery', address: null, requestId: null },
      action: 'subscriptions.lines_delivered',
      object: { kind: 'company', id: companyId, name: '' },
      after: { ...companies.get(companyId), ...placing.get(companyId) } as Prisma.InputJsonObject,
    })
}
