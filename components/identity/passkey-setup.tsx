'use client'

import { startTransition, useActionState, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormAnswer, FormBox } from '@/components/ui/form-box'
import { Submit } from '@/components/ui/submit'
import type { FormAction, FormState } from '@/lib/kernel/form'

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn 3), as the server wrote it. */
type Options = Parameters<typeof import('@simplewebauthn/browser').startRegistration>[0]['optionsJSON']
type Props = {
  id: string
  options: Options
  action: FormAction
  words: Record<'name' | 'hint' | 'submit' | 'failed', string>
}

/** Lets the device make a passkey, and hands what it answered to the server. */
export function PasskeySetup({ id, options, action, words }: Props) {
  const [answered, send, sending] = useActionState(action, {})
  const [failed, setFailed] = useState<FormState | null>(null)
  const [asking, setAsking] = useState(false)
  async function create(form: FormData) {
    if (asking) return
    setAsking(true)
    setFailed(null)
    const { startRegistration } = await import('@simplewebauthn/browser')
    const made = await startRegistration({ optionsJSON: options }).catch(() => null)
    setAsking(false)
    if (!made) return setFailed({ refusal: { field: null, sentence: words.failed } })
    form.set('response', JSON.stringify(made))
    startTransition(() => send(form))
  }
  return (
    <FormBox
      state={failed ?? answered}
      pending={asking || sending}
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        void create(new FormData(event.currentTarget))
      }}
    >
      <FormAnswer fields={['name']} />
      <input type="hidden" name="id" value={id} />
      <Field name="name" label={words.name} hint={words.hint} autoComplete="off" />
      <div>
        <Submit>{words.submit}</Submit>
      </div>
    </FormBox>
  )
}
