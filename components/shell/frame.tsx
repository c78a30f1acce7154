'use client'

import { LogOut } from 'lucide'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { Brand } from './brand'
import { Navigation } from './navigation'
import { type Owner, OwnerWatch } from './owner-watch'
import type { Place } from './places'
import { Preferences, type PreferencesProps } from './preferences'
import { SessionGuard, type SessionGuardProps } from './session-guard'

type Props = {
  words: Record<'menu' | 'more' | 'signOut' | 'other' | 'openAs', string>
  brand: string
  company: string
  account: string
  places: readonly Place[]
  preferences: PreferencesProps
  signOut: () => Promise<void>
  /** Whose this page is. */
  owner: Owner
  guard: SessionGuardProps
  /** Over everything, as long as it holds. */
  banner?: ReactNode
  children: ReactNode
}

/**
 * The frame of the portal: who and where on top, the places beside it, the page in the middle. It gets words and no components:
 * as server components its hundred elements were most of an overview's bytes and a fifth of its time (docs/decisions/053-light-pages.md).
 */
export function Frame({
  words,
  brand,
  company,
  account,
  places,
  preferences,
  signOut,
  owner,
  guard,
  banner,
  children,
}: Props) {
  return (
    // Nothing is taken away as a file while somebody looks through another's eyes: it is not offered either.
    <div
      data-viewing={banner ? '' : undefined}
      className={`flex min-h-dvh flex-col ${places.length ? 'lg:grid lg:grid-cols-[15rem_1fr]' : ''}`}
    >
      {places.length > 0 && (
        <aside className="z-10 border-line bg-surface max-lg:sticky max-lg:bottom-0 max-lg:order-last max-lg:border-t max-lg:pb-[env(safe-area-inset-bottom)] lg:border-r">
          <div className="lg:sticky lg:top-0 lg:grid lg:gap-6 lg:p-4">
            <div className="px-2 pt-2 max-lg:hidden">
              <Brand name={brand} href="/overview" />
            </div>
            <Navigation places={places} label={words.menu} more={words.more} />
          </div>
        </aside>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-10 flex min-h-16 items-center justify-between gap-2 border-line border-b bg-surface px-4 sm:px-6 lg:static">
          <div className="min-w-0">
            <p className="truncate font-medium leading-tight">{company || brand}</p>
            <p className="truncate text-sm text-soft leading-tight">{account}</p>
          </div>
          <div className="flex shrink-0 items-center gap-1">
            <Preferences {...preferences} />
            <form action={signOut}>
              <button type="submit" className={`${buttonClass('quiet')} border-transparent bg-transparent`}>
                <Icon of={LogOut} size={18} />
                <span className="max-sm:sr-only">{words.signOut}</span>
              </button>
            </form>
          </div>
        </header>
        <OwnerWatch owner={owner} words={words} />
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-5xl flex-1 has-[[data-list]]:max-w-[100rem] px-4 py-6 outline-none sm:px-6 sm:py-8"
        >
          {children}
          <SessionGuard {...guard} />
        </main>
      </div>
    </div>
  )
}
