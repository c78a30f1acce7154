'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type NavigationItem = { href: string; label: string; icon: ReactNode }

/** The same places, down the side on a desk and along the bottom of a phone. */
export function Navigation({
  items,
  label,
  place,
}: {
  items: NavigationItem[]
  label: string
  place: 'side' | 'bottom'
}) {
  const path = usePathname()
  const side = place === 'side'
  return (
    <nav
      aria-label={label}
      className={side ? '' : 'border-line border-t bg-surface pb-[env(safe-area-inset-bottom)]'}
    >
      <ul className={side ? 'grid gap-1' : 'flex justify-around'}>
        {items.map(({ href, label: name, icon }) => {
          const here = path === href || path.startsWith(`${href}/`)
          const look = here ? 'text-brand font-medium' : 'text-soft hover:text-ink'
          return (
            <li key={href} className={side ? '' : 'flex-1'}>
              <Link
                href={href}
                prefetch={false}
                aria-current={here ? 'page' : undefined}
                className={
                  side
                    ? `flex min-h-11 items-center gap-3 rounded-control px-3 ${look} ${here ? 'bg-brand-tint' : 'hover:bg-sunken'}`
                    : `flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs ${look}`
                }
              >
                {icon}
                {name}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
