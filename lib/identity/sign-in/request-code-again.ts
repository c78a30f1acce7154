import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { findAttempt } from '../attempts/attempt'
import { announce } from '../messages'
import { sendAgainAt } from '../rules'

const WAYS = {
  recover_code: { kind: 'identity.recovery_requested', over: 'identity.recovery_over' },
  number_code: { kind: 'identity.number_code_requested', over: 'identity.number_over' },
} as const

/**
 * Asks once more for a code that anybody can ask for: of a recovery, or of a phone number. It is the same
 * code, without extending it. Refuses before the next sending is due; whether anything is sent is not
 * told here either.
 */
export async function requestCodeAgain(
  state: keyof typeof WAYS,
  token: string | null,
  context: Context,
): Promise<Result<null>> {
  const now = context.clock()
  const { kind, over } = WAYS[state]
  return sqlTransaction(context, async (tx) => {
    const attempt = await findAttempt(tx, token, state, now)
    if (!attempt) return refuse(over)
    // The row lock makes a double click one sending: the second one finds the first.
    const [row] = await tx.$queryRaw<{ askedAt: Date[] }[]>`
      SELECT asked_at AS "askedAt" FROM sign_in WHERE id = ${attempt.id}::uuid FOR UPDATE`
    const due = sendAgainAt(row!.askedAt)
    if (due && due > now)
      return refuse('identity.send_again_later', { values: { seconds: secondsUntil(due, now) } })
    await tx.$executeRaw`
      UPDATE sign_in SET asked_at = asked_at || ${now}::timestamptz WHERE id = ${attempt.id}::uuid`
    await announce(tx, null, { kind, payload: { signInId: attempt.id, ask: row!.askedAt.length + 1 } }, now)
    return ok(null)
  })
}
