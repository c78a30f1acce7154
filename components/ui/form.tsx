import type { ReactNode } from 'react'
import type { FormAction } from '@/lib/kernel/form'
import { ActionForm } from './action-form'

type FormProps = { action: FormAction; guard?: boolean; className?: string; children: ReactNode }

/**
 * A form around a server action: works as a plain form without JavaScript. It carries for whom its page was drawn, so that
 * it does nothing once somebody else is signed in.
 */
export async function Form({ action, children, ...rest }: FormProps) {
  const frame = await action.frame?.()
  return (
    <ActionForm {...rest} action={action} {...(frame && { first: frame.first, words: frame.words })}>
      {frame &&
        Object.entries(frame.hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      {children}
    </ActionForm>
  )
}
