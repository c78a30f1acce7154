import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/intake/file-kind'
import { after, DAY } from '@/lib/kernel/clock'
import { decimalAmount } from '@/lib/kernel/money'
import { FIELDS, type Reversal, takeBack, takeBackOnline } from '../allocation/take-back'
import { announce } from '../messages'
import { PAYMENTS } from './settle-payment'

type Asked = {
  row: number
  companyId: string
  accountId: string | null
  reference: string
  reverses: string
  /** The bill that it names, or nothing. */
  bill: string
  amount: number
  currency: string
  at: Date
  /** What of it is known by now on its account, of which payment. */
  known: number | null
  knownPayment: string | null
  /** Of a payment that was begun here what is known on all accounts: it is the payment's, whichever the row names. */
  knownOnline: number | null
  /** The bills that what is known names ('': of none by name), and whether it is from before they were kept. */
  knownBills: string[] | null
  knownUnnamed: boolean
  /** The payment was begun here. */
  online: boolean
  /** It names a bill that its company has not. */
  lost: boolean
  /** The payment has a row of its own for that bill. */
  named: boolean
}
/** Rows of one reference and account, with how much is taken back of which bill. */
type Reversing = Asked & { bills: Map<string, number>; rows: Asked[] }

/**
 * Takes back what of payments is staged as reversed, each reference of an account once, in the caller's transaction, which
 * has locked payments and bills, and allocates what is left: from the bill that a row names, where it names one, then credit,
 * then the bill that is due last. Rows of one reference are one reversal; a refund that was begun here is none. Resolves with
 * problems where there is no such payment or bill, the payment was for other bills by name, or not so much of it is left.
 */
export async function reversePayments(
  tx: Raw,
  now: Date,
): Promise<{ reversals: Reversal[] } | { problems: RowProblem[] }> {
  const asked = await tx.$queryRaw<Asked[]>`
    WITH reported AS (SELECT DISTINCT company_id, reference FROM staged_payment WHERE amount < 0),
    known AS (
      SELECT v.company_id, v.reference, v.billing_account_id, p.reference AS payment, p.started_by_id IS NOT NULL AS online,
        v.amount, coalesce(b.number, p.for_bill, '') AS bill, v.bill_id IS NULL AS unnamed
      FROM reported JOIN payment_reversal v USING (company_id, reference)
      JOIN payment p ON p.id = v.payment_id LEFT JOIN bill b ON b.id = v.bill_id
      UNION ALL
      SELECT r.company_id, r.booked_as, coalesce(r.billing_account_id, p.billing_account_id), p.reference, true,
        r.amount, '', true
      FROM reported JOIN refund r ON r.company_id = reported.company_id AND r.booked_as = reported.reference AND r.state <> 'failed'
      JOIN payment p ON p.id = r.payment_id),
    here AS (
      SELECT company_id, reference, billing_account_id, sum(amount) AS amount, min(payment) AS payment,
        array_agg(bill) AS bills, bool_or(unnamed) AS unnamed FROM known GROUP BY 1, 2, 3),
    everywhere AS (
      SELECT company_id, reference, payment, sum(amount) AS amount, array_agg(bill) AS bills, bool_or(unnamed) AS unnamed
      FROM known WHERE online GROUP BY 1, 2, 3)
    SELECT s.row, s.company_id AS "companyId", a.id AS "accountId", s.reference, s.reverses, s.bill, -s.amount::float8 AS amount,
      s.currency, least(s.paid_on + time '12:00', ${now}::timestamptz) AS at, h.amount::float8 AS known,
      h.payment AS "knownPayment", e.amount::float8 AS "knownOnline", coalesce(e.bills, h.bills) AS "knownBills",
      coalesce(e.unnamed, h.unnamed, false) AS "knownUnnamed", n.id IS NOT NULL AS named, o.id IS NOT NULL AS online,
      s.bill <> '' AND NOT EXISTS (
        SELECT 1 FROM bill b WHERE b.company_id = s.company_id AND b.number = s.bill) AS lost
    FROM staged_payment s LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    LEFT JOIN here h ON h.company_id = s.company_id AND h.reference = s.reference AND h.billing_account_id = a.id
    LEFT JOIN everywhere e ON e.company_id = s.company_id AND e.reference = s.reference AND e.payment = s.reverses
    LEFT JOIN payment o ON o.company_id = s.company_id AND o.reference = s.reverses AND o.started_by_id IS NOT NULL
    LEFT JOIN payment n ON n.company_id = s.company_id AND n.reference = s.reverses AND n.for_bill = s.bill AND s.bill <> ''
      AND n.billing_account_id = a.id AND n.state = 'succeeded'
    WHERE s.amount < 0 ORDER BY s.row`
  const reversals: Reversal[] = []
  const problems: RowProblem[] = []
  const groups = byReference(asked, problems)
  const totals = totalsOf(groups)
  // What of a payment that came just now is of which account is known from here on.
  if (asked.some(({ online }) => online)) {
    await tx.$executeRaw`SET CONSTRAINTS payment_adds_up IMMEDIATE`
    await tx.$executeRaw`SET CONSTRAINTS payment_adds_up DEFERRED`
  }
  for (const each of groups) {
    const { row, accountId } = each
    if (!accountId) problems.push({ row, code: 'bills.no_bill', field: 'account' })
    else if (each.known !== null || each.knownOnline !== null) {
      const here = each.known === each.amount && each.knownPayment === each.reverses
      const same = here || each.knownOnline === totals.get(paymentKey(each))
      if (!same) problems.push({ row, code: 'bills.payment_differs', field: 'amount' })
      else
        for (const row of each.rows)
          if (isOtherBill(row)) problems.push({ row: row.row, code: 'bills.payment_differs', field: 'bill' })
    } else if (!(await isRefund(tx, { ...each, accountId }))) {
      const taken = await takeBackRows(tx, { ...each, accountId })
      if (typeof taken === 'string') problems.push({ row, code: taken, field: FIELDS[taken] })
      else reversals.push(...taken)
    }
  }
  return problems.length > 0 ? { problems } : { reversals }
}

