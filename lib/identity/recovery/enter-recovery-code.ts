import type { Context } from '@/lib/infra/context'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { maskedEmail } from '@/lib/kernel/shown-email'
import { maskedNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { CODES } from '../limits/codes'
import { LIMITS } from '../limits/limits'
import { type AskedCode, acceptAskedCode, askSecondProof, ENDS, tryAskedCode } from '../number/asked-code'
import { passwordMinimum } from '../rules'
import type { EnterCodeInput } from '../schema'

/**
 * Compares the code of a recovery; the right one leads to a new password, or to a second code where the
 * SIM was changed lately. Refuses a wrong, expired, used or void code.
 */
export async function enterRecoveryCode(
  token: string | null,
  input: EnterCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const tried = await tryAskedCode('recover_code', token, input.code, context)
  if (!tried.ok) return tried
  const attempt = tried.value
  const { login } = attempt
  if (attempt.secondProof) {
    const until = after(context.clock(), CODES.second.validFor)
    const second = await askSecondProof(context, 'recover_code', attempt, until)
    if (!second) return refuse(ENDS.recovery.over)
    const next = { step: 'second_code', login, code: second.code, number: false } as const
    return ok({ token: second.token, next, returnTo: attempt.returnTo })
  }
  return openReset(context, 'recover_code', attempt)
}

/** All is proven: a new password may be set. */
export async function openReset(
  context: Context,
  from: 'recover_code' | 'second_code',
  attempt: AskedCode,
): Promise<Result<Step>> {
  const expiresAt = after(context.clock(), LIMITS.recovery.chooseWithin)
  const token = await acceptAskedCode(context, from, attempt, { state: 'reset', expiresAt })
  if (!token) return refuse(ENDS.recovery.over)
  const { address, login, smsAtSignIn, returnTo } = attempt
  const provenBy = address.includes('@') ? maskedEmail(address) : maskedNumber(address, context.market)
  const minimum = passwordMinimum(!smsAtSignIn)
  return ok({ token, next: { step: 'reset', login, provenBy, minimum }, returnTo })
}
