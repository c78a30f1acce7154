'use client'

import { type ReactNode, useActionState, useRef } from 'react'
import type { FormAction, FormFrame, FormState } from '@/lib/kernel/form'
import type { BeforeSending } from './before-sending'
import { FormBox } from './form-box'
import { stayTyped, unsentState } from './unsent'

type FormProps = {
  action: FormAction
  first?: FormState
  words?: FormFrame['words']
  className?: string
  children: ReactNode
}

/** A form with its answer: what components/ui/form.tsx is in the browser. */
export function ActionForm({ action, first = {}, words, ...rest }: FormProps) {
  const before = useRef<BeforeSending | null>(null)
  /** Whatever comes of it, what was typed stays: an error of the action would take the form off the page. */
  async function sendSafely(state: FormState, form: FormData): Promise<FormState> {
    const stopped = await before.current?.(form)
    if (stopped) return stopped
    try {
      return stayTyped(await action(state, form), form)
    } catch (error) {
      return unsentState(error, form, words)
    }
  }
  // The server draws the action itself, for browsers without scripts.
  const inBrowser = typeof window !== 'undefined'
  const [state, send, pending] = useActionState(inBrowser ? sendSafely : action, first)
  return <FormBox {...rest} guard state={state} pending={pending} before={before} action={send} />
}
