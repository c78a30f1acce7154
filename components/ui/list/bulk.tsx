import type { ReactNode } from 'react'
import type { Words } from '@/lib/words/translator'
import { buttonClass } from '../button-class'
import { NARROW } from '../narrow'
import { SelectAll } from './select-all'

export type Act = {
  text: string
  /** Where the form is sent; else where the list's form is. */
  to?: string
  /** For all of the list, as its filters show it: not for what is ticked. */
  all?: boolean
  look?: 'main' | 'quiet' | 'harm' | 'link'
  name?: string
  value?: string
}

/** What can be done with the rows that are ticked: it sticks to the foot of the screen as soon as one is, with its count. */
export const BulkBar = ({ t, children }: { t: Words; children: ReactNode }) => (
  <div className="z-10 flex flex-wrap items-center gap-x-5 gap-y-2 bg-canvas py-2 max-lg:bottom-14 lg:bottom-0 [form:has(input[name=id]:checked)_&]:sticky">
    <SelectAll label={t('list.select_all')} counted="{count}" />
    {children}
  </div>
)

/** A button of the bar. */
export const BulkAct = ({ text, to, all = false, look = 'quiet', name, value }: Act) => (
  <button
    type="submit"
    {...(all ? { form: NARROW, name: 'all', value: '1' } : { name, value })}
    formAction={to}
    className={look === 'link' ? 'link min-h-6' : buttonClass(look)}
  >
    {text}
  </button>
)
