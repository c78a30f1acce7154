import type { ReactNode } from 'react'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  /** Where a person is reached. */
  service: { domestic: string; abroad: string }
  /** Other ways in, as links. */
  others: { href: string; label: string }[]
  children: ReactNode
}

/** A way in: its card, the other ways, and a person for whom none of them works. */
export const WayIn = ({ t, service, others, children }: Props) => (
  <div className="mx-auto grid max-w-md gap-6 py-8 sm:py-14">
    <div className="card p-6 sm:p-8">{children}</div>
    <div className="grid justify-items-center gap-3">
      {others.map(({ href, label }) => (
        <a key={href} href={href} className="link">
          {label}
        </a>
      ))}
    </div>
    <p className="text-center text-sm text-soft">
      <span className="font-medium text-ink">{t('signIn.help')}</span>{' '}
      {t('signIn.help_text', { number: service.domestic, abroad: service.abroad })}
    </p>
  </div>
)
