'use client'

/**
 * Something broke: says so in the page's language, with a way on and a reference for customer service.
 * Its words wait in the <html> element (app/layout.tsx), since nothing can be asked any more.
 */
export function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
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
      {error.digest && <p className="mt-6 font-mono text-soft text-xs">{error.digest}</p>}
    </main>
  )
}
