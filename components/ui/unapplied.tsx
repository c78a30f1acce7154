'use client'

import { useEffect, useRef, useState } from 'react'

/** Whether a control shows something else than the page was made with. */
function isChanged(control: Element): boolean {
  if (control instanceof HTMLInputElement)
    return control.type === 'checkbox'
      ? control.checked !== control.defaultChecked
      : control.value !== control.defaultValue
  return (
    control instanceof HTMLSelectElement &&
    [...control.options].some((option) => option.selected !== option.defaultSelected)
  )
}

/** Inside a form that narrows a list: says so while its choices are not what the list below was made with. */
export function Unapplied({ text }: { text: string }) {
  const note = useRef<HTMLParagraphElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const form = note.current?.closest('form')
    const look = () => setShown([...(form?.elements ?? [])].some(isChanged))
    look()
    form?.addEventListener('input', look)
    return () => form?.removeEventListener('input', look)
  }, [])
  return (
    <p ref={note} role="status" className={shown ? 'text-attention text-sm' : 'sr-only'}>
      {shown && text}
    </p>
  )
}
