'use client'

import { Ellipsis } from 'lucide'
import { usePathname, useRouter } from 'next/navigation'
import { follow } from '@/components/ui/follow'
import { Icon } from '@/components/ui/icon'
import { PLACES, type Place } from './places'

/** So many places fit beside each other on a phone; the rest are behind "more". */
const ON_A_PHONE = 4

/** The same places, down the side on a desk and along the bottom of a phone. */
export function Navigation({
  places,
  label,
  more,
}: {
  places: readonly Place[]
  label: string
  more: string
}) {
  const path = usePathname()
  const router = useRouter()
  const isHere = ([key]: Place) => path === PLACES[key].href || path.startsWith(`${PLACES[key].href}/`)
  const first = places.length > ON_A_PHONE + 1 ? places.slice(0, ON_A_PHONE) : places
  const rest = places.slice(first.length)
  const link = (place: Place) => {
    const [key, name] = place
    const { href, icon } = PLACES[key]
    return (
      <a
        href={href}
        aria-current={isHere(place) ? 'page' : undefined}
        className={`${ITEM} ${isHere(place) ? 'font-medium text-brand lg:bg-brand-tint' : 'text-soft hover:text-ink lg:hover:bg-sunken'}`}
      >
        <Icon of={icon} size={20} />
        {name}
      </a>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it has links that keys reach
    <nav aria-label={label} onClick={(event) => follow(event, (href) => router.push(href))}>
      <ul className="flex justify-around lg:grid lg:justify-stretch lg:gap-1">
        {first.map((place) => (
          <li key={place[0]} className="max-lg:flex-1">
            {link(place)}
          </li>
        ))}
        {rest.map((place) => (
          <li key={place[0]} className="max-lg:hidden">
            {link(place)}
          </li>
        ))}
        {rest.length > 0 && (
          <li className="relative max-lg:flex-1 lg:hidden">
            {/* Closed again by the next page. */}
            <details key={path}>
              <summary
                className={`${ITEM} cursor-pointer list-none ${rest.some(isHere) ? 'font-medium text-brand' : 'text-soft'}`}
              >
                <Icon of={Ellipsis} size={20} />
                {more}
              </summary>
              <ul className="absolute right-2 bottom-full mb-2 grid min-w-44 rounded-card border border-line bg-surface p-2 shadow-lg">
                {rest.map((place) => (
                  <li key={place[0]}>{link(place)}</li>
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
