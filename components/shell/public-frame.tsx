import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import type { Market } from '@/lib/market/market'
import type { Words } from '@/lib/words/translator'
import { Brand } from './brand'

type Props = { t: Words; market: Market; preferences: ReactNode; signIn?: boolean; children: ReactNode }

/** The frame of every page before sign-in, with Sign in at the top right (S2-1) and a person at the end. */
export function PublicFrame({ t, market, preferences, signIn = true, children }: Props) {
  const { domestic, abroad } = market.customerService
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-3 px-4 py-4 sm:px-6">
        <Brand name={market.brand.name} href="/" />
        <div className="flex items-center gap-2">
          {preferences}
          {signIn && (
            <a href="/sign-in" className={buttonClass('main')}>
              {t('shell.sign_in')}
            </a>
          )}
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 px-4 outline-none sm:px-6">
        {children}
      </main>
      <footer className="px-4 py-8 text-center text-sm text-soft sm:px-6">
        {market.brand.operator} · {t('shell.customer_service', { number: domestic, abroad })}
      </footer>
    </div>
  )
}
