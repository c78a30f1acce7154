import type { Context } from '@/lib/infra/context'
import { transaction } from '@/lib/infra/transaction'
import { after, secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { findAttempt } from '../attempts/attempt'
import { sendCode } from '../attempts/send-code'
import { lockedUntil } from '../limits/charge'
import { codeRules } from '../limits/codes'
import { LIMITS } from '../limits/limits'
import { sendAgainAt } from '../rules'

/**
 * Sends the code of an attempt again (S2-9, "I didn't get the SMS"): the same one while it is valid,
 * without extending it; a new one once it has expired. So is the second proof by e-mail. Refuses while the account waits, before the next
 * sending is due, and past the limits of the number.
 */
export async function sendCodeAgain(
  token: string | null,
  context: Context,
  state: 'code' | 'second_code' = 'code',
): Promise<Result<null>> {
  const now = context.clock()
  return transaction(context, async (tx) => {
    const attempt = await findAttempt(tx, token, state, now)
    if (!attempt) return refuse('identity.start_over')
    const locked = await lockedUntil(tx, attempt.accountKey, now)
    if (locked) return refuse('identity.wait', { values: { seconds: secondsUntil(locked, now) } })

    // The row lock makes a double click one sending: the second one finds the first.
    await tx.$executeRaw`SELECT id FROM challenge WHERE sign_in_id = ${attempt.id}::uuid FOR UPDATE`
    const challenge = await tx.challenge.findFirst({
      where: { signInId: attempt.id },
      orderBy: { createdAt: 'desc' },
      include: { sends: { select: { at: true }, orderBy: { at: 'asc' } } },
    })
    if (!challenge || challenge.usedAt || challenge.tries >= LIMITS.code.tries)
      return refuse('identity.start_over')
    const due = sendAgainAt(challenge.sends.map(({ at }) => at))
    if (due && due > now)
      return refuse('identity.send_again_later', { values: { seconds: secondsUntil(due, now) } })

    const expired = challenge.expiresAt <= now
    const counter = expired ? challenge.counter + 1 : challenge.counter
    const wait = await sendCode(tx, context, { ...challenge, counter })
    if (wait > 0) return refuse('identity.number_limit', { values: { minutes: Math.ceil(wait / 60) } })
    if (expired)
      await tx.challenge.update({
        where: { id: challenge.id },
        data: { counter, expiresAt: after(now, codeRules(challenge.purpose).validFor) },
        select: { id: true },
      })
    return ok(null)
  })
}
