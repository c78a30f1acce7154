'use client'

import { createContext, type FormEvent, type ReactNode, useContext, useState } from 'react'
import { FormBox } from '@/components/ui/form-box'
import type { FormState } from '@/lib/kernel/form'
import { ATTEMPT_FIELD } from '@/lib/kernel/form-owner.mjs'
import type { StepAnswer, StepCard } from './card-shape'

type Props = {
  /** Address of the page, and the last part of the address it is sent to. */
  base: string
  step: string
  state: FormState
  onAnswer: (answer: StepAnswer) => void
  /** Asks a passkey first and sends what it answered. */
  passkey?: StepCard['passkey']
  className?: string
  children: ReactNode
}

/** Of which attempt the card is whose forms these are, and where to go on afterwards. */
export const CardContext = createContext<{ attempt: string; returnTo: string | null }>({
  attempt: '',
  returnTo: null,
})

/** The form of a step: a plain form, whose answer is a page; with scripts the card changes in place. */
export function StepForm({ base, step, state, onAnswer, passkey, className, children }: Props) {
  const [pending, setPending] = useState(false)
  const { attempt, returnTo } = useContext(CardContext)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    setPending(true)
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
    if (passkey) {
      // Its own script, fetched by whoever has one.
      const { askPasskey } = await import('./ask-passkey')
      const response = await askPasskey(passkey.options)
      if (!response) {
        setPending(false)
        return onAnswer({ step, state: { refusal: { field: null, sentence: passkey.failed } } })
      }
      body.set('response', response)
    }
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body,
      })
      onAnswer(await answer.json())
    } catch {
      // No connection, or an answer that is none of ours: the browser sends it itself and says what is wrong.
      form.submit()
    }
    setPending(false)
  }
  return (
    <FormBox
      state={state}
      pending={pending}
      className={className}
      method="post"
      action={`${base}/steps/${step}`}
      onSubmit={submit}
    >
      <input type="hidden" name={ATTEMPT_FIELD} value={attempt} />
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      {children}
    </FormBox>
  )
}
