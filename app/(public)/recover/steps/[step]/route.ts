import { beginRecovery } from '@/lib/identity/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/enter-recovery-code'
import { getRecovery } from '@/lib/identity/queries'
import { recoverAgain } from '@/lib/identity/recover-again'
import { resetPassword } from '@/lib/identity/reset-password'
import {
  beginRecoveryInput,
  choosePasswordInput,
  enterRecoveryCodeInput,
  noInput,
} from '@/lib/identity/schema'
import { world } from '@/lib/infra/world'
import { type Flow, type Steps, step, take } from '../../../take'

/** Somebody who does not know their password moves from step to step; the address names the step. */
const steps: Steps = {
  recover: step(beginRecoveryInput, ({ visitor }, input) => beginRecovery(visitor, input, world())),
  recover_code: step(enterRecoveryCodeInput, ({ token }, input) => enterRecoveryCode(token, input, world())),
  again: step(noInput, ({ token }) => recoverAgain(token, world())),
  reset: step(choosePasswordInput, ({ token, visitor }, input) =>
    resetPassword(visitor, token, input, world()),
  ),
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
