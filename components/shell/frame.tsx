import { LogOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import type { Words } from '@/lib/words/translator'
import { Brand } from './brand'
import { Navigation, type NavigationItem } from './navigation'

type Props = {
  t: Words
  brand: string
  company: string
  account: string
  items: NavigationItem[]
  preferences: ReactNode
  signOut: () => Promise<void>
  children: ReactNode
}

/** The frame of the portal: who and where on top, the places beside it, the page in the middle. */
export function Frame({ t, brand, company, account, items, preferences, signOut, children }: Props) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_1fr]">
      <aside className="hidden border-line border-r bg-surface lg:block">
        <div className="sticky top-0 grid gap-6 p-4">
          <div className="px-2 pt-2">
            <Brand name={brand} href="/overview" />
          </div>
          <Navigation items={items} label={t('shell.main_menu')} place="side" />
        </div>
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className="sticky top-0 z-10 flex min-h-16 items-center justify-between gap-2 border-line border-b bg-surface px-4 sm:px-6 lg:static">
          <div className="min-w-0">
            <p className="truncate font-medium leading-tight">{company}</p>
            <p className="truncate text-sm text-soft leading-tight">{account}</p>
          </div>
          <div className="flex shrink-0 items-center gap-1">
            {preferences}
            <form action={signOut}>
              <button type="submit" className={`${buttonClass('quiet')} border-transparent bg-transparent`}>
                <LogOut aria-hidden size={18} />
                <span className="max-sm:sr-only">{t('shell.sign_out')}</span>
              </button>
            </form>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-5xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
        >
          {children}
        </main>
        <div className="sticky bottom-0 z-10 lg:hidden">
          <Navigation items={items} label={t('shell.menu')} place="bottom" />
        </div>
      </div>
    </div>
  )
}
