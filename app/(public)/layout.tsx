import type { ReactNode } from 'react'
import { savePreferencesAction } from '@/app/actions'
import { Preferences, preferenceWords } from '@/components/shell/preferences'
import { PublicFrame } from '@/components/shell/public-frame'
import { env } from '@/lib/infra/env'
import { screenLocale, screenTheme, words } from '@/lib/web/request'

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [t, locale, theme] = await Promise.all([words(), screenLocale(), screenTheme()])
  const preferences = (
    <Preferences words={preferenceWords(t)} locale={locale} theme={theme} save={savePreferencesAction} />
  )
  return (
    <PublicFrame t={t} market={env().MARKET} preferences={preferences}>
      {children}
    </PublicFrame>
  )
}
