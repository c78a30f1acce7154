'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export type NavigationItem = { href: string; label: string; icon: ReactNode }

/** The same places, down the side on a desk and along the bottom of a phone. */
export function Navigation({ items, label }: { items: NavigationItem[]; label: string }) {
  const path = usePathname()
  return (
    <nav aria-label={label}>
      <ul className="flex justify-around lg:grid lg:justify-stretch lg:gap-1">
        {items.map(({ href, label: name, icon }) => {
          const here = path === href || path.startsWith(`${href}/`)
          return (
            <li key={href} className="max-lg:flex-1">
              <Link
                href={href}
                prefetch={false}
                aria-current={here ? 'page' : undefined}
                className={`${ITEM} ${here ? 'font-medium text-brand lg:bg-brand-tint' : 'text-soft hover:text-ink lg:hover:bg-sunken'}`}
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

const ITEM =
  'flex items-center max-lg:min-h-14 max-lg:flex-col max-lg:justify-center max-lg:gap-0.5 max-lg:text-xs ' +
  'lg:min-h-11 lg:gap-3 lg:rounded-control lg:px-3'
