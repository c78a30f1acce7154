'use client'

import {
  createContext,
  type FormHTMLAttributes,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { FormState } from '@/lib/kernel/form'
import type { BeforeSending } from './before-sending'
import { NotSent } from './not-sent'
import { Unsaved } from './unsaved'

type InForm = { state: FormState; pending: boolean; before?: RefObject<BeforeSending | null> | undefined }
const Context = createContext<InForm>({ state: {}, pending: false })
export const useFormState = () => useContext(Context)

type BoxProps = FormHTMLAttributes<HTMLFormElement> & InForm & { guard?: boolean }

/**
 * What every form of ours does: with scripts it moves the focus to what was refused, and warns before typed text is left
 * behind (`guard`); it says when nothing of it can be sent from this page any more, and leads on.
 */
export function FormBox({ state, pending, before, guard = false, onSubmit, children, ...rest }: BoxProps) {
  const form = useRef<HTMLFormElement>(null)
  const [unsaved] = useState(() => new Unsaved(state))

  useEffect(() => {
    unsaved.answer(state)
    if (!state.refusal) return
    const refused = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')
    refused?.focus()
    // What was wrong is typed over at once.
    if (refused instanceof HTMLInputElement) refused.select()
  }, [state, unsaved])

  useEffect(() => {
    if (!guard) return
    const warn = (event: BeforeUnloadEvent) => unsaved.is && event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [guard, unsaved])

  return (
    <Context value={{ state, pending, before }}>
      <form
        {...rest}
        ref={form}
        noValidate
        onChange={() => unsaved.type()}
        onSubmit={(event) => {
          unsaved.send()
          onSubmit?.(event)
        }}
      >
        {state.again && (
          <NotSent
            sentence={state.refusal?.sentence ?? ''}
            again={state.again}
            onLeave={() => unsaved.leave()}
          />
        )}
        {children}
      </form>
    </Context>
  )
}

/** What the whole form answered: refusals that belong to none of its `fields`, or that it is done. */
export function FormAnswer({ fields = [] }: { fields?: string[] }) {
  const { state } = useFormState()
  const { refusal, also = [], done, again } = state
  const said = refusal && !again ? [refusal, ...also] : []
  const ours = said.filter(({ field }) => !(field && fields.includes(field)))
  if (ours.length > 0)
    return (
      <p
        role="alert"
        tabIndex={-1}
        className="whitespace-pre-line rounded-control bg-harm-tint px-4 py-3 text-harm"
      >
        {ours.map(({ sentence }) => sentence).join('\n')}
      </p>
    )
  return (
    <div role="status" className={done ? 'rounded-control bg-done-tint px-4 py-3 text-done' : 'hidden'}>
      {done}
    </div>
  )
}
