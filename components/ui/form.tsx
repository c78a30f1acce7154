import type { ReactNode } from 'react'
import { type FormAction, VIEWED } from '@/lib/kernel/form'
import { ActionForm } from './action-form'

type FormProps = { action: FormAction; guard?: boolean; className?: string; children: ReactNode }

/**
 * A form around a server action: works as a plain form without JavaScript. It carries through whose eyes its page was
 * shown, so that what stands on that page does nothing once they are others.
 */
export async function Form({ action, children, ...rest }: FormProps) {
  const viewed = await action.viewed?.()
  return (
    <ActionForm {...rest} action={action}>
      {viewed && <input type="hidden" name={VIEWED} value={viewed} />}
      {children}
    </ActionForm>
  )
}
