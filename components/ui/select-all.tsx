'use client'

import { useEffect, useRef, useState } from 'react'
import { useFormState } from './form-box'

/** Those that can be ticked: a box that is disabled is never sent. */
const BOXES = 'input[name="id"]:enabled'

/** Ticks every box of its form at once, and says how many are; without scripts each is ticked by itself. */
export function SelectAll({ label, counted }: { label: string; counted: string }) {
  const { state } = useFormState()
  const box = useRef<HTMLInputElement>(null)
  const [scripted, setScripted] = useState(false)
  const [count, setCount] = useState(0)
  useEffect(() => {
    setScripted(true)
    const form = box.current?.form ?? document.querySelector<HTMLFormElement>('form[data-select]')
    const recount = () => {
      const boxes = [...(form?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])]
      const ticked = boxes.filter(({ checked }) => checked).length
      setCount(ticked)
      if (!box.current) return
      box.current.checked = ticked > 0 && ticked === boxes.length
      box.current.indeterminate = ticked > 0 && ticked < boxes.length
    }
    // Also once an answer has set the boxes anew.
    if (state) recount()
    form?.addEventListener('change', recount)
    return () => form?.removeEventListener('change', recount)
  }, [state])
  const tick = (checked: boolean) => {
    const form = box.current?.form
    for (const each of form?.querySelectorAll<HTMLInputElement>(BOXES) ?? []) each.checked = checked
    form?.dispatchEvent(new Event('change'))
  }
  return (
    <label className={`flex min-h-11 items-center gap-2 text-sm ${scripted ? '' : 'hidden'}`}>
      <input
        ref={box}
        type="checkbox"
        className="size-5 accent-brand"
        onChange={(event) => tick(event.target.checked)}
      />
      {count > 0 ? `${label} (${counted.replace('{count}', String(count))})` : label}
    </label>
  )
}
