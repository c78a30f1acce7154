'use server'

import { redirect } from 'next/navigation'
import type { Step } from '@/lib/identity/attempt'
import { beginSignIn } from '@/lib/identity/begin-sign-in'
import { choosePassword } from '@/lib/identity/choose-password'
import { enterCode } from '@/lib/identity/enter-code'
import { enterPassword } from '@/lib/identity/enter-password'
import {
  beginSignInInput,
  choosePasswordInput,
  enterCodeInput,
  enterPasswordInput,
} from '@/lib/identity/schema'
import { sendCodeAgain } from '@/lib/identity/send-code-again'
import { ENDINGS } from '@/lib/identity/view'
import { world } from '@/lib/infra/world'
import type { FormState } from '@/lib/kernel/form'
import type { Result } from '@/lib/kernel/result'
import { finish, readForm } from '@/lib/web/action'
import { visitor, words } from '@/lib/web/request'
import { attemptToken, dropAttempt, enter, keepAttempt } from '@/lib/web/sign-in'
import type { Words } from '@/lib/words/translator'

/** Somebody without a session moves from step to step; each step answers with the next page. */
const goOn = async (step: Step | { token: string; next: 'password' }): Promise<FormState> => {
  if (step.next === 'finished') return enter(step.token, step.returnTo)
  await keepAttempt(step.token)
  return {}
}

/** Takes one step; an attempt that is over leads back to the user name, saying why. */
async function take<T>(
  step: () => Promise<Result<T>>,
  form: FormData,
  t: Words,
  after: (value: T) => FormState | Promise<FormState>,
): Promise<FormState> {
  const ended = async (): Promise<Result<T>> => {
    const result = await step()
    if (!result.ok && (ENDINGS as readonly string[]).includes(result.refusal.code)) {
      await dropAttempt()
      redirect(`/sign-in?ended=${result.refusal.code.replace('identity.', '')}`)
    }
    return result
  }
  return finish(ended, form, t, after)
}

export async function beginSignInAction(_state: FormState, form: FormData): Promise<FormState> {
  const t = await words()
  const read = readForm(beginSignInInput, form, t)
  if ('state' in read) return read.state
  return finish(
    () => beginSignIn(read.input, world()),
    form,
    t,
    ({ token }) => goOn({ token, next: 'password' }),
  )
}

export async function enterPasswordAction(_state: FormState, form: FormData): Promise<FormState> {
  const t = await words()
  const read = readForm(enterPasswordInput, form, t)
  if ('state' in read) return read.state
  const token = await attemptToken()
  return take(() => enterPassword(token, read.input, world()), form, t, goOn)
}

export async function enterCodeAction(_state: FormState, form: FormData): Promise<FormState> {
  const t = await words()
  const read = readForm(enterCodeInput, form, t)
  if ('state' in read) return read.state
  const token = await attemptToken()
  return take(() => enterCode(token, read.input, world()), form, t, goOn)
}

export async function sendCodeAgainAction(_state: FormState, form: FormData): Promise<FormState> {
  const t = await words()
  const token = await attemptToken()
  return take(
    () => sendCodeAgain(token, world()),
    form,
    t,
    () => ({ done: t('signIn.sent_again') }),
  )
}

export async function choosePasswordAction(_state: FormState, form: FormData): Promise<FormState> {
  const t = await words()
  const read = readForm(choosePasswordInput, form, t)
  if ('state' in read) return read.state
  const [token, from] = [await attemptToken(), await visitor()]
  return take(() => choosePassword(from, token, read.input, world()), form, t, goOn)
}

/** Not you? Back to the user name. */
export async function startOverAction(): Promise<void> {
  await dropAttempt()
}
