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
import { context } from '@/lib/infra/context'
import { type Flow, type Steps, step, take } from '../../../take'

/** Somebody without a session moves from step to step; the address names the step. */
const steps: Steps = {
  name: step(beginSignInInput, ({ visitor }, input) => beginSignIn(visitor, input, context())),
  password: step(enterPasswordInput, ({ token }, input) => enterPassword(token, input, context())),
  code: step(enterCodeInput, ({ token }, input) => enterCode(token, input, context())),
  app: step(enterAppCodeInput, ({ token }, input) => enterAppCode(token, input, context())),
  passkey: step(enterPasskeyInput, ({ token }, input) => enterPasskey(token, input, context())),
  backup: step(enterBackupCodeInput, ({ token }, input) => enterBackupCode(token, input, context())),
  way: step(chooseWayInput, ({ token }, input) => chooseWay(token, input, context())),
  again: step(noInput, ({ token }) => sendCodeAgain(token, context())),
  must_change: step(choosePasswordInput, ({ token, visitor }, input) =>
    choosePassword(visitor, token, input, context()),
  ),
}

const FLOW: Flow = {
  base: '/sign-in',
  steps,
  start: { step: 'name' },
  look: (token) => getSignIn(token, context()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
