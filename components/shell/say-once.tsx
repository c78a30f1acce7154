'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { withoutDone } from '@/lib/kernel/said-once'

/** Takes out of the address what was just done, once a page has said it: read again, it says how things stand. */
export function SayOnce() {
  const asked = useSearchParams()
  useEffect(() => {
    const rest = asked.has('done') ? withoutDone(location.href) : null
    if (rest !== null) history.replaceState(null, '', rest)
  }, [asked])
  return null
}
