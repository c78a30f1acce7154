import { getRecovery } from '@/lib/identity/queries'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/recovery/enter-recovery-code'
import { resetPassword } from '@/lib/identity/recovery/reset-password'
import {
  beginRecoveryInput,
  choosePasswordInput,
  enterRecoveryCodeInput,
  enterSecondCodeInput,
  noInput,
} from '@/lib/identity/schema'
import { enterSecondCode } from '@/lib/identity/sign-in/enter-second-code'
import { requestCodeAgain } from '@/lib/identity/sign-in/request-code-again'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { context } from '@/lib/infra/context'
import { type Flow, type Steps, step, take } from '../../../take'

/** Somebody who does not know their password moves from step to step; the address names the step. */
const steps: Steps = {
  recover: step(beginRecoveryInput, ({ visitor }, input) => beginRecovery(visitor, input, context())),
  recover_code: step(enterRecoveryCodeInput, ({ token }, input) =>
    enterRecoveryCode(token, input, context()),
  ),
  second_code: step(enterSecondCodeInput, ({ token }, input) => enterSecondCode(token, input, context())),
  again: step(noInput, ({ token }) => again(token)),
  reset: step(choosePasswordInput, ({ token, visitor }, input) =>
    resetPassword(visitor, token, input, context()),
  ),
}

async function again(token: string | null) {
  const { step: now } = await getRecovery(token, context())
  return now === 'second_code'
    ? sendCodeAgain(token, context(), 'second_code')
    : requestCodeAgain('recover_code', token, context())
}

const FLOW: Flow = {
  base: '/recover',
  steps,
  start: { step: 'recover', login: '' },
  look: (token) => getRecovery(token, context()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
