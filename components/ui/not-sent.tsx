'use client'

import { type MouseEvent, useEffect, useState } from 'react'
import { isShownAgain } from '@/lib/kernel/form'
import { FORM_FIELD, OWNER_FIELD, REFILL_FIELD } from '@/lib/kernel/form-owner.mjs'
import { buttonClass } from './button-class'

type Props = { sentence: string; again: string; onLeave: () => void }

/** Says why nothing of this form can be sent from its page, and asks for the page anew with what was typed. */
export function NotSent({ sentence, again, onLeave }: Props) {
  // Enter in a box presses the first button that submits: that one is the form's own.
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  return (
    <div
      role="alert"
      tabIndex={-1}
      className="grid gap-3 rounded-control bg-harm-tint px-4 py-3 text-harm outline-none"
    >
      <p>{sentence}</p>
      <div>
        <button
          type={scripted ? 'button' : 'submit'}
          name={REFILL_FIELD}
          value="1"
          onClick={(event) => {
            onLeave()
            refill(event)
          }}
          className={`${buttonClass('quiet')} h-auto whitespace-normal text-left`}
        >
          {again}
        </button>
      </div>
    </div>
  )
}

/** Sends what was typed to the page itself, as the button does without scripts; secrets stay behind. */
function refill(event: MouseEvent<HTMLButtonElement>) {
  event.preventDefault()
  const { form } = event.currentTarget
  if (!form) return
  const plain = Object.assign(document.createElement('form'), {
    method: 'post',
    enctype: 'multipart/form-data',
    action: location.pathname + location.search,
    hidden: true,
  })
  const fields = [...new FormData(form)].filter(
    ([name, value]) => name === FORM_FIELD || name === OWNER_FIELD || isShownAgain(name, value),
  )
  for (const [name, value] of [...fields, [REFILL_FIELD, '1']] as [string, string][])
    plain.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  document.body.append(plain)
  plain.submit()
}
