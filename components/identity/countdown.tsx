'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

type Props = {
  seconds: number
  /** Whether what became of the SMS is final; until then the page looks again. */
  settled: boolean
  words: { left: string; over: string; announce: string }
}

const ANNOUNCED = [60, 30, 10]
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** How long the code is valid: visible every second, announced only at 60, 30 and 10 seconds. */
export function Countdown({ seconds, settled, words }: Props) {
  const router = useRouter()
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const until = Date.now() + seconds * 1_000
    const timer = setInterval(() => setLeft(Math.max(0, Math.round((until - Date.now()) / 1_000))), 1_000)
    return () => clearInterval(timer)
  }, [seconds])
  useEffect(() => {
    if (settled) return
    const timer = setInterval(() => router.refresh(), 2_000)
    return () => clearInterval(timer)
  }, [settled, router])
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
