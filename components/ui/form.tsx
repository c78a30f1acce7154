import { Children, isValidElement, type ReactNode } from 'react'
import type { FormAction } from '@/lib/kernel/form'
import { ActionForm } from './action-form'

type FormProps = { action: FormAction; className?: string; children: ReactNode }

/**
 * A form around a server action: works as a plain form without JavaScript. It carries for whom its page was drawn, so that
 * it does nothing once somebody else is signed in.
 */
export async function Form({ action, children, ...rest }: FormProps) {
  const frame = await action.frame?.(() => aboutOf(children))
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

/** What a form is about: its hidden fields, as far as they stand in it as such. What it showed (was.tsx) is not that. */
function aboutOf(children: ReactNode): [name: string, value: string][] {
  return Children.toArray(children).flatMap((each): [string, string][] => {
    if (!isValidElement<HiddenProps>(each)) return []
    const { type, name, value, children: inside } = each.props
    const isHidden = each.type === 'input' && type === 'hidden'
    return isHidden ? [[String(name), String(value)]] : aboutOf(inside)
  })
}
type HiddenProps = { type?: string; name?: string; value?: unknown; children?: ReactNode }
