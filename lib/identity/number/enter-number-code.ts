import type { Context } from '@/lib/infra/context'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { CODES } from '../limits/codes'
import { LIMITS } from '../limits/limits'
import type { EnterCodeInput } from '../schema'
import { type AskedCode, acceptAskedCode, askSecondProof, ENDS, tryAskedCode } from './asked-code'

/**
 * Compares the code of a sign-in by phone number (S2-16, "Log in"); the right one finishes it, or leads
 * to a second code where the SIM was changed lately. Refuses a wrong, expired, used or void code.
 */
export async function enterNumberCode(
  token: string | null,
  input: EnterCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const tried = await tryAskedCode('number_code', token, input.code, context)
  if (!tried.ok) return tried
  const attempt = tried.value
  if (!attempt.secondProof) return finishNumber(context, 'number_code', attempt)
  const until = after(context.clock(), CODES.second.validFor)
  const second = await askSecondProof(context, 'number_code', attempt, until)
  if (!second) return refuse(ENDS.number.over)
  const next = { step: 'second_code', login: attempt.login, code: second.code, number: true } as const
  return ok({ token: second.token, next, returnTo: attempt.returnTo })
}

/** All is proven: the attempt can become a session of the number. */
export async function finishNumber(
  context: Context,
  from: 'number_code' | 'second_code',
  attempt: AskedCode,
): Promise<Result<Step>> {
  const expiresAt = after(context.clock(), LIMITS.signIn.validFor)
  const token = await acceptAskedCode(context, from, attempt, { state: 'finished', expiresAt })
  if (!token) return refuse(ENDS.number.over)
  return ok({ token, next: { step: 'finished' }, returnTo: attempt.returnTo })
}
