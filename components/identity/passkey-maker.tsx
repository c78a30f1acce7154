'use client'

import { useEffect } from 'react'
import { useFormState } from '@/components/ui/form-box'

/** PublicKeyCredentialCreationOptionsJSON (WebAuthn 3), as the server wrote it. */
export type CreationOptions = Parameters<
  typeof import('@simplewebauthn/browser').startRegistration
>[0]['optionsJSON']

/** Before its form is sent, the device makes a passkey, and what it answered goes along. Nothing is sent without one. */
export function PasskeyMaker({ options, failed }: { options: CreationOptions; failed: string }) {
  const { before } = useFormState()
  useEffect(() => {
    if (!before) return
    before.current = async (form) => {
      // Its own script, fetched by whoever makes one.
      const { startRegistration } = await import('@simplewebauthn/browser')
      const made = await startRegistration({ optionsJSON: options }).catch(() => null)
      if (!made)
        return { refusal: { field: null, sentence: failed }, values: { name: String(form.get('name')) } }
      form.set('response', JSON.stringify(made))
      return null
    }
    return () => {
      before.current = null
    }
  }, [before, options, failed])
  return null
}
