'use client'

import { useEffect, useState } from 'react'

/**
 * Something broke: says so in the page's language, with a way on and a reference for customer service: the id of the request
 * that failed, under which the log and the audit have it.
 * Its words wait in the <html> element (app/layout.tsx), since nothing can be asked any more.
 */
export function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const reference = useFailedRequest() ?? error.digest
  const words = typeof document === 'undefined' ? {} : document.documentElement.dataset
  return (
    <main id="content" className="mx-auto max-w-md px-4 py-24 text-center">
      <h1 className="font-semibold text-2xl">{words.brokenTitle ?? 'Something went wrong'}</h1>
      <p className="mt-2 mb-6 text-soft">{words.brokenText}</p>
      {/* Every page loads this: its own few classes instead of all that buttons can look like. */}
      <button
        type="button"
        onClick={reset}
        className="min-h-11 rounded-control border border-field bg-surface px-4 font-medium hover:bg-sunken"
      >
        {words.brokenRetry ?? 'Try again'}
      </button>
      {reference && (
        <p className="mt-6 break-words text-soft text-xs">
          {(words.brokenReference ?? 'Reference: #').replace('#', reference)}
        </p>
      )}
    </main>
  )
}

type Answer = PerformanceResourceTiming & { serverTiming?: readonly PerformanceServerTiming[] }

/** The id of the last request for this address, as its answer says it (W3C Server Timing; bin/serve.mjs). */
function useFailedRequest(): string | undefined {
  const [id, setId] = useState<string>()
  useEffect(() => {
    const note = (answers: PerformanceEntryList) => {
      for (const { name, serverTiming } of answers as Answer[]) {
        const said = serverTiming?.find((each) => each.name === 'request')?.description
        if (said && new URL(name).pathname === location.pathname) setId(said)
      }
    }
    note(performance.getEntriesByType('navigation'))
    const observer = new PerformanceObserver((list) => note(list.getEntries()))
    observer.observe({ type: 'resource', buffered: true })
    return () => observer.disconnect()
  }, [])
  return id
}
