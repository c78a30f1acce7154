'use client'

import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { useFormState } from './form-box'

/** The button that sends its form; a second press while it is under way does nothing. */
export function Submit({
  look = 'main',
  wide = false,
  children,
}: {
  look?: ButtonLook
  wide?: boolean
  children: ReactNode
}) {
  const { pending } = useFormState()
  return (
    <button
      type="submit"
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
      className={`${buttonClass(look)} ${wide ? 'w-full' : ''} ${pending ? 'opacity-60' : ''}`}
    >
      {children}
    </button>
  )
}
