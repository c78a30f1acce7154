import { accountsInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { byName, keyset, pageOf } from '@/lib/infra/keyset'
import { isDay, isUuid, readCursor, writeCursor } from '@/lib/kernel/cursor'
import { dateFormat } from '@/lib/kernel/formats'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { billsInReach } from './reach'
import type { BillPayment } from './rules'
import { BILLS, type ListBillsInput } from './schema'
import type { BillPage, BillRow, BillView, Debt } from './view'

const PAGE_SIZE = 50
/** So many open bills stand on the page; more are behind a link. */
export const SHOWN_OF_DEBT = 12

/** Today where the market is, as SQL reads it. */
export const todayOf = (context: Context): string =>
  dateFormat('sv-SE', { timeZone: context.market.timeZone }).format(context.clock())

/** How a bill stands, in the order in which it is told. */
const state = (today: string) => Prisma.sql`
  CASE WHEN b.type = 'credit_note' THEN 'credited' WHEN b.held THEN 'on_hold' WHEN b.open = 0 THEN 'settled' WHEN b.due_on < ${today}::date THEN 'overdue'
    WHEN b.paid > 0 THEN 'partially_paid' ELSE 'sent' END`

// Amounts stay exact: 2^53 minor units are ninety trillion forints.
export const columns = (today: string) => Prisma.sql`
  b.id, b.number, b.type::text AS type, a.name AS account, b.month::text, b.issued_on::text AS "issuedOn", b.due_on::text AS "dueOn",
  b.currency, b.net::float8 AS net, (b.net + b.tax + b.rounding)::float8 AS total, b.open::float8 AS open,
  p.net::float8 AS "wasNet", (p.net + p.tax + p.rounding)::float8 AS "wasTotal", ${state(today)} AS state`
export const TABLES = Prisma.sql`
  bill b JOIN billing_account a ON a.id = b.billing_account_id LEFT JOIN bill p ON p.id = b.previous_id`

const narrowed = (value: ListBillsInput['state'], today: string) =>
  ({
    all: Prisma.empty,
    open: Prisma.sql`AND b.open > 0`,
    overdue: Prisma.sql`AND b.open > 0 AND b.due_on < ${today}::date AND NOT b.held`,
    paid: Prisma.sql`AND b.open = 0 AND b.type = 'invoice'`,
  })[value]

const BILL = { id: Prisma.sql`b.number`, idType: Prisma.sql`text`, isId: () => true }
const day = { type: Prisma.sql`date`, fits: isDay }
const ORDERS = {
  month: { by: Prisma.sql`b.issued_on`, ...day, ...BILL },
  // A credit note is not due: it stands behind all that is.
  due: {
    by: Prisma.sql`CASE WHEN b.type = 'invoice' THEN b.due_on ELSE '9999-12-31'::date END`,
    ...day,
    ...BILL,
  },
  total: {
    by: Prisma.sql`(b.net + b.tax + b.rounding)`,
    type: Prisma.sql`bigint`,
    fits: (text: string) => /^-?\d{1,18}$/.test(text),
    ...BILL,
  },
  account: { ...byName(Prisma.sql`a.name`), ...BILL },
}

/** One page of the bills over all accounts, in one of their orders; the newest first. */
export async function listBills(
  actor: Actor,
  input: ListBillsInput,
  context: Context,
  size = PAGE_SIZE,
): Promise<BillPage> {
  authorize(actor, 'bill:view')
  const today = todayOf(context)
  const { sort, past, orderBy, key } = keyset(BILLS, ORDERS, input)
  const rows = await context.sql.$queryRaw<(BillRow & { sortKey: string })[]>`
    SELECT ${columns(today)}, ${key} AS "sortKey" FROM ${TABLES}
    WHERE ${billsInReach(actor)} ${narrowed(input.state, today)}
      ${input.account ? Prisma.sql`AND b.billing_account_id = ${input.account}::uuid` : Prisma.empty} ${past}
    ORDER BY ${orderBy} LIMIT ${size + 1}`
  const page = pageOf(rows, size, sort, ({ sortKey, number }) => [sortKey, number])
  return { ...page, rows: page.rows.map(({ sortKey: _key, ...row }) => row) }
}

/** What is owed over all accounts in reach, and what is credit: dunning judges all of them together. */
export async function getDebt(
  actor: Actor,
  context: Context,
  to: 'bill:view' | 'bill:pay' = 'bill:view',
): Promise<Debt> {
  authorize(actor, 'bill:view')
  const today = todayOf(context)
  const [rows, [{ credit }]] = await Promise.all([
    context.sql.$queryRaw<(BillRow & { owed: number; late: number; payable: number })[]>`
    SELECT ${columns(today)}, (sum(b.open) OVER ())::float8 AS owed,
      coalesce(sum(b.open) FILTER (WHERE NOT b.held) OVER (), 0)::float8 AS payable,
      coalesce(sum(b.open) FILTER (WHERE b.due_on < ${today}::date AND NOT b.held) OVER (), 0)::float8 AS late
    FROM ${TABLES} WHERE ${billsInReach(actor, to)} AND b.open > 0
    ORDER BY b.due_on, b.id LIMIT ${SHOWN_OF_DEBT + 1}`,
    context.sql.$queryRaw<[{ credit: number }]>`
    SELECT coalesce(sum(s.credit), 0)::float8 AS credit FROM payment p JOIN payment_share s ON s.payment_id = p.id
    WHERE p.company_id = ${actor.subject.companyId}::uuid AND s.credit > 0
      AND ${accountsInReach(actor, to, Prisma.sql`s.billing_account_id`)}`,
  ])
  return {
    currency: context.market.currency,
    credit,
    open: rows[0]?.owed ?? 0,
    overdue: rows[0]?.late ?? 0,
    payable: rows[0]?.payable ?? 0,
    bills: rows.slice(0, SHOWN_OF_DEBT).map(({ owed: _owed, late: _late, payable: _payable, ...row }) => row),
    more: rows.length > SHOWN_OF_DEBT,
  }
}

/** So many payments are shown of what covers a bill; older ones are behind a link. */
const COVER_SHOWN = 20
type CoverRow = BillPayment & { id: string; at: number; left: number }

/**
 * What covers a bill `b`, the newest first, behind a cursor; its reference is the bank's or the operator's, of online payments
 * there is none. `left`: how many there are from there on.
 */
function cover(context: Context, after: string | undefined): Prisma.Sql {
  const read = readCursor(after, 'number', 'string')
  const [at, id] = read && Math.abs(read[0]) < LAST_MOMENT && isUuid(read[1]) ? read : [null, null]
  return Prisma.sql`
    SELECT CASE WHEN y.started_by_id IS NOT NULL THEN 'online' WHEN y.credit_note_id IS NULL THEN 'transfer'
        ELSE 'credit_note' END AS by,
      CASE WHEN y.credit_note_id IS NOT NULL THEN (SELECT n.number FROM bill n WHERE n.id = y.credit_note_id)
        WHEN y.started_by_id IS NULL THEN y.reference END AS reference,
      (y.settled_at AT TIME ZONE ${context.market.timeZone})::date::text AS on, i.amount::float8 AS amount, y.id,
      (extract(epoch FROM y.settled_at) * 1000)::float8 AS at, (count(*) OVER ())::int AS left
    FROM payment_part i JOIN payment y ON y.id = i.payment_id
    WHERE i.bill_id = b.id AND y.state = 'succeeded'
      ${at === null ? Prisma.empty : Prisma.sql`AND (y.settled_at, y.id) < (${new Date(at)}, ${id}::uuid)`}
    ORDER BY y.settled_at DESC, y.id DESC LIMIT ${COVER_SHOWN}`
}
/** Ten thousand years, ms. */
const LAST_MOMENT = 3e14

/**
 * One bill of the actor's reach, with its account and taxes, and what covers it: the newest of it, or what is behind the cursor
 * `older`. @throws NotFound for any other id.
 */
export async function getBill(actor: Actor, id: string, context: Context, older?: string): Promise<BillView> {
  authorize(actor, 'bill:view')
  const [bill] = await context.sql.$queryRaw<
    (Omit<BillView, 'address' | 'payments' | 'olderPayments'> & { cover: CoverRow[] })[]
  >`
    SELECT ${columns(todayOf(context))}, a.id AS "accountId", a.number AS account, a.name AS "accountName",
      coalesce(a.debtor, c.name) AS debtor, a.tax_number AS "taxNumber", a.street, a.city, a.postcode, a.country,
      b.period_from::text AS "periodFrom", b.period_to::text AS "periodTo", b.tax::float8 AS tax,
      b.paid::float8 AS paid, b.rounding::float8 AS rounding, b.corrects,
      (SELECT json_agg(json_build_object('category', t.category, 'rate', t.rate, 'base', t.base, 'amount', t.amount,
          'reasonCode', t.reason_code, 'reason', t.reason) ORDER BY t.rate DESC, t.category)
        FROM bill_tax t WHERE t.bill_id = b.id) AS taxes,
      coalesce((SELECT json_agg(c ORDER BY c.at, c.id) FROM (${cover(context, older)}) c), '[]') AS cover,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'number', p.number, 'month', p.month) END AS previous
    FROM ${TABLES} JOIN company c ON c.id = b.company_id WHERE b.id = ${id}::uuid AND ${billsInReach(actor)}`
  if (!bill) throw new NotFound(`bill ${id}`)
  const { cover: rows, ...rest } = bill
  const { street, city, postcode } = rest
  const place = [postcode, city].filter(Boolean).join(' ')
  const [oldest] = rows
  const count = oldest ? oldest.left - rows.length : 0
  return {
    ...rest,
    address: [street, place].filter((line): line is string => Boolean(line)),
    payments: rows.map(({ by, reference, on, amount }) => ({ by, reference, on, amount })),
    olderPayments: oldest && count > 0 ? { count, after: writeCursor(oldest.at, oldest.id) } : null,
  }
}

/** The accounts that bills can be narrowed to; the one that they are narrowed to now is among them. */
export async function listAccounts(
  actor: Actor,
  context: Context,
  now?: string,
): Promise<{ id: string; name: string }[]> {
  authorize(actor, 'bill:view')
  return context.sql.$queryRaw`
    SELECT id, CASE WHEN name = number THEN name ELSE name || ' (' || number || ')' END AS name FROM billing_account
    WHERE company_id = ${actor.subject.companyId}::uuid AND ${accountsInReach(actor, 'bill:view', Prisma.sql`id`)}
    ORDER BY id IS DISTINCT FROM ${now ?? null}::uuid, name, number LIMIT 500`
}

/** The billing account of the bill with a number, whoever sees rights chooses accounts by it. */
export async function listBilledAccounts(
  actor: Actor,
  bill: string,
  context: Context,
): Promise<{ id: string; name: string; bill: string }[]> {
  authorize(actor, 'right:view')
  if (bill === '') return []
  return context.sql.$queryRaw`
    SELECT a.id, a.name, b.number AS bill FROM bill b JOIN billing_account a ON a.id = b.billing_account_id
    WHERE b.company_id = ${actor.subject.companyId}::uuid AND b.number = ${bill} LIMIT 5`
}
