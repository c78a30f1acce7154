import { ListFilter } from 'lucide'
import type { ReactNode } from 'react'
import { buttonClass } from '../button-class'
import { Icon } from '../icon'

type Props = {
  /** Names the fold, with how many filters are set in it. */
  label: string
  /** In a row of their own on a wide screen, or in that of the form. */
  apart?: boolean
  children: ReactNode
}

/**
 * Filters in a form that is a wrapping row: all there on a wide screen, on a phone behind a button, so that the list begins on
 * the first screen. What is folded is sent all the same; works without scripts.
 */
export const FilterFold = ({ label, apart = false, children }: Props) => (
  <>
    <details className="peer sm:hidden">
      <summary
        className={`${buttonClass('quiet')} cursor-pointer list-none [&::-webkit-details-marker]:hidden`}
      >
        <Icon of={ListFilter} size={18} />
        {label}
      </summary>
    </details>
    <div
      className={`hidden basis-full flex-wrap items-center gap-2 peer-open:flex ${apart ? 'sm:flex' : 'sm:contents'}`}
    >
      {children}
    </div>
  </>
)
