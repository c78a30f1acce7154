import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw, type Tx } from '@/lib/infra/db'
import { after, HOUR, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { maskedEmail } from '@/lib/kernel/shown-email'
import { maskedNumber } from '@/lib/market/phone-number'
import { smsBudgets, takeSql } from '@/lib/outbox/budget'
import { enqueueSql } from '@/lib/outbox/enqueue'
import { type CodeRequest, codeWait, leavesCodeSql } from '../limits/code-limits'
import { CODES, type CodePurpose } from '../limits/codes'
import { LIMITS } from '../limits/limits'
import type { IdentityMessage } from '../messages'
import { sendAgainAt } from '../rules'
import { newReference } from '../secrets/secrets'
import type { CodeView } from '../view'

type Holder = {
  id: string
  userId: string | null
  /** Set instead of the user where a phone number signs in. */
  subscriptionId?: string | null
  companyId: string
  mobile: string
  /** Set where the code goes by e-mail instead. */
  email: string | null
}
type Sendable = {
  id: string
  counter: number
  companyId: string
  msisdn: string
  email: string | null
  purpose: string
  userId: string | null
  subscriptionId: string | null
}

/**
 * What the limits of sending are counted by: the number or address. Second proofs count for whom they
 * prove: they may go to the main administrator, whose own codes others must not use up.
 */
const addressOf = ({ purpose, email, msisdn, userId, subscriptionId }: Sendable) =>
  purpose === 'second' ? secondKey({ userId, subscriptionId }) : (email ?? msisdn)
export const secondKey = (of: { userId: string | null; subscriptionId: string | null }) =>
  `second:${of.subscriptionId ?? of.userId}`

/** Takes the user's row, then the number or address: one sender at a time, so that two at once are not both the last one allowed. */
export async function holdUserAndAddress(tx: Raw, userId: string, address: string): Promise<void> {
  await tx.$executeRaw`
    SELECT ${holdAddress(address)} FROM (SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR UPDATE) AS held`
}

/**
 * The code of an attempt, as SQL for the statement that moves the attempt on (`moved`): `opened` writes
 * challenge and message, `sent` says whether the limits of number and budgets let it go. `view` is what
 * to show then.
 */
export function firstCode(
  context: Context,
  attempt: Holder,
  purpose: CodePurpose = attempt.email ? 'sign_in_mail' : 'sign_in',
) {
  const now = context.clock()
  const { companyId, mobile: msisdn, email, subscriptionId = null } = attempt
  const { digits, validFor } = CODES[purpose]
  const { userId } = attempt
  const challenge = { id: newId(), counter: 0, companyId, msisdn, email, purpose, userId, subscriptionId }
  const reference = newReference(context.random)
  const opened = Prisma.sql`
    opened AS (
      INSERT INTO challenge (id, sign_in_id, user_id, subscription_id, company_id, purpose, key_id, msisdn, email, reference, created_at, expires_at)
      SELECT ${challenge.id}::uuid, moved.id, ${attempt.userId}::uuid, ${subscriptionId}::uuid, ${companyId}::uuid, ${purpose},
        ${context.keys.current.id}, ${msisdn}, ${email}, ${reference}, ${now}, ${after(now, validFor)}
      FROM moved RETURNING id),
    ${sendSql(context, challenge, Prisma.sql`FROM opened`)}`
  const view = (sent: boolean): CodeView => ({
    channel: email ? 'mail' : 'sms',
    number: email ? maskedEmail(email) : maskedNumber(msisdn, context.market),
    reference,
    validFor: validFor / SECOND,
    sendAgainIn: sent ? secondsUntil(sendAgainAt([now])!, now) : 0,
    sending: sent ? 'queued' : null,
    sendingAt: null,
    triesLeft: LIMITS.code.tries,
    digits,
  })
  return { opened, sent: Prisma.sql`EXISTS (SELECT 1 FROM sent)`, view }
}

/**
 * Sends a code once more, in the transaction of its reason. Fails closed: past the limits of its
 * account and number, or the budget of the company or of the whole portal nothing is sent. Returns the seconds to wait, 0
 * when it is on its way.
 */
export async function sendCode(tx: Tx, context: Context, challenge: Sendable): Promise<number> {
  const now = context.clock()
  await tx.$executeRaw`SELECT ${holdAddress(addressOf(challenge))}`
  const sent = await tx.$queryRaw<unknown[]>`
    WITH ${sendSql(context, challenge, Prisma.empty)} SELECT 1 FROM sent`
  if (sent.length === 1) return 0
  return (await codeWait(tx, requestOf(challenge), now)) || HOUR / SECOND
}

/** What is counted for whoever gave a password, or what a company's provider vouches for. */
const requestOf = (challenge: Sendable): CodeRequest => ({
  ...challenge,
  channel: challenge.email ? 'mail' : 'sms',
  address: addressOf(challenge),
  counted: Prisma.sql`s.asked_by IS NULL`,
  limits: LIMITS.code.perNumber,
})

export const holdAddress = (address: string) =>
  Prisma.sql`pg_advisory_xact_lock(hashtextextended(${`code:${address}`}, 0))`

/** Parts of a statement: `sent` has a row where number and budgets allowed it. The number must be held. */
function sendSql(context: Context, challenge: Sendable, from: Prisma.Sql): Prisma.Sql {
  const now = context.clock()
  const { id, companyId, counter, email } = challenge
  const address = addressOf(challenge)
  const message: IdentityMessage = { kind: 'identity.code_requested', payload: { challengeId: id, counter } }
  const allowed = Prisma.sql`${from} WHERE ${leavesCodeSql(requestOf(challenge), now)}`
  // Only an SMS costs.
  const total = email
    ? Prisma.sql`total AS (SELECT 1 ${allowed})`
    : spendSql(context, companyId, now, allowed)
  return Prisma.sql`
    ${total},
    enqueued AS (${enqueueSql({ companyId, ...message }, now, Prisma.sql`FROM total`)}),
    sent AS (
      INSERT INTO code_send (id, challenge_id, message_id, msisdn, company_id, at)
      SELECT ${newId()}::uuid, ${id}::uuid, enqueued.id, ${address}, ${companyId}::uuid, ${now} FROM enqueued RETURNING id)`
}

/** What codes that anybody can ask for may spend of a budget, a part of an SMS rounded up. */
export const share = (budget: number) => Math.ceil(budget * LIMITS.askedShare)

/**
 * Takes one SMS from the budgets of this hour where `from` (with its WHERE) has a row: `total` has one unless a budget is
 * used up. `asked`: for somebody who has proven nothing; of such only a share of each budget goes.
 */
export function spendSql(
  context: Context,
  companyId: string,
  now: Date,
  from: Prisma.Sql,
  asked = false,
): Prisma.Sql {
  const budgets = smsBudgets(context, companyId)
  const shares = budgets.map((each) => ({ ...each, key: `asked:${each.key}`, most: share(each.most) }))
  return takeSql([...(asked ? shares : []), ...budgets], now, from)
}
