'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks the server for the page again every so often, while somebody is looking. */
export function Refresh({ every }: { every: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), every)
    return () => clearInterval(timer)
  }, [router, every])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="5" />
    </noscript>
  )
}
