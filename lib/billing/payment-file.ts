import type { Raw } from '@/lib/infra/db'
import type { FileKind, Row, RowProblem } from '@/lib/infra/import-file'
import { isNear } from '@/lib/kernel/day'
import { companiesBySlug, rowProblem } from '@/lib/subscriptions/read-lines'
import type { RefusalCode } from '@/lib/words/refuse'
import { deliveredPaymentInput } from './schema'
import { type SettledPayment, settlePayment, writeDownPayment } from './settle-payment'
import { paymentOf } from './tmf'

type ReadyPayment = {
  companyId: string
  reference: string
  account: string
  bill: string | null
  amount: bigint
  currency: string
  paidOn: string
}

/** Money has come: at most a day ahead, where days begin earlier than here. */
const WINDOW = { past: 20, ahead: 1 }

/** One delivery of payments at a time (any number will do; it is only ever used here). */
const DELIVERY_LOCK = 7_240_008

/** `payments.csv`, or TMF676 payments: money that came, each payment once, with what it is for. */
export const PAYMENT_FILE: FileKind<ReadyPayment> = {
  name: 'payments',
  columns: {
    known: ['company', 'reference', 'account', 'bill', 'amount', 'currency', 'paidOn'],
    needed: ['company', 'reference', 'account', 'amount', 'paidOn'],
  },
  facts: true,
  ownFacts: true,
  json: () => ({ rows: paymentOf }),
  async open(tx, world) {
    const companies = await companiesBySlug(world)
    const now = world.clock()
    await tx.$executeRaw`
      CREATE TEMP TABLE staged_payment (
        row int, company_id uuid, reference text, account text, bill text, amount bigint, currency text, paid_on date)
      ON COMMIT DROP`
    return {
      read(record, row) {
        const read = deliveredPaymentInput.safeParse({ currency: world.market.currency, ...record })
        if (!read.success) return rowProblem(row, read)
        const { company, ...rest } = read.data
        const problem = (code: RefusalCode, field: string) => ({ problem: { row, code, field } })
        const companyId = companies.get(company)
        if (!companyId) return problem('subscriptions.no_company', 'company')
        if (rest.currency !== world.market.currency) return problem('bills.currency_unknown', 'currency')
        if (!isNear(new Date(rest.paidOn), now, WINDOW)) return problem('subscriptions.moment_far', 'paidOn')
        return { ready: { ...rest, companyId } }
      },
      stage: (rows) => stage(tx, rows),
      take: () => take(tx, world.clock()),
    }
  },
}

async function stage(tx: Raw, rows: Row<ReadyPayment>[]): Promise<RowProblem[]> {
  const of = <Key extends keyof ReadyPayment>(key: Key) => rows.map(({ ready }) => ready[key])
  await tx.$executeRaw`
    INSERT INTO staged_payment SELECT * FROM unnest(${rows.map(({ row }) => row)}::int[], ${of('companyId')}::uuid[],
      ${of('reference')}::text[], ${of('account')}::text[], ${of('bill')}::text[], ${of('amount')}::bigint[],
      ${of('currency')}::text[], ${of('paidOn')}::date[])`
  return []
}

/**
 * Takes what was staged. A reference is one payment of its company: what another company's rows say under the same one is a
 * payment of its own. Everybody who touches money locks in one order: payments, then bills, each by id, and the audit last;
 * so nobody waits for whoever waits for them.
 */
async function take(tx: Raw, now: Date): Promise<{ counts: { added: number }; problems: RowProblem[] }> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
  await tx.$executeRaw`
    INSERT INTO payment (id, company_id, billing_account_id, reference, amount, currency, state, started_at)
    SELECT DISTINCT ON (s.company_id, s.reference) gen_random_uuid(), s.company_id, a.id, s.reference, s.amount,
      s.currency, 'open', s.paid_on + time '12:00'
    FROM staged_payment s JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    ORDER BY s.company_id, s.reference, s.row
    ON CONFLICT (company_id, reference) DO NOTHING`
  await tx.$executeRaw`
    SELECT 1 FROM payment WHERE (company_id, reference) IN (SELECT company_id, reference FROM staged_payment)
    ORDER BY id FOR UPDATE`
  // One that was begun here has its bills, on whichever accounts they are.
  const read = await tx.$queryRaw<ReadPayment[]>`
    SELECT s.row, p.id AS payment, s.paid_on + time '12:00' AS at, b.id AS bill,
      CASE WHEN a.id IS NULL THEN 'account' WHEN s.bill IS NOT NULL AND b.id IS NULL THEN 'bill' END AS lost,
      CASE WHEN (p.amount, p.currency) IS DISTINCT FROM (s.amount, s.currency::char(3)) THEN 'amount'
        WHEN p.started_by_id IS NULL AND p.billing_account_id IS DISTINCT FROM a.id THEN 'account' END AS differs
    FROM staged_payment s LEFT JOIN payment p ON p.company_id = s.company_id AND p.reference = s.reference
    LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    LEFT JOIN bill b ON b.company_id = a.company_id AND b.number = s.bill AND b.billing_account_id = a.id
    ORDER BY s.row`
  const problems = read.flatMap(({ row, lost, differs }): RowProblem[] => {
    if (lost) return [{ row, code: 'bills.no_bill', field: lost }]
    if (!differs) return []
    const code = differs === 'account' ? 'bills.payment_elsewhere' : 'bills.payment_twice'
    return [{ row, code, field: differs }]
  })
  if (problems.length > 0) return { counts: { added: 0 }, problems }
  const payments = read.map(({ payment }) => payment)
  await tx.$executeRaw`
    SELECT 1 FROM bill WHERE open > 0 AND (billing_account_id IN (
        SELECT a.id FROM staged_payment s JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account)
      OR id IN (SELECT bill_id FROM payment_part WHERE payment_id = ANY(${payments}::uuid[])))
    ORDER BY id FOR UPDATE`
  const settled: SettledPayment[] = []
  for (const { payment, at, bill } of read) {
    const news = await settlePayment(tx, { payment, at, bill })
    if (news) settled.push(news)
  }
  settled.sort((a, b) => (a.companyId < b.companyId ? -1 : 1))
  for (const payment of settled) await writeDownPayment(tx, payment, now)
  return { counts: { added: settled.length }, problems: [] }
}

type ReadPayment = {
  row: number
  /** There is one for each row without a problem. */
  payment: string
  at: Date
  bill: string | null
  lost: 'account' | 'bill' | null
  /** What of it is not as it was delivered before. */
  differs: 'amount' | 'account' | null
}
