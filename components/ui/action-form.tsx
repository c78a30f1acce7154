'use client'

import { type ReactNode, useActionState } from 'react'
import type { FormAction } from '@/lib/kernel/form'
import { FormBox } from './form-box'

type FormProps = { action: FormAction; guard?: boolean; className?: string; children: ReactNode }

/** A form with its answer: what components/ui/form.tsx is in the browser. */
export function ActionForm({ action, ...rest }: FormProps) {
  const [state, send, pending] = useActionState(action, {})
  return <FormBox {...rest} state={state} pending={pending} action={send} />
}
