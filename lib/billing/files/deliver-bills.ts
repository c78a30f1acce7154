import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Counts, Row, RowProblem } from '@/lib/intake/file-kind'
import { decimalAmount } from '@/lib/kernel/money'
import type { Market } from '@/lib/market/market'
import { ambiguous, heldAt, lostCode } from '@/lib/subscriptions/files/held-at'
import { nameAccounts } from '@/lib/subscriptions/files/name-accounts'
import type { RefusalCode } from '@/lib/words/refuse'
import { allocateAccounts, lockAccounts } from '../allocation/allocate-accounts'
import { notifyCovered } from '../allocation/covered'
import type { Covered } from '../allocation/write-allocations'
import { calculateBills } from '../bills/calculate-bills'
import { announce } from '../messages'
import { NOTIFIED_FROM, type TaxCategory } from '../rules'
import type { DeliveredBillLine } from '../schema'
import { judgeBills } from './judge-bills'

/** A line that was read, with its company's id and what its line is distinguished by. */
export type ReadyBillLine = Omit<
  DeliveredBillLine,
  'company' | 'line' | 'dueOn' | 'rounding' | 'taxCategory'
> & {
  dueOn: string
  /** Amounts of a credit note are less than nothing. */
  rounding: bigint
  taxCategory: TaxCategory
  companyId: string
  ident: string | null
  /** As it was written. */
  given: string | null
}

/** One delivery of bills at a time (any number will do; it is only ever used here). */
export const DELIVERY_LOCK = 7_240_006

/**
 * Stages lines, in the caller's transaction, each with the newest line of its number that had begun by the end of the bill's
 * period. Resolves with the rows of which the company had none then.
 */
export async function stageBillLines(
  tx: Raw,
  rows: Row<ReadyBillLine>[],
  { timeZone }: Market,
): Promise<RowProblem[]> {
  await tx.$executeRaw`
    CREATE TEMP TABLE IF NOT EXISTS staged_line (
      row int, unit text, company_id uuid, account text, bill text, issued_on date, due_on date, period_from date, period_to date,
      currency text, bill_total bigint, type bill_type, corrects text, rounding bigint, category tax_category,
      reason_code text, reason text, kind bill_line_kind, name text, quantity numeric, measure bill_unit, net bigint,
      rate int, subscription_id uuid, cost_centre_id uuid) ON COMMIT DROP`
  const of = <Key extends keyof ReadyBillLine>(key: Key) => rows.map(({ ready }) => ready[key])
  // The end of the bill's period, where the market is.
  const until = Prisma.sql`((g.period_to + 1)::timestamp AT TIME ZONE ${timeZone})`
  const lost = await tx.$queryRaw<{ row: number; code: RefusalCode }[]>`
    WITH given AS (
      SELECT g.*, s.id AS subscription_id, s.cost_centre_id, s.ambiguous FROM unnest(
        ${rows.map(({ row }) => row)}::int[], ${rows.map(({ unit }) => unit)}::text[], ${of('companyId')}::uuid[], ${of('account')}::text[], ${of('bill')}::text[],
        ${of('issuedOn')}::date[], ${of('dueOn')}::date[], ${of('periodFrom')}::date[], ${of('periodTo')}::date[],
        ${of('currency')}::text[], ${of('billTotal')}::bigint[], ${of('type')}::bill_type[], ${of('corrects')}::text[],
        ${of('rounding')}::bigint[], ${of('taxCategory')}::tax_category[], ${of('exemptionCode')}::text[],
        ${of('exemptionReason')}::text[], ${of('ident')}::text[], ${of('given')}::text[], ${of('kind')}::bill_line_kind[],
        ${of('name')}::text[], ${of('quantity')}::numeric[], ${of('unit')}::bill_unit[], ${of('net')}::bigint[],
        ${of('rate')}::int[])
        AS g (row, unit, company_id, account, bill, issued_on, due_on, period_from, period_to, currency, bill_total, type,
          corrects, rounding, category, reason_code, reason, ident, given, kind, name, quantity, measure, net, rate)
      LEFT JOIN LATERAL (
        SELECT o.id, o.cost_centre_id, ${ambiguous} AS ambiguous FROM subscription o
        WHERE o.company_id = g.company_id AND o.ident = ANY(ARRAY[g.given, g.ident])
          AND (o.created_at < ${until} OR ${heldAt(until)})
        ORDER BY o.ident = g.given DESC, o.created_at >= ${until}, CASE WHEN o.created_at < ${until} THEN o.created_at END DESC,
          o.created_at LIMIT 1) s ON true),
    staged AS (
      INSERT INTO staged_line
      SELECT row, unit, company_id, account, bill, issued_on, due_on, period_from, period_to, currency, bill_total, type, corrects,
        rounding, category, reason_code, reason, kind, name,
        quantity, measure, net, rate, subscription_id, cost_centre_id FROM given)
    SELECT row, ${lostCode} AS code FROM given g WHERE ident IS NOT NULL AND (subscription_id IS NULL OR ambiguous)`
  return lost.map(({ row, code }) => ({ row, code, field: 'line' }))
}

