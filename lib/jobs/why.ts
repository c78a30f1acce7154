import { LIMITS } from '@/lib/identity/limits/limits'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'

export type MessageTrace = {
  id: string
  at: Date
  kind: string
  company: string | null
  messageState: string
  note: string | null
  /** Null: nothing has been written to this number or address yet, or it never will. */
  delivery: {
    channel: string
    state: string
    sentAt: Date | null
    settledAt: Date | null
    dueAt: Date | null
    problem: string | null
  } | null
  attempts: Attempt[]
}
export type Attempt = {
  at: Date
  lastAt: Date
  times: number
  part: number
  accepted: boolean
  answer: string
  state: string | null
  receipt: string | null
  receiptAt: Date | null
}
type Why = {
  messages: MessageTrace[]
  /** Codes that were asked for and not sent, since a limit or a budget was used up. */
  withheld: { at: Date; purpose: string; company: string }[]
  /** How many codes went there, of how many that may in so many milliseconds. */
  limits: { sent: number; most: number; within: number }[]
  /** Receipts that fit no message, or more than one. */
  unmatched: { at: Date; text: string }[]
}

/** So many are told of, the newest. */
const MOST = 200

/**
 * Everything that is known of what was to go to a number (E.164) or an address since then: messages, attempts, answers,
 * receipts, and what a limit withheld.
 */
export async function whyNot(recipient: string, since: Date, context: Context): Promise<Why> {
  const [messages, withheld, limits, unmatched] = await Promise.all([
    listTraces(recipient, since, context),
    context.sql.$queryRaw<Why['withheld']>`
      SELECT h.created_at AS at, h.purpose, c.slug AS company FROM challenge h JOIN company c ON c.id = h.company_id
      WHERE (h.email = ${recipient} OR (h.email IS NULL AND h.msisdn = ${recipient})) AND h.created_at > ${since}
        AND NOT EXISTS (SELECT 1 FROM code_send s WHERE s.challenge_id = h.id)
      ORDER BY h.created_at DESC, h.id DESC LIMIT ${MOST}`,
    Promise.all(LIMITS.code.perNumber.map((limit) => countCodes(recipient, limit, context))),
    context.sql.$queryRaw<Why['unmatched']>`
      SELECT at, text FROM unmatched_receipt WHERE at > ${since}
        AND EXISTS (SELECT 1 FROM unnest(numbers) AS n WHERE right(n, 7) = right(${recipient}, 7))
      ORDER BY at DESC LIMIT ${MOST}`,
  ])
  return { messages, withheld: withheld.reverse(), limits, unmatched: unmatched.reverse() }
}

async function countCodes(recipient: string, limit: { within: number; most: number }, context: Context) {
  const from = after(context.clock(), -limit.within)
  const [found] = await context.sql.$queryRaw<[{ sent: number }]>`
    SELECT count(*)::int AS sent FROM code_send WHERE msisdn = ${recipient} AND at > ${from}`
  return { ...limit, sent: found.sent }
}

/** Messages to it, and those about whoever has it of which nothing was written to anybody. */
async function listTraces(recipient: string, since: Date, context: Context): Promise<MessageTrace[]> {
  const sent = Prisma.sql`
    SELECT m.id, d.queued_at AS at, m.kind, m.company_id, m.state, m.note, d.id AS delivery_id
    FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.recipient = ${recipient} AND d.queued_at > ${since}`
  const about = Prisma.sql`
    SELECT m.id, m.created_at AS at, m.kind, m.company_id, m.state, m.note, NULL::uuid AS delivery_id
    FROM message m WHERE m.created_at > ${since}
      AND (m.company_id IS NULL OR m.company_id IN (SELECT company_id FROM person UNION SELECT company_id FROM line))
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = m.id)
      AND (m.payload ->> 'userId' IN (SELECT id::text FROM person)
        OR m.payload ->> 'challengeId' IN (SELECT id::text FROM challenge WHERE email = ${recipient} OR (email IS NULL AND msisdn = ${recipient}))
        OR m.payload ->> 'signInId' IN (SELECT s.id::text FROM sign_in s
             WHERE s.user_id IN (SELECT id FROM person) OR s.subscription_id IN (SELECT id FROM line)))`
  const rows = await context.sql.$queryRaw<Row[]>`
    WITH person AS (SELECT id, company_id FROM "user" WHERE email = ${recipient} OR mobile = ${recipient}),
      line AS (SELECT id, company_id FROM subscription WHERE msisdn = ${recipient}),
      found AS (${sent} UNION ALL ${about})
    SELECT f.id, f.at, f.kind, f.state::text AS "messageState", f.note, c.slug AS company, f.delivery_id AS "deliveryId",
      d.channel, d.state::text AS state, d.sent_at AS "sentAt", d.settled_at AS "settledAt", d.due_at AS "dueAt", d.problem
    FROM found f LEFT JOIN company c ON c.id = f.company_id LEFT JOIN delivery d ON d.id = f.delivery_id
    ORDER BY f.at DESC, f.id DESC LIMIT ${MOST}`
  const attempts = await context.db.deliveryAttempt.findMany({
    where: { deliveryId: { in: rows.flatMap(({ deliveryId }) => deliveryId ?? []) } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  return rows.reverse().map(({ id, at, kind, company, messageState, note, deliveryId, ...delivery }) => ({
    id,
    at,
    kind,
    company,
    messageState,
    note,
    delivery: deliveryId ? (delivery as MessageTrace['delivery']) : null,
    attempts: attempts.filter((each) => each.deliveryId === deliveryId),
  }))
}

type Row = Omit<MessageTrace, 'delivery' | 'attempts'> & { deliveryId: string | null } & {
  [Key in keyof NonNullable<MessageTrace['delivery']>]: NonNullable<MessageTrace['delivery']>[Key] | null
}
