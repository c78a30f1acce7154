import Link from 'next/link'
import type { ReactNode } from 'react'
import { savePreferencesAction } from '@/app/actions'
import { Preferences, preferenceWords } from '@/components/shell/preferences'
import { PublicFrame } from '@/components/shell/public-frame'
import { env } from '@/lib/infra/env'
import { requireDemo } from '@/lib/web/demo'
import { screenLocale, screenTheme, words } from '@/lib/web/request'

export default async function DevLayout({ children }: { children: ReactNode }) {
  await requireDemo()
  const [t, locale, theme] = await Promise.all([words(), screenLocale(), screenTheme()])
  const preferences = (
    <Preferences words={preferenceWords(t)} locale={locale} theme={theme} save={savePreferencesAction} />
  )
  return (
    <PublicFrame t={t} market={env().MARKET} preferences={preferences}>
      <nav aria-label={t('dev.demo')} className="mx-auto mb-6 flex max-w-3xl gap-4">
        <Link href="/dev/mailbox" prefetch={false} className="link">
          {t('dev.mailbox')}
        </Link>
        <Link href="/dev/personas" prefetch={false} className="link">
          {t('dev.personas')}
        </Link>
        <Link href="/dev/components" prefetch={false} className="link">
          {t('dev.components')}
        </Link>
      </nav>
      <div className="mx-auto max-w-3xl">{children}</div>
    </PublicFrame>
  )
}