/**
 * Takes over the bills that were laid ready, in a handful of statements however many they are, if each adds up
 * and is new or the same as before. Everything that their pages show is calculated here, once.
 */
export async function takeBills(
  tx: Raw,
  context: Context,
): Promise<{ counts: Counts; problems: RowProblem[] }> {
  const now = context.clock()
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
  await tx.$executeRaw`ANALYZE staged_line`
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_bill ON COMMIT DROP AS
    WITH rates AS (
      SELECT company_id, bill, category, rate, sum(net) AS base, round(sum(net) * rate / 10000.0)::bigint AS amount,
        min(concat(reason_code, '|', reason)) <> max(concat(reason_code, '|', reason)) AS unlike
      FROM staged_line GROUP BY 1, 2, 3, 4),
    taxes AS (SELECT company_id, bill, sum(amount)::bigint AS tax, bool_or(unlike) AS unlike FROM rates GROUP BY 1, 2)
    SELECT gen_random_uuid() AS id, l.company_id, l.bill, min(l.row) AS row, min(account) AS account,
      min(issued_on) AS issued_on, min(due_on) AS due_on, min(period_from) AS period_from, min(period_to) AS period_to,
      min(currency) AS currency, min(bill_total) AS bill_total, min(type) AS type, min(corrects) AS corrects,
      min(rounding) AS rounding, sum(net)::bigint AS net, t.tax, t.unlike,
      count(*)::int AS lines,
      count(DISTINCT (account, issued_on, due_on, period_from, period_to, currency, bill_total, type, corrects, rounding)) > 1
        AS differs,
      bool_or(category = 'O') AND bool_or(category <> 'O') AS mixed, bool_or(category = 'AE') AS reversed
    FROM staged_line l JOIN taxes t USING (company_id, bill) GROUP BY l.company_id, l.bill, t.tax, t.unlike`
  await tx.$executeRaw`ANALYZE staged_bill`
  const problems = await judgeBills(tx)
  if (problems.length > 0) return { counts: {}, problems }

  await nameAccounts(tx, 'staged_bill')
  const accounts = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT a.id FROM staged_bill s JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account`
  await lockAccounts(
    tx,
    accounts.map(({ id }) => id),
  )
  const added = await tx.$queryRaw<{ companyId: string; accountId: string }[]>`
    WITH added AS (
      INSERT INTO bill (id, company_id, billing_account_id, number, issued_on, due_on, period_from, period_to, currency,
        type, corrects, net, tax, rounding, paid, created_at)
      SELECT b.id, b.company_id, a.id, b.bill, b.issued_on, b.due_on, b.period_from, b.period_to, b.currency, b.type,
        b.corrects, b.net, b.tax, b.rounding, CASE WHEN b.type = 'credit_note' THEN b.net + b.tax + b.rounding ELSE 0 END, ${now}
      FROM staged_bill b JOIN billing_account a ON a.company_id = b.company_id AND a.number = b.account
      ORDER BY b.company_id, b.period_from
      ON CONFLICT (company_id, number) DO NOTHING RETURNING id, company_id, billing_account_id, number)
    SELECT company_id AS "companyId", billing_account_id AS "accountId" FROM added`
  // What was there before stays as it is: only lines of new bills are written.
  await tx.$executeRaw`
    DELETE FROM staged_bill s WHERE NOT EXISTS (SELECT 1 FROM bill b WHERE b.id = s.id)`
  await tx.$executeRaw`
    INSERT INTO bill_line (company_id, bill_id, position, subscription_id, cost_centre_id, kind, name, quantity, unit, net,
      rate, category)
    SELECT b.company_id, b.id, row_number() OVER (PARTITION BY b.id ORDER BY l.row), l.subscription_id, l.cost_centre_id, l.kind,
      l.name, l.quantity, l.measure, l.net, l.rate, l.category
    FROM staged_bill b JOIN staged_line l ON l.company_id = b.company_id AND l.bill = b.bill
    ORDER BY b.id, l.row`
  await tx.$executeRaw`
    INSERT INTO bill_tax (company_id, bill_id, category, rate, base, amount, reason_code, reason)
    SELECT b.company_id, b.id, l.category, l.rate, sum(l.net), round(sum(l.net) * l.rate / 10000.0), min(l.reason_code), min(l.reason)
    FROM staged_bill b JOIN staged_line l ON l.company_id = b.company_id AND l.bill = b.bill
    GROUP BY b.company_id, b.id, l.category, l.rate`
  const notes = await creditNotes(tx)
  await calculateBills(tx)
  const changed = [...new Set(added.map(({ accountId }) => accountId))]
  const used = await allocateAccounts(tx, changed, { now, credit: true, added: notes })
  await notifyCovered(tx, used, now)
  await notifyCredited(tx, notes, now)
  const companies = added.map(({ companyId }) => companyId)
  await writeDown(tx, companies, used, { at: now, currency: context.market.currency })
  return { counts: { added: added.length }, problems: [] }
}

