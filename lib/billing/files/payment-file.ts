import { Prisma, type Raw } from '@/lib/infra/db'
import type { FileKind, Row, RowProblem } from '@/lib/intake/file-kind'
import { isNear } from '@/lib/kernel/day'
import { companiesBySlug, rowProblem, unitOf } from '@/lib/subscriptions/files/read-lines'
import type { RefusalCode } from '@/lib/words/refuse'
import { allocateAccounts, lockAccounts } from '../allocation/allocate-accounts'
import { doubledPayments } from '../payments/doubled-payments'
import { reversePayments, writeDownReversal } from '../payments/reverse-payments'
import { settlePayment, withCover, writeDownPayment } from '../payments/settle-payment'
import { deliveredPaymentInput } from '../schema'
import { paymentOf } from './tmf'

type ReadyPayment = {
  companyId: string
  reference: string
  account: string
  /** Its number; null: for none by name. */
  bill: string | null
  amount: bigint
  currency: string
  paidOn: string
  /** Reference of the payment that is taken back; its amount is less than nothing. */
  reverses: string | null
}

/** Money has come: at most a day ahead, where days begin earlier than here. */
const WINDOW = { past: 20, ahead: 1 }

/** One delivery of payments at a time (any number will do; it is only ever used here). */
const DELIVERY_LOCK = 7_240_008

