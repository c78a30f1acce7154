'use client'

import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useState } from 'react'
import { MOST_ECHOED, problemOf } from '@/lib/kernel/form'
import { useFormState } from './form-box'
import { Was } from './was'

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> & {
  name: string
  label: string
  hint?: ReactNode
  /** Beside the label, on the right. */
  aside?: ReactNode
  /** What stands there, where the form edits it: shown, and sent along as shown (lib/kernel/changes.ts). */
  was?: string
  /** Words of the button that shows a password. */
  reveal?: { show: string; hide: string }
}

const BOX =
  'w-full min-h-11 rounded-control border bg-surface px-3.5 py-2 text-base text-ink placeholder:text-soft ' +
  'focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-brand'

/** A labelled text box with its hint under it and its refusal beside it, announced and tied to it. */
export function Field({
  name,
  label,
  hint,
  aside,
  reveal,
  type = 'text',
  was,
  defaultValue,
  ...rest
}: Props) {
  // A page may have several of a name, each in a form of its own.
  const id = useId()
  const { state } = useFormState()
  const [shown, setShown] = useState(false)
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  const problem = problemOf(state, name)
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {was !== undefined && <Was name={name} value={was} />}
      <div className="relative">
        <input
          maxLength={MOST_ECHOED}
          {...rest}
          id={id}
          name={name}
          type={shown ? 'text' : type}
          defaultValue={state.values?.[name] ?? was ?? defaultValue}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
          className={`${BOX} ${problem ? 'border-harm' : 'border-field'} ${reveal ? 'pr-20' : ''}`}
        />
        {reveal && scripted && (
          <button
            type="button"
            onClick={() => setShown(!shown)}
            aria-pressed={shown}
            className="absolute inset-y-1 right-1 rounded-control px-3 text-soft text-sm hover:text-ink"
          >
            {shown ? reveal.hide : reveal.show}
          </button>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-soft text-sm">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="mt-1.5 text-harm text-sm">
          {problem}
        </p>
      )}
    </div>
  )
}
