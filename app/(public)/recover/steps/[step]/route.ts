import { beginRecovery } from '@/lib/identity/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/enter-recovery-code'
import { enterSecondCode } from '@/lib/identity/enter-second-code'
import { getRecovery } from '@/lib/identity/queries'
import { requestCodeAgain } from '@/lib/identity/request-code-again'
import { resetPassword } from '@/lib/identity/reset-password'
import {
  beginRecoveryInput,
  choosePasswordInput,
  enterRecoveryCodeInput,
  enterSecondCodeInput,
  noInput,
} from '@/lib/identity/schema'
import { sendCodeAgain } from '@/lib/identity/send-code-again'
import { world } from '@/lib/infra/world'
import { type Flow, type Steps, step, take } from '../../../take'

/** Somebody who does not know their password moves from step to step; the address names the step. */
const steps: Steps = {
  recover: step(beginRecoveryInput, ({ visitor }, input) => beginRecovery(visitor, input, world())),
  recover_code: step(enterRecoveryCodeInput, ({ token }, input) => enterRecoveryCode(token, input, world())),
  second_code: step(enterSecondCodeInput, ({ token }, input) => enterSecondCode(token, input, world())),
  again: step(noInput, ({ token }) => again(token)),
  reset: step(choosePasswordInput, ({ token, visitor }, input) =>
    resetPassword(visitor, token, input, world()),
  ),
}

async function again(token: string | null) {
  const { step: now } = await getRecovery(token, world())
  return now === 'second_code'
    ? sendCodeAgain(token, world(), 'second_code')
    : requestCodeAgain('recover_code', token, world())
}

const FLOW: Flow = {
  base: '/recover',
  steps,
  start: { step: 'recover', login: '' },
  look: (token) => getRecovery(token, world()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