/**
 * A credit note is money of its account: first for the bill that it corrects, like a transfer that names one. Resolves with
 * the payments that stand for the new ones.
 */
async function creditNotes(tx: Raw): Promise<string[]> {
  const added = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO payment (id, company_id, billing_account_id, reference, for_bill, amount, currency, state, started_at,
      settled_at, credit_note_id)
    SELECT gen_random_uuid(), b.company_id, b.billing_account_id, b.id, coalesce(b.corrects, ''), -(b.net + b.tax + b.rounding),
      b.currency, 'succeeded', b.issued_on + time '12:00', b.issued_on + time '12:00', b.id
    FROM staged_bill s JOIN bill b ON b.id = s.id
    WHERE b.type = 'credit_note' AND b.net + b.tax + b.rounding < 0 RETURNING id`
  return added.map(({ id }) => id)
}

/** Whoever pays for its account hears what of a new credit note was left when its bills were covered. */
async function notifyCredited(tx: Raw, payments: readonly string[], now: Date): Promise<void> {
  if (payments.length === 0) return
  const left = await tx.$queryRaw<{ id: string; companyId: string }[]>`
    SELECT p.id, p.company_id AS "companyId" FROM payment p LEFT JOIN payment_part i ON i.payment_id = p.id
    WHERE p.id = ANY(${payments}::uuid[]) GROUP BY p.id
    HAVING p.amount - coalesce(sum(i.amount), 0) >= ${NOTIFIED_FROM} ORDER BY p.id`
  for (const { id, companyId } of left)
    await announce(tx, companyId, { kind: 'billing.overpaid', payload: { paymentId: id } }, now)
}

/** One fact a company and delivery. */
async function writeDown(
  tx: Raw,
  companies: string[],
  used: readonly Covered[],
  { at, currency }: { at: Date; currency: string },
): Promise<void> {
  const credits = new Map<string, number>()
  for (const { companyId, amount } of used) credits.set(companyId, (credits.get(companyId) ?? 0) + amount)
  const counts = new Map<string, number>()
  for (const id of companies) counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const [companyId, added] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const credit = credits.get(companyId)
    await recordAudit(tx, {
      companyId,
      at,
      actor: { kind: 'system', id: null, name: 'delivery', address: null, requestId: null },
      action: 'billing.bills_delivered',
      object: { kind: 'company', id: companyId, name: '' },
      after: { added, ...(credit && { credit: `${decimalAmount(credit)} ${currency}` }) },
    })
  }
}
