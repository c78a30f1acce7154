import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { enqueueSql } from '@/lib/outbox/enqueue'
import { refuse } from '@/lib/words/refuse'
import { findAttempt, type Step } from './attempt'
import { CODES } from './codes'
import type { IdentityMessage } from './messages'
import { chargeNetworkSql, networkKey } from './network-limit'
import { sendAgainAt } from './rules'
import type { Visitor } from './view'

/**
 * Asks for the code by SMS of a number that was checked (S2-16, "Request SMS"). Writes the same whether
 * the number can sign in or not: that is found when the message is told. Pressed twice is once.
 */
export async function requestNumberCode(
  visitor: Visitor,
  token: string | null,
  world: World,
): Promise<Result<Step>> {
  const now = world.clock()
  const attempt = await findAttempt(world.sql, token, 'number', now)
  if (!attempt) return refuse('identity.number_over')
  const { validFor } = CODES.sign_in_number
  const next = newToken(world.random)
  const payload = { signInId: attempt.id, ask: 1 }
  const message: IdentityMessage = { kind: 'identity.number_code_requested', payload }
  const moved = await world.sql.$queryRaw<unknown[]>`
    WITH moved AS (
      UPDATE sign_in SET state = 'number_code', token_hash = ${next.hash}, channel = 'sms',
        asked_at = ARRAY[${now}::timestamptz], expires_at = ${after(now, validFor)}
      WHERE id = ${attempt.id}::uuid AND state = 'number' RETURNING id),
    told AS (${enqueueSql({ companyId: null, ...message }, now, Prisma.sql`FROM moved`)}),
    charged AS (${chargeNetworkSql(networkKey(visitor), now)})
    SELECT 1 FROM moved`
  if (moved.length === 0) return refuse('identity.number_over')
  const sendAgainIn = secondsUntil(sendAgainAt([now])!, now)
  const view = {
    step: 'number_code',
    login: attempt.login,
    validFor: validFor / SECOND,
    sendAgainIn,
  } as const
  return ok({ token: next.token, next: view, returnTo: null })
}
