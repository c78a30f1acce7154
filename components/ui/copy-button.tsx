'use client'

import { useEffect, useState } from 'react'

/** Copies a text; shows up only where scripts can do it. */
export function CopyButton({ text, copy, copied }: { text: string; copy: string; copied: string }) {
  const [able, setAble] = useState(false)
  const [done, setDone] = useState(false)
  useEffect(() => setAble(Boolean(navigator.clipboard)), [])
  if (!able) return null
  return (
    <button
      type="button"
      onClick={() =>
        navigator.clipboard.writeText(text).then(() => {
          setDone(true)
          setTimeout(() => setDone(false), 2_000)
        })
      }
      className="min-h-9 rounded-control border border-field bg-surface px-3 font-medium text-sm hover:bg-sunken"
    >
      <span aria-live="polite">{done ? copied : copy}</span>
    </button>
  )
}
