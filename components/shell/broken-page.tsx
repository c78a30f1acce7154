'use client'

import { buttonClass } from '@/components/ui/button-class'

// The page that shows when nothing can be asked any more carries its few words itself.
const WORDS: Record<string, [title: string, text: string, retry: string]> = {
  en: [
    'Something went wrong on our side',
    'Nothing you saved before is lost. Try again in a moment.',
    'Try again',
  ],
  hu: ['Nálunk hiba történt', 'Amit korábban mentett, megvan. Próbálja újra egy kis idő múlva.', 'Újra'],
  sr: [
    'Došlo je do greške kod nas',
    'Ništa što ste ranije sačuvali nije izgubljeno. Pokušajte ponovo za koji trenutak.',
    'Pokušaj ponovo',
  ],
  ru: [
    'На нашей стороне произошла ошибка',
    'Всё, что вы сохранили раньше, на месте. Попробуйте ещё раз через минуту.',
    'Попробовать ещё раз',
  ],
}

/** Something broke: says so in the page's language, with a way on and a reference for customer service. */
export function BrokenPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang.slice(0, 2)
  const [title, text, retry] = WORDS[language] ?? WORDS.en!
  return (
    <main id="content" className="mx-auto max-w-md px-4 py-24 text-center">
      <h1 className="font-semibold text-2xl">{title}</h1>
      <p className="mt-2 mb-6 text-soft">{text}</p>
      <button type="button" onClick={reset} className={buttonClass('quiet')}>
        {retry}
      </button>
      {error.digest && <p className="mt-6 font-mono text-soft text-xs">{error.digest}</p>}
    </main>
  )
}
