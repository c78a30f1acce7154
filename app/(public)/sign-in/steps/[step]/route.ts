import { enterAppCode } from '@/lib/identity/factors/enter-app-code'
import { enterBackupCode } from '@/lib/identity/factors/enter-backup-code'
import { enterPasskey } from '@/lib/identity/factors/enter-passkey'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { getSignIn } from '@/lib/identity/queries'
import {
  beginSignInInput,
  choosePasswordInput,
  chooseWayInput,
  enterAppCodeInput,
  enterBackupCodeInput,
  enterCodeInput,
  enterPasskeyInput,
  enterPasswordInput,
  noInput,
} from '@/lib/identity/schema'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { chooseWay } from '@/lib/identity/sign-in/choose-way'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { world } from '@/lib/infra/world'
import { type Flow, type Steps, step, take } from '../../../take'

/** Somebody without a session moves from step to step; the address names the step. */
const steps: Steps = {
  name: step(beginSignInInput, ({ visitor }, input) => beginSignIn(visitor, input, world())),
  password: step(enterPasswordInput, ({ token }, input) => enterPassword(token, input, world())),
  code: step(enterCodeInput, ({ token }, input) => enterCode(token, input, world())),
  app: step(enterAppCodeInput, ({ token }, input) => enterAppCode(token, input, world())),
  passkey: step(enterPasskeyInput, ({ token }, input) => enterPasskey(token, input, world())),
  backup: step(enterBackupCodeInput, ({ token }, input) => enterBackupCode(token, input, world())),
  way: step(chooseWayInput, ({ token }, input) => chooseWay(token, input, world())),
  again: step(noInput, ({ token }) => sendCodeAgain(token, world())),
  must_change: step(choosePasswordInput, ({ token, visitor }, input) =>
    choosePassword(visitor, token, input, world()),
  ),
}

const FLOW: Flow = {
  base: '/sign-in',
  steps,
  start: { step: 'name' },
  look: (token) => getSignIn(token, world()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
