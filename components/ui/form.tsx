import { Children, isValidElement, type ReactNode } from 'react'
import type { FormAction } from '@/lib/kernel/form'
import { ActionForm } from './action-form'

type FormProps = { action: FormAction; guard?: boolean; className?: string; children: ReactNode }

/**
 * A form around a server action: works as a plain form without JavaScript. It carries for whom its page was drawn, so that
 * it does nothing once somebody else is signed in.
 */
export async function Form({ action, children, ...rest }: FormProps) {
  const frame = await action.frame?.(() => idsIn(children))
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

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The ids of the things that a form is about: its hidden fields, as far as they stand in it as such. */
function idsIn(children: ReactNode): string[] {
  return Children.toArray(children).flatMap((each) => {
    if (!isValidElement<{ type?: string; value?: unknown; children?: ReactNode }>(each)) return []
    const { type, value, children: inside } = each.props
    const isHidden = each.type === 'input' && type === 'hidden'
    return isHidden ? (ID.test(String(value)) ? [String(value)] : []) : idsIn(inside)
  })
}
