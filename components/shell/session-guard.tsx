'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'

export type SessionGuardProps = {
  /** Milliseconds without a request after which the session ends. */
  idle: number
  /** Milliseconds until it ends whatever is done, as the server counts: the browser's clock may be wrong. */
  lasts: number
  words: Record<'title' | 'left' | 'last' | 'stay' | 'over' | 'kept' | 'signIn' | 'close', string>
}

const WARN = 60_000
/** Shared by all tabs: what is done in one keeps the others open. */
const SEEN = 'seen'
const seen = () => Number(localStorage.getItem(SEEN) ?? 0)
const see = () => localStorage.setItem(SEEN, String(Date.now()))

/** Whether something is typed that leaving the page would lose: whoever warns of it (components/ui/form-box.tsx) is asked. */
const isTyped = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

/**
 * Warns a minute before the session ends, and extends it with one press (WCAG 2.2.1). Once it has ended it leaves the page,
 * but not where something is typed: that stays, and is sent after signing in in another tab. The server decides; this only
 * says so in time, so that nothing typed is lost.
 */
export function SessionGuard({ idle, lasts, words }: SessionGuardProps) {
  const path = usePathname()
  const dialog = useRef<HTMLDialogElement>(null)
  const [left, setLeft] = useState(Number.POSITIVE_INFINITY)
  const end = useMemo(() => Date.now() + lasts, [lasts])
  /** The session has ended, and what comes of that is under way. */
  const [isOver, setOver] = useState(false)

  // Every page and every form that is sent is a request.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is a new page
  useEffect(see, [path])
  useEffect(() => {
    document.addEventListener('submit', see, true)
    const timer = setInterval(() => setLeft(Math.min(seen() + idle, end) - Date.now()), 1_000)
    return () => {
      document.removeEventListener('submit', see, true)
      clearInterval(timer)
    }
  }, [idle, end])
  useEffect(() => {
    if (left > WARN) {
      setOver(false)
      dialog.current?.close()
    } else if (left <= 0) setOver(true)
    // Once it is over, it has been said: whoever closed the dialog goes on with what they typed.
    else if (!isOver && !dialog.current?.open) dialog.current?.showModal()
  }, [left, isOver])
  useEffect(() => {
    if (!isOver) return
    if (!isTyped())
      location.assign(`/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`)
    else if (!dialog.current?.open) dialog.current?.showModal()
  }, [isOver])

  async function stay() {
    const answer = await fetch('/api/session').catch(() => null)
    if (answer?.status === 401) setOver(true)
    if (!answer?.ok) return
    see()
    setLeft(Number.POSITIVE_INFINITY)
  }
  const seconds = String(Math.max(0, Math.ceil(left / 1_000)))
  const canStay = end - Date.now() > WARN
  return (
    <dialog
      ref={dialog}
      aria-labelledby="guard-title"
      aria-describedby="guard-text"
      className="card m-auto max-w-sm p-6 text-ink backdrop:bg-black/50"
    >
      <h2 id="guard-title" className="font-semibold text-lg">
        {isOver ? words.over : words.title}
      </h2>
      <p id="guard-text" className="mt-2 mb-5 text-soft tabular-nums">
        {isOver ? words.kept : (canStay ? words.left : words.last).replace('{seconds}', seconds)}
      </p>
      {isOver && (
        <div className="flex flex-wrap gap-3">
          <a href="/sign-in" target="_blank" rel="noopener" className={buttonClass('main')}>
            {words.signIn}
          </a>
          <button type="button" onClick={() => dialog.current?.close()} className={buttonClass('quiet')}>
            {words.close}
          </button>
        </div>
      )}
      {canStay && !isOver && (
        <button type="button" onClick={stay} className={buttonClass('main')}>
          {words.stay}
        </button>
      )}
    </dialog>
  )
}
