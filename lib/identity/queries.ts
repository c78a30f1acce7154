import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { secondsUntil } from '@/lib/kernel/clock'
import { maskedEmail } from '@/lib/kernel/shown-email'
import { hashToken } from '@/lib/kernel/token'
import { maskedNumber } from '@/lib/market/phone-number'
import { waysOf } from './attempts/ways'
import { passkeyRequest } from './factors/passkeys'
import { codeRules } from './limits/codes'
import { LIMITS } from './limits/limits'
import { passwordMinimum, sendAgainAt } from './rules'
import type { CodeView, CompanyView, NumberView, RecoveryView, SecondCodeView, SignInView } from './view'

/** The attempt behind a browser's token, while it is open. */
async function findOpen(token: string | null, context: Context) {
  if (!token || token.length > 100) return null
  const attempt = await context.db.signIn.findUnique({
    where: { tokenHash: hashToken(token) },
    relationLoadStrategy: 'join',
    include: {
      challenges: { orderBy: { createdAt: 'desc' }, include: { sends: { orderBy: { at: 'asc' } } } },
    },
  })
  if (!attempt || attempt.expiresAt <= context.clock()) return null
  return { ...attempt, challenge: attempt.challenges[0] ?? null }
}

/** Where an attempt to sign in stands. Reading it sends nothing (O7). */
export async function getSignIn(token: string | null, context: Context): Promise<SignInView> {
  const attempt = await findOpen(token, context)
  if (!attempt) return { step: 'name' }
  const { id, state, login, challenge, factors, userId } = attempt
  if (state === 'password') return { step: 'password', login }
  if (state === 'must_change')
    return { step: 'must_change', login, minimum: passwordMinimum(factors.length === 1) }
  if (state !== 'code' || !userId) return { step: 'name' }
  const { ways: all, passkeys } = await waysOf(userId, context)
  const way = attempt.way ?? 'sms'
  const ways = way === 'mail' ? [] : all.filter((other) => other !== way)
  if (way === 'app' || way === 'backup') return { step: way, login, ways }
  if (way === 'passkey') return { step: way, login, ways, options: passkeyRequest(context, id, passkeys) }
  if (!challenge) return { step: 'name' }

  return { step: 'code', login, code: await codeView(challenge, context), ways }
}

type OpenChallenge = NonNullable<NonNullable<Awaited<ReturnType<typeof findOpen>>>['challenge']>

async function codeView(challenge: OpenChallenge, context: Context): Promise<CodeView> {
  const now = context.clock()
  const due = sendAgainAt(challenge.sends.map(({ at }) => at))
  const { email, msisdn } = challenge
  return {
    channel: email ? 'mail' : 'sms',
    number: email ? maskedEmail(email) : maskedNumber(msisdn, context.market),
    reference: challenge.reference,
    validFor: secondsUntil(challenge.expiresAt, now),
    sendAgainIn: due ? secondsUntil(due, now) : 0,
    ...(await sendingState(context.db, challenge.sends.at(-1)?.messageId ?? null)),
    triesLeft: LIMITS.code.tries - challenge.tries,
    digits: codeRules(challenge.purpose).digits,
  }
}

type Sending = Pick<CodeView, 'sending' | 'sendingAt'>

/** A code is never held back or merged with others. */
const STATES = ['queued', 'sent', 'delivered', 'undelivered', 'rejected'] as const

async function sendingState(tx: Tx, messageId: string | null): Promise<Sending> {
  if (!messageId) return { sending: null, sendingAt: null }
  const delivery = await tx.delivery.findFirst({
    where: { messageId },
    select: { state: true, attempts: true, queuedAt: true, sentAt: true, settledAt: true },
  })
  if (!delivery) return { sending: 'queued', sendingAt: null }
  const { state, attempts, queuedAt, sentAt, settledAt } = delivery
  const known = STATES.find((each) => each === state) ?? 'queued'
  const sending = known === 'queued' && attempts > 0 ? 'retrying' : known
  return { sending, sendingAt: settledAt ?? sentAt ?? queuedAt }
}

/** Where a recovery stands; without one, its beginning, with the login of a sign-in that was left for it. */
export async function getRecovery(
  token: string | null,
  context: Context,
): Promise<RecoveryView | SecondCodeView> {
  const now = context.clock()
  const attempt = await findOpen(token, context)
  if (!attempt) return { step: 'recover', login: '' }
  const { state, login, challenge, expiresAt, userId } = attempt
  if (state === 'second_code' && challenge && userId)
    return { step: state, login, code: await codeView(challenge, context), number: false }
  const channel = attempt.channel === 'sms' ? 'sms' : 'mail'
  if (state === 'recover_code') {
    const due = sendAgainAt(attempt.askedAt)
    const [validFor, sendAgainIn] = [secondsUntil(expiresAt, now), due ? secondsUntil(due, now) : 0]
    return { step: state, login, channel, validFor, sendAgainIn }
  }
  if (state !== 'reset' || !challenge) return { step: 'recover', login }
  const { smsAtSignIn } = await context.db.company.findUniqueOrThrow({
    where: { id: challenge.companyId },
    select: { smsAtSignIn: true },
  })
  const provenBy = challenge.email
    ? maskedEmail(challenge.email)
    : maskedNumber(challenge.msisdn, context.market)
  return { step: state, login, provenBy, minimum: passwordMinimum(!smsAtSignIn) }
}

/** Where a sign-in by phone number stands. */
export async function getNumberSignIn(
  token: string | null,
  context: Context,
): Promise<NumberView | SecondCodeView> {
  const now = context.clock()
  const attempt = await findOpen(token, context)
  if (!attempt?.msisdn) return { step: 'phone' }
  const { state, login, challenge, expiresAt } = attempt
  if (state === 'number') return { step: state, login }
  if (state === 'second_code' && challenge)
    return { step: state, login, code: await codeView(challenge, context), number: true }
  if (state !== 'number_code') return { step: 'phone' }
  const due = sendAgainAt(attempt.askedAt)
  const [validFor, sendAgainIn] = [secondsUntil(expiresAt, now), due ? secondsUntil(due, now) : 0]
  return { step: state, login, validFor, sendAgainIn }
}

/** Where a sign-in at the company's own provider stands. */
export async function getCompanySignIn(token: string | null, context: Context): Promise<CompanyView> {
  const attempt = await findOpen(token, context)
  return attempt?.state === 'company' ? { step: 'company', login: attempt.login } : { step: 'company_name' }
}
