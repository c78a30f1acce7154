import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { env } from '@/lib/infra/env'
import { LANGUAGE_TAG } from '@/lib/kernel/locale'
import { screenLocale, screenTheme, words } from '@/lib/web/request'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const { name } = env().MARKET.brand
  return {
    title: { template: `%s · ${name}`, default: name },
    robots: { index: false },
    manifest: '/manifest.webmanifest',
    icons: { icon: { url: '/icons/icon.svg', type: 'image/svg+xml' }, apple: '/icons/apple-touch-icon.png' },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, t] = await Promise.all([screenLocale(), screenTheme(), words()])
  return (
    <html
      lang={LANGUAGE_TAG[locale]}
      data-broken-title={t('errors.broken_title')}
      data-broken-text={t('errors.broken_text')}
      data-broken-retry={t('errors.retry')}
      data-broken-reference={t('errors.reference', { digest: '#' })}
      data-market={env().MARKET.code}
      {...(theme && { 'data-theme': theme })}
    >
      <body>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2"
        >
          {t('shell.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}
