'use client'

import { buttonClass } from '@/components/ui/button-class'

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
      <button type="button" onClick={reset} className={buttonClass('quiet')}>
        {words.brokenRetry ?? 'Try again'}
      </button>
      {error.digest && <p className="mt-6 font-mono text-soft text-xs">{error.digest}</p>}
    </main>
  )
}
