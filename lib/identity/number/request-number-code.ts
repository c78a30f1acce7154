import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { enqueueSql } from '@/lib/outbox/enqueue'
import { refuse } from '@/lib/words/refuse'
import { findAttempt, type Step } from '../attempts/attempt'
import { CODES } from '../limits/codes'
import { chargeAskingSql, networkKey, networkMayAsk, refuseNetwork } from '../limits/network-limit'
import type { IdentityMessage } from '../messages'
import { sendAgainAt } from '../rules'
import type { Visitor } from '../view'

/**
 * Asks for the code by SMS of a number that was checked (S2-16, "Request SMS"). Writes the same whether
 * the number can sign in or not: that is found when the message is dispatched. Pressed twice is once. Refuses networks that
 * have asked for too many, unless the browser has signed in as this number before.
 */
export async function requestNumberCode(
  visitor: Visitor,
  token: string | null,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const attempt = await findAttempt(context.sql, token, 'number', now)
  if (!attempt) return refuse('identity.number_over')
  const { validFor } = CODES.sign_in_number
  const next = newToken(context.random)
  const payload = { signInId: attempt.id, ask: 1 }
  const message: IdentityMessage = { kind: 'identity.number_code_requested', payload }
  const { id, accountKey } = attempt
  const network = attempt.network ?? networkKey(visitor, context)
  const [done] = await context.sql.$queryRaw<{ allowed: boolean; moved: boolean }[]>`
    WITH allowed AS (
      SELECT 1 WHERE ${attempt.deviceCookieId !== null} OR ${networkMayAsk(network, Prisma.sql`${accountKey}`, now)}),
    moved AS (
      UPDATE sign_in SET state = 'number_code', token_hash = ${next.hash}, channel = 'sms',
        asked_at = ARRAY[${now}::timestamptz], expires_at = ${after(now, validFor)}
      FROM allowed WHERE id = ${id}::uuid AND state = 'number' RETURNING id),
    enqueued AS (${enqueueSql({ companyId: null, ...message }, now, Prisma.sql`FROM moved`)}),
    charged AS (${chargeAskingSql(Prisma.sql`SELECT ${network}::text, ${accountKey}::text FROM moved`, now)})
    SELECT EXISTS (SELECT 1 FROM allowed) AS allowed, EXISTS (SELECT 1 FROM moved) AS moved`
  if (!done?.allowed) return refuseNetwork(context, network, now)
  if (!done.moved) return refuse('identity.number_over')
  const sendAgainIn = secondsUntil(sendAgainAt([now])!, now)
  const view = {
    step: 'number_code',
    login: attempt.login,
    validFor: validFor / SECOND,
    sendAgainIn,
  } as const
  return ok({ token: next.token, next: view, returnTo: attempt.returnTo })
}
