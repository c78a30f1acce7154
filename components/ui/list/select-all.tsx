'use client'

import { useEffect, useRef, useState } from 'react'
import { useFormState } from '../form-box'

/** Those that can be ticked: a box that is disabled is never sent. */
const BOXES = 'input[name="id"]:enabled'

function tickAll(form: HTMLFormElement | null, checked: boolean) {
  for (const each of form?.querySelectorAll<HTMLInputElement>(BOXES) ?? []) each.checked = checked
  form?.dispatchEvent(new Event('change'))
}

/** Ticks every box of its form at once, and says how many are; without scripts each is ticked by itself. */
export function SelectAll({ label, counted }: { label: string; counted: string }) {
  const { state } = useFormState()
  const box = useRef<HTMLInputElement>(null)
  const [count, setCount] = useState(0)
  // Ticked before its script had come.
  useEffect(() => {
    if (box.current?.checked) tickAll(box.current.form, true)
  }, [])
  useEffect(() => {
    const form = box.current?.form
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
  return (
    // There from the start, so that nothing moves when its script has come.
    <label className="flex min-h-11 items-center gap-2 text-sm noscript:hidden">
      <input
        ref={box}
        type="checkbox"
        className="size-5 accent-brand"
        onChange={({ target }) => tickAll(target.form, target.checked)}
      />
      {count > 0 ? `${label} (${counted.replace('{count}', String(count))})` : label}
    </label>
  )
}
