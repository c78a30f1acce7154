'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

type Place = { label: string; icon: ReactNode }
export type NavigationItem = Place & { href: string }

/** So many places fit beside each other on a phone; the rest are behind "more". */
const ON_A_PHONE = 4

/** The same places, down the side on a desk and along the bottom of a phone. */
export function Navigation({ items, label, more }: { items: NavigationItem[]; label: string; more: Place }) {
  const path = usePathname()
  const isHere = (href: string) => path === href || path.startsWith(`${href}/`)
  const first = items.length > ON_A_PHONE + 1 ? items.slice(0, ON_A_PHONE) : items
  const rest = items.slice(first.length)
  const link = ({ href, label: name, icon }: NavigationItem) => (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere(href) ? 'page' : undefined}
      className={`${ITEM} ${isHere(href) ? 'font-medium text-brand lg:bg-brand-tint' : 'text-soft hover:text-ink lg:hover:bg-sunken'}`}
    >
      {icon}
      {name}
    </Link>
  )
  return (
    <nav aria-label={label}>
      <ul className="flex justify-around lg:grid lg:justify-stretch lg:gap-1">
        {first.map((item) => (
          <li key={item.href} className="max-lg:flex-1">
            {link(item)}
          </li>
        ))}
        {rest.map((item) => (
          <li key={item.href} className="max-lg:hidden">
            {link(item)}
          </li>
        ))}
        {rest.length > 0 && (
          <li className="relative max-lg:flex-1 lg:hidden">
            {/* Closed again by the next page. */}
            <details key={path}>
              <summary
                className={`${ITEM} cursor-pointer list-none ${rest.some(({ href }) => isHere(href)) ? 'font-medium text-brand' : 'text-soft'}`}
              >
                {more.icon}
                {more.label}
              </summary>
              <ul className="absolute right-2 bottom-full mb-2 grid min-w-44 rounded-card border border-line bg-surface p-2 shadow-lg">
                {rest.map((item) => (
                  <li key={item.href}>{link(item)}</li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  )
}

const ITEM =
  'flex items-center max-lg:min-h-14 max-lg:flex-col max-lg:justify-center max-lg:gap-0.5 max-lg:text-xs ' +
  'lg:min-h-11 lg:gap-3 lg:rounded-control lg:px-3'
