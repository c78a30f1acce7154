import type { ReactNode } from 'react'
import type { FormAction } from '@/lib/kernel/form'
import type { Locale } from '@/lib/kernel/locale'
import type { Words } from '@/lib/words/translator'

/** What every part of the gallery is drawn with. */
export type GalleryProps = {
  t: Words
  locale: Locale
  timeZone: string
  now: Date
  /** Refuses an empty note, and says of any other that it is saved. */
  save: FormAction
}

/** One component, by its name in the code. */
export const Piece = ({ name, children }: { name: string; children: ReactNode }) => (
  <section className="min-w-0">
    <h2 className="mb-2 font-mono text-sm text-soft">{name}</h2>
    {children}
  </section>
)
