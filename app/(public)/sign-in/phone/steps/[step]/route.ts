import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { enterNumberCode } from '@/lib/identity/number/enter-number-code'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { getNumberSignIn } from '@/lib/identity/queries'
import {
  beginNumberSignInInput,
  enterNumberCodeInput,
  enterSecondCodeInput,
  noInput,
} from '@/lib/identity/schema'
import { enterSecondCode } from '@/lib/identity/sign-in/enter-second-code'
import { requestCodeAgain } from '@/lib/identity/sign-in/request-code-again'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { context } from '@/lib/infra/context'
import { type Flow, type Steps, step, take } from '../../../../take'

/** The holder of a line moves from step to step; the address names the step. */
const steps: Steps = {
  phone: step(beginNumberSignInInput, ({ visitor }, input) => beginNumberSignIn(visitor, input, context())),
  number: step(noInput, ({ token, visitor }) => requestNumberCode(visitor, token, context())),
  number_code: step(enterNumberCodeInput, ({ token }, input) => enterNumberCode(token, input, context())),
  second_code: step(enterSecondCodeInput, ({ token }, input) => enterSecondCode(token, input, context())),
  again: step(noInput, ({ token }) => again(token)),
}

async function again(token: string | null) {
  const { step: now } = await getNumberSignIn(token, context())
  return now === 'second_code'
    ? sendCodeAgain(token, context(), 'second_code')
    : requestCodeAgain('number_code', token, context())
}

const FLOW: Flow = {
  base: '/sign-in/phone',
  steps,
  start: { step: 'phone' },
  look: (token) => getNumberSignIn(token, context()),
}

export async function POST(request: Request, { params }: { params: Promise<{ step: string }> }) {
  return take(FLOW, (await params).step, request)
}
