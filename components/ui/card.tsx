import type { ReactNode } from 'react'

/** A titled part of a page. */
export function Card({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className="card p-5 sm:p-6">
      {title && <h2 className="mb-4 font-semibold text-lg">{title}</h2>}
      {children}
    </section>
  )
}

/** The head of a page: its title, what it is for, and its main action. */
export function PageHead({ title, text, action }: { title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
      <div>
        <h1 className="font-semibold text-2xl">{title}</h1>
        {text && <p className="mt-1 max-w-prose text-soft">{text}</p>}
      </div>
      {action}
    </div>
  )
}

const TONES = {
  plain: 'bg-sunken text-soft',
  brand: 'bg-brand-tint text-brand',
  attention: 'bg-attention-tint text-attention',
  harm: 'bg-harm-tint text-harm',
  done: 'bg-done-tint text-done',
}
export type Tone = keyof typeof TONES

/** A short state in a word or two; the words say it, the colour only helps. */
export const Badge = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={`inline-block whitespace-nowrap rounded-full px-2.5 py-0.5 font-medium text-xs ${TONES[tone]}`}
  >
    {children}
  </span>
)

/** Something to know before going on. */
export const Note = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <div role="status" className={`rounded-control px-4 py-3 ${TONES[tone]}`}>
    {children}
  </div>
)