/** `payments.csv`, or TMF676 payments: money that came, each payment once, with what it is for, and what was taken back. */
export const PAYMENT_FILE: FileKind<ReadyPayment> = {
  name: 'payments',
  columns: {
    known: ['company', 'reference', 'account', 'bill', 'amount', 'currency', 'paidOn', 'reverses'],
    needed: ['company', 'reference', 'account', 'amount', 'paidOn'],
  },
  facts: true,
  ownFacts: true,
  staged: 'staged_payment',
  together: true,
  json: (market) => ({ rows: (element) => paymentOf(element, market) }),
  async open(tx, context) {
    const companies = await companiesBySlug(context)
    const now = context.clock()
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_payment (
        row int, unit text, company_id uuid, reference text, account text, bill text, amount bigint, currency text, paid_on date,
        reverses text)
      ON COMMIT DROP`
    return {
      read(record, row) {
        const read = deliveredPaymentInput.safeParse({ currency: context.market.currency, ...record })
        if (!read.success) return rowProblem(row, read)
        const { company, ...rest } = read.data
        const problem = (code: RefusalCode, field: string) => ({ problem: { row, code, field } })
        const companyId = companies.get(company)
        if (!companyId) return problem('subscriptions.no_company', 'company')
        if (rest.currency !== context.market.currency) return problem('bills.currency_unknown', 'currency')
        if (!isNear(new Date(rest.paidOn), now, WINDOW)) return problem('subscriptions.moment_far', 'paidOn')
        if (rest.amount < 0n !== (rest.reverses !== null))
          return problem('bills.reverses_missing', 'reverses')
        return { ready: { ...rest, companyId } }
      },
      unitOf: ({ company, reference }) => unitOf(company, reference),
      stage: (rows) => stage(tx, rows),
      take: () => take(tx, context.clock()),
    }
  },
}

async function stage(tx: Raw, rows: Row<ReadyPayment>[]): Promise<RowProblem[]> {
  const of = <Key extends keyof ReadyPayment>(key: Key) => rows.map(({ ready }) => ready[key])
  await tx.$executeRaw`
    INSERT INTO staged_payment SELECT * FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ unit }) => unit)}::text[], ${of('companyId')}::uuid[],
      ${of('reference')}::text[], ${of('account')}::text[], ${of('bill').map((bill) => bill ?? '')}::text[], ${of('amount')}::bigint[],
      ${of('currency')}::text[], ${of('paidOn')}::date[], ${of('reverses')}::text[])`
  return []
}

/** Payments that are taken back by what was staged. */
const REVERSED = Prisma.sql`
  SELECT p.id FROM staged_payment s JOIN payment p ON p.company_id = s.company_id AND p.reference = s.reverses`

/**
 * Takes what was staged. A reference and a bill is one payment of its company: a transfer over several bills comes in several
 * rows of one delivery, and what another company's rows say under the same reference is a payment of its own. What is known
 * and differs is refused. Everybody who touches money locks in one order: references, accounts, payments, then bills, each by id, and the
 * audit last; so nobody waits for whoever waits for them.
 */
async function take(tx: Raw, now: Date): Promise<{ counts: { added: number }; problems: RowProblem[] }> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
  const doubled = await doubledPayments(tx)
  await nameOurs(tx)
  const accounts = (
    await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT a.id FROM staged_payment s JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
      UNION SELECT h.billing_account_id FROM (${REVERSED}) r JOIN payment_share h ON h.payment_id = r.id`
  ).map(({ id }) => id)
  await lockAccounts(tx, accounts)
  // All rows of a reference come at once: one that comes later may as well be the same money, booked to another bill.
  await tx.$executeRaw`
    INSERT INTO payment (id, company_id, billing_account_id, reference, for_bill, amount, currency, state, started_at)
    SELECT DISTINCT ON (s.company_id, s.reference, s.bill) gen_random_uuid(), s.company_id, a.id, s.reference, s.bill,
      s.amount, s.currency, 'open', s.paid_on + time '12:00'
    FROM staged_payment s JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    WHERE s.amount > 0 AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.company_id = s.company_id AND p.reference = s.reference)
    ORDER BY s.company_id, s.reference, s.bill, s.row`
  await tx.$executeRaw`
    SELECT 1 FROM payment WHERE id IN (
      SELECT p.id FROM staged_payment s JOIN payment p ON p.company_id = s.company_id AND p.reference = s.reference
      UNION SELECT id FROM (${REVERSED}) reversed
      UNION SELECT id FROM payment WHERE started_by_id IS NULL AND billing_account_id = ANY(${accounts}::uuid[]))
    ORDER BY id FOR UPDATE`
  const rows = await readStaged(tx)
  const problems = doubled.concat(
    rows.flatMap(({ row, lost, differs }): RowProblem[] => {
      if (lost) return [{ row, code: 'bills.no_bill', field: lost }]
      return differs ? [{ row, code: 'bills.payment_differs', field: differs }] : []
    }),
  )
  if (problems.length > 0) return { counts: { added: 0 }, problems }
  const payments = rows.map(({ payment }) => payment)
  await tx.$executeRaw`
    SELECT 1 FROM bill WHERE id IN (
      SELECT id FROM bill WHERE billing_account_id = ANY(${accounts}::uuid[]) AND open > 0
      UNION SELECT i.bill_id FROM payment_part i JOIN payment p ON p.id = i.payment_id
        WHERE p.started_by_id IS NULL AND p.billing_account_id = ANY(${accounts}::uuid[])
      UNION SELECT i.bill_id FROM payment_part i JOIN (${REVERSED}) p ON p.id = i.payment_id
      UNION SELECT i.bill_id FROM payment_part i JOIN bill b ON b.id = i.bill_id AND b.open > 0
        WHERE i.payment_id = ANY(${payments}::uuid[]))
    ORDER BY id FOR UPDATE`
  const news = []
  for (const { payment, at, bill, amount } of rows) {
    const settled = await settlePayment(tx, { payment, at, bill, amount })
    if (settled) news.push(settled)
  }
  const reversed = await reversePayments(tx, now)
  if ('problems' in reversed) return { counts: { added: 0 }, problems: reversed.problems }
  const added = news.filter(({ startedById }) => startedById === null).map(({ id }) => id)
  await allocateAccounts(tx, accounts, { now, credit: false, added })
  const facts = [
    ...(await withCover(tx, news)).map((payment) => ({
      companyId: payment.companyId,
      writeDown: () => writeDownPayment(tx, payment, now),
    })),
    ...reversed.reversals.map((reversal) => ({
      companyId: reversal.companyId,
      writeDown: () => writeDownReversal(tx, reversal, now),
    })),
  ].sort((a, b) => compare(a.companyId, b.companyId))
  // Each holds its company's chain of the audit: everybody takes those in one order.
  for (const { writeDown } of facts) await writeDown()
  return { counts: { added: facts.length }, problems: [] }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * What the provider's transaction id names, as the operator's books may, is the payment that came by it: its rows go by our
 * reference from here on. The references are locked first, so that an event that names one of them now is before this
 * delivery or after it (match-payment.ts).
 */
