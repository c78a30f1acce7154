import { recordAudit } from '@/lib/audit/record'
import type { Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/infra/file-kind'
import { after, DAY } from '@/lib/kernel/clock'
import { decimalAmount } from '@/lib/kernel/money'
import { announce } from './messages'
import { PAYMENTS } from './settle-payment'
import { FIELDS, type Reversal, takeBack } from './take-back'

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
  /** What of it is known by now, of which payment, and the bills that it names ('': of none by name). */
  known: number | null
  knownPayment: string | null
  knownBills: string[] | null
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
    WITH told AS (SELECT DISTINCT company_id, reference FROM staged_payment WHERE amount < 0),
    back AS (
      SELECT v.company_id, v.reference, v.billing_account_id, v.amount, p.reference AS payment,
        coalesce(b.number, p.for_bill, '') AS bill
      FROM told JOIN payment_reversal v USING (company_id, reference)
      JOIN payment p ON p.id = v.payment_id LEFT JOIN bill b ON b.id = v.bill_id
      UNION ALL
      SELECT r.company_id, r.booked_as, coalesce(r.billing_account_id, p.billing_account_id), r.amount, p.reference, ''
      FROM told JOIN refund r ON r.company_id = told.company_id AND r.booked_as = told.reference AND r.state <> 'failed'
      JOIN payment p ON p.id = r.payment_id),
    known AS (
      SELECT company_id, reference, billing_account_id, sum(amount) AS amount, min(payment) AS payment, array_agg(bill) AS bills
      FROM back GROUP BY 1, 2, 3)
    SELECT s.row, s.company_id AS "companyId", a.id AS "accountId", s.reference, s.reverses, s.bill, -s.amount::float8 AS amount,
      s.currency, least(s.paid_on + time '12:00', ${now}::timestamptz) AS at, k.amount::float8 AS known,
      k.payment AS "knownPayment", k.bills AS "knownBills", n.id IS NOT NULL AS named
    FROM staged_payment s LEFT JOIN billing_account a ON a.company_id = s.company_id AND a.number = s.account
    LEFT JOIN known k ON k.company_id = s.company_id AND k.reference = s.reference AND k.billing_account_id = a.id
    LEFT JOIN payment n ON n.company_id = s.company_id AND n.reference = s.reverses AND n.for_bill = s.bill AND s.bill <> ''
      AND n.billing_account_id = a.id AND n.state = 'succeeded'
    WHERE s.amount < 0 ORDER BY s.row`
  const reversals: Reversal[] = []
  const problems: RowProblem[] = []
  for (const each of byReference(asked, problems)) {
    const { row, accountId } = each
    if (!accountId) problems.push({ row, code: 'bills.no_bill', field: 'account' })
    else if (each.known !== null) {
      const same = each.known === each.amount && each.knownPayment === each.reverses
      if (!same) problems.push({ row, code: 'bills.payment_differs', field: 'amount' })
      else
        for (const told of each.rows)
          if (isOtherBill(told))
            problems.push({ row: told.row, code: 'bills.payment_differs', field: 'bill' })
    } else if (!(await isRefund(tx, { ...each, accountId }))) {
      const taken = await takeBack(tx, { ...each, accountId })
      if (typeof taken === 'string') problems.push({ row, code: taken, field: FIELDS[taken] })
      else reversals.push(taken)
    }
  }
  return problems.length > 0 ? { problems } : { reversals }
}

/** Whether a reversal that is known was of other bills; one from before they were kept may have been of any. */
const isOtherBill = ({ bill, knownBills, named }: Asked): boolean =>
  bill !== '' && !knownBills!.includes(bill) && (named || !knownBills!.includes(''))

/** So long after it was asked for a refund is told by the books at most; what comes later is other money. */
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
