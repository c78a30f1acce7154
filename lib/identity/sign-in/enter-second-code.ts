import type { Context } from '@/lib/infra/context'
import type { Result } from '@/lib/kernel/result'
import type { Step } from '../attempts/attempt'
import { tryAskedCode } from '../number/asked-code'
import { finishNumber } from '../number/enter-number-code'
import { openReset } from '../recovery/enter-recovery-code'
import type { EnterCodeInput } from '../schema'

/**
 * Compares the second code, by e-mail, of somebody whose SIM was changed lately; the right one goes on
 * where the SMS alone would have. Refuses a wrong, expired, used or void code.
 */
export async function enterSecondCode(
  token: string | null,
  input: EnterCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const tried = await tryAskedCode('second_code', token, input.code, context)
  if (!tried.ok) return tried
  return tried.value.subscriptionId
    ? finishNumber(context, 'second_code', tried.value)
    : openReset(context, 'second_code', tried.value)
}