async function nameOurs(tx: Raw): Promise<void> {
  // Our own ids are written in either case.
  await tx.$executeRaw`
    UPDATE staged_payment s SET reference = p.reference FROM payment p
    WHERE p.reference = lower(s.reference) AND p.started_by_id IS NOT NULL AND p.company_id = s.company_id AND s.amount > 0`
  await tx.$executeRaw`
    UPDATE staged_payment s SET reverses = p.reference FROM payment p
    WHERE p.reference = lower(s.reverses) AND p.started_by_id IS NOT NULL AND p.company_id = s.company_id`
  await tx.$executeRaw`
    INSERT INTO payment_reference (company_id, reference)
    SELECT DISTINCT company_id, reference FROM staged_payment s WHERE amount > 0
      AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.reference = s.reference AND p.started_by_id IS NOT NULL)
    ORDER BY company_id, reference ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    SELECT 1 FROM payment_reference WHERE (company_id, reference) IN (
      SELECT company_id, reference FROM staged_payment UNION SELECT company_id, reverses FROM staged_payment)
    ORDER BY company_id, reference FOR UPDATE`
  await tx.$executeRaw`
    UPDATE staged_payment s SET reference = p.reference FROM payment p
    WHERE p.transaction = s.reference AND p.company_id = s.company_id AND s.amount > 0 AND NOT ${OWN}`
  await tx.$executeRaw`
    UPDATE staged_payment s SET reverses = p.reference FROM payment p
    WHERE p.transaction = s.reverses AND p.company_id = s.company_id AND NOT ${OWN}`
}

/** Money of its own under a charge's name: of before the database kept each name once. */
const OWN = Prisma.sql`EXISTS (
  SELECT 1 FROM payment o WHERE o.company_id = p.company_id AND o.reference = p.transaction AND o.started_by_id IS NULL
    AND o.credit_note_id IS NULL)`

/**
 * What was staged beside what is known. One that was begun here has its bills, on whichever accounts they are, and is told
 * in one row or in several: they come to what has come. Days are compared within half a day, so that a database that moves
 * to another time zone makes no other day of one.
 */
const readStaged = (tx: Raw): Promise<ReadPayment[]> => tx.$queryRaw`
  WITH staged AS (
    SELECT *, row_number() OVER same > 1 AS again, first_value(amount) OVER same AS first_amount,
      first_value(bill) OVER (PARTITION BY company_id, reference ORDER BY row) AS first_bill
    FROM staged_payment WHERE amount > 0 WINDOW same AS (PARTITION BY company_id, reference, bill ORDER BY row)),
  summed AS (
    SELECT *, sum(amount) FILTER (WHERE NOT again) OVER (PARTITION BY company_id, reference) AS total FROM staged)
  SELECT s.row, p.id AS payment, s.paid_on + time '12:00' AS at, b.id AS bill,
    CASE WHEN p.started_by_id IS NULL THEN s.amount ELSE s.total END::float8 AS amount,
    CASE WHEN a.id IS NULL THEN 'account' WHEN s.bill <> '' AND b.id IS NULL THEN 'bill' END AS lost,
    CASE
      WHEN p.id IS NULL THEN 'bill'
      WHEN p.currency <> s.currency THEN 'currency'
      WHEN p.started_by_id IS NOT NULL THEN
        CASE WHEN s.amount <> s.first_amount OR p.state = 'succeeded' AND s.total <> p.amount THEN 'amount' END
      WHEN s.amount <> p.amount THEN 'amount'
      WHEN p.billing_account_id IS DISTINCT FROM a.id THEN 'account'
      WHEN abs(extract(epoch FROM s.paid_on + time '12:00' - p.started_at)) >= 12 * 3600 THEN 'paidOn'
      WHEN p.for_bill IS NULL AND s.bill <> s.first_bill THEN 'bill'
    END AS differs
  FROM summed s
  LEFT JOIN payment p ON p.company_id = s.company_id AND p.reference = s.reference
    AND (p.for_bill IS NULL OR p.for_bill = s.bill)
  LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
  LEFT JOIN bill b ON b.company_id = a.company_id AND b.number = s.bill AND b.billing_account_id = a.id
  ORDER BY s.row`

type ReadPayment = {
  row: number
  /** There is one for each row without a problem. */
  payment: string
  at: Date
  bill: string | null
  /** What has come, in minor units. */
  amount: number
  lost: 'account' | 'bill' | null
  /** What of it is not as it is known. */
  differs: 'amount' | 'account' | 'bill' | 'currency' | 'paidOn' | null
}
