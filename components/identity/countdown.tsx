'use client'

import { useEffect, useState } from 'react'
import type { CodeCard } from './card-shape'

const ANNOUNCED = [60, 30, 10]
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** How many seconds are left since this was told, every second; null where no script counts. */
export function useSecondsLeft(wait: { seconds: number }): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const until = Date.now() + wait.seconds * 1_000
    const tick = () => setLeft(Math.max(0, Math.round((until - Date.now()) / 1_000)))
    tick()
    const timer = setInterval(tick, 1_000)
    return () => clearInterval(timer)
  }, [wait])
  return left
}

/** How long the code is valid: visible every second, announced only at 60, 30 and 10 seconds; without scripts, until when. */
export function Countdown({ valid }: { valid: CodeCard['valid'] }) {
  const left = useSecondsLeft(valid)
  if (left === null) return <span className="tabular-nums">{valid.until}</span>
  return (
    <>
      <span className="tabular-nums">
        {left > 0 ? valid.left.replace('{time}', clock(left)) : valid.over}
      </span>
      <span role="status" className="sr-only">
        {ANNOUNCED.includes(left) ? valid.announce.replace('{seconds}', String(left)) : ''}
      </span>
    </>
  )
}
