'use client'

import { useEffect, useState } from 'react'
import type { CodeCard } from './card-shape'

const ANNOUNCED = [60, 30, 10]
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** How long the code is valid: visible every second, announced only at 60, 30 and 10 seconds. */
export function Countdown({ seconds, words }: { seconds: number; words: CodeCard['words'] }) {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const until = Date.now() + seconds * 1_000
    const tick = () => setLeft(Math.max(0, Math.round((until - Date.now()) / 1_000)))
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [seconds])
  return (
    <>
      <span className="tabular-nums">
        {left > 0 ? words.left.replace('{time}', clock(left)) : words.over}
      </span>
      <span role="status" className="sr-only">
        {ANNOUNCED.includes(left) ? words.announce.replace('{seconds}', String(left)) : ''}
      </span>
    </>
  )
}