const paymentKey = ({ companyId, reference, reverses }: Asked) => [companyId, reference, reverses].join(' ')

/** How much each reversal takes back of its payment, on whichever accounts. */
function totalsOf(groups: readonly Reversing[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>()
  for (const each of groups) totals.set(paymentKey(each), (totals.get(paymentKey(each)) ?? 0) + each.amount)
  return totals
}

/** Of a payment that was begun here each bill by itself, wherever it is; of others all of the account at once. */
async function takeBackRows(
  tx: Raw,
  group: Reversing & { accountId: string },
): Promise<Reversal[] | keyof typeof FIELDS> {
  if (!group.online) {
    const taken = await takeBack(tx, group)
    return typeof taken === 'string' ? taken : [taken]
  }
  if (group.rows.some(({ lost }) => lost)) return 'bills.no_bill'
  const all = new Map<string, Reversal>()
  for (const [bill, amount] of [...group.bills].sort(([a], [b]) => Number(a === '') - Number(b === ''))) {
    const taken = await takeBackOnline(tx, { ...group, bill, amount })
    if (typeof taken === 'string') return taken
    for (const each of taken)
      all.set(each.accountId, { ...each, amount: each.amount + (all.get(each.accountId)?.amount ?? 0) })
  }
  return [...all.values()]
}

/** Whether a reversal that is known was of other bills; one from before they were kept may have been of any. */
const isOtherBill = ({ bill, knownBills, knownUnnamed, named }: Asked): boolean =>
  bill !== '' && !knownBills!.includes(bill) && (named || !knownUnnamed)

/** So long after it was asked for a refund is reported by the books at most; what comes later is other money. */
const BOOKED_WITHIN = 30 * DAY

/**
 * Whether the money is what a refund that was begun here sends back, or has sent: of the payment and account as much, told
 * under the refund's own id, or else the first of late that no books have told. From then on it is booked.
 */
async function isRefund(
  tx: Raw,
  { companyId, accountId, reference, reverses, amount, at }: Reversing & { accountId: string },
): Promise<boolean> {
  const booked = await tx.$executeRaw`
    UPDATE refund SET booked_as = ${reference} WHERE id = (
      SELECT r.id FROM refund r JOIN payment p ON p.id = r.payment_id
      WHERE p.company_id = ${companyId}::uuid AND p.reference = ${reverses} AND p.started_by_id IS NOT NULL
        AND coalesce(r.billing_account_id, p.billing_account_id) = ${accountId}::uuid AND r.amount = ${amount}
        AND r.state <> 'failed' AND r.booked_as IS NULL
        AND (r.id::text = ${reference} OR r.requested_at > ${after(at, -BOOKED_WITHIN)})
      ORDER BY r.id::text = ${reference} DESC, r.requested_at, r.id LIMIT 1)`
  return booked > 0
}

/** Rows of one reference and account as one, each bill once: a transfer over several bills comes back in as many rows. */
function byReference(rows: readonly Asked[], problems: RowProblem[]): Reversing[] {
  const all = new Map<string, Reversing>()
  for (const each of rows) {
    const key = [each.companyId, each.accountId, each.reference].join(' ')
    const first = all.get(key)
    const before = first?.bills.get(each.bill)
    if (!first) all.set(key, { ...each, bills: new Map([[each.bill, each.amount]]), rows: [each] })
    else if (first.reverses !== each.reverses || (before !== undefined && before !== each.amount))
      problems.push({ row: each.row, code: 'bills.payment_differs', field: 'amount' })
    else if (before === undefined) {
      first.bills.set(each.bill, each.amount)
      first.rows.push(each)
      first.amount += each.amount
    }
  }
  return [...all.values()]
}

/** One fact a reversal, and a notification to whoever paid or pays for the account. It comes last, like every fact. */
export async function writeDownReversal(tx: Raw, reversal: Reversal, now: Date): Promise<void> {
  const { companyId, accountId, paymentId, payment, amount, currency } = reversal
  await announce(
    tx,
    companyId,
    { kind: 'billing.payment_reversed', payload: { paymentId, accountId, amount } },
    now,
  )
  await recordAudit(tx, {
    companyId,
    at: now,
    actor: PAYMENTS,
    action: 'billing.payment_reversed',
    object: { kind: 'payment', id: paymentId, name: payment },
    after: { amount: `${decimalAmount(amount)} ${currency}` },
  })
}
