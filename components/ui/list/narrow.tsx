'use client'

import { Search } from 'lucide'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { addressOf } from '@/lib/kernel/list-address'
import { buttonClass } from '../button-class'
import { Icon } from '../icon'
import { NARROW } from '../narrow'
import type { Filter } from './filter'
import { FilterFields, field } from './filter-fields'
import { FilterFold } from './filter-fold'

type Props = {
  address: string
  /** What the list below was made with: a change of it comes from a link, and the form follows. */
  asked: Readonly<Record<string, string>>
  usual: Readonly<Record<string, unknown>>
  search: { label: string; most: number } | null
  filters: readonly Filter[]
  columns: readonly (readonly [key: string, text: string])[]
  words: Record<'search' | 'show' | 'unapplied' | 'filters' | 'columns' | 'apply', string>
}
type Control = HTMLInputElement | HTMLSelectElement

/** What the list is made with now becomes what its control shows. */
function restore(control: Element, value: string) {
  if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.defaultSelected = option.value === value
    control.value = value
  } else if (control instanceof HTMLInputElement && control.type === 'checkbox') {
    control.checked = value.split(',').includes(control.value)
    control.defaultChecked = control.checked
  } else if (control instanceof HTMLInputElement) {
    control.value = value
    control.defaultValue = value
  }
}

/** Whether a control shows something else than the list was made with. */
function isChanged(control: Element): boolean {
  if (control instanceof HTMLInputElement)
    return control.type === 'checkbox'
      ? control.checked !== control.defaultChecked
      : control.value !== control.defaultValue
  return (
    control instanceof HTMLSelectElement &&
    [...control.options].some((option) => option.selected !== option.defaultSelected)
  )
}

/** What a form asks for, names that are given several times with commas. */
function askedBy(form: HTMLFormElement): Record<string, string> {
  const given: Record<string, string> = {}
  for (const [name, value] of new FormData(form))
    given[name] = given[name] === undefined ? String(value) : `${given[name]},${value}`
  return given
}

/**
 * Search, filters, order and columns of a list: with scripts the list follows every choice at once, without them it is one form
 * with a button. While the list shows something else than the form, it says so: files and changes of all take what the form shows.
 */
export function Narrow({ address, asked, usual, search, filters, columns, words }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const before = useRef(asked)
  const [isBehind, setBehind] = useState(false)
  const [isPending, start] = useTransition()
  const made = JSON.stringify(asked)
  const look = () => setBehind([...(form.current?.elements ?? [])].some(isChanged))

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list
  useEffect(() => {
    for (const control of form.current?.elements ?? []) {
      const { name } = control as Control
      // Where the list is as it was, what is typed meanwhile stays.
      if (name in asked && before.current[name] !== asked[name]) restore(control, asked[name]!)
    }
    before.current = asked
    look()
  }, [made])

  function follow(event: FormEvent<HTMLFormElement>) {
    // Buttons that take a file, or change all of the list, go where they lead.
    const { submitter } = event.nativeEvent as SubmitEvent
    if (submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    const asksFor = addressOf(address, askedBy(event.currentTarget), usual)
    start(() => router.push(asksFor, { scroll: false }))
  }

  return (
    <form
      ref={form}
      id={NARROW}
      action={address}
      autoComplete="off"
      aria-busy={isPending}
      onSubmit={follow}
      onInput={look}
      onChange={({ target, currentTarget }) => {
        const { name, type } = target as unknown as Control
        if (type !== 'search' && name !== 'cols') currentTarget.requestSubmit()
      }}
      className="mb-3 flex flex-wrap items-center gap-2"
    >
      {search && (
        <>
          <input
            type="search"
            name="q"
            maxLength={search.most}
            defaultValue={asked.q}
            aria-label={search.label}
            placeholder={search.label}
            className={`${field} min-w-0 flex-1 sm:basis-56`}
          />
          <button type="submit" className={buttonClass('quiet')}>
            <Icon of={Search} size={18} />
            <span className="max-sm:sr-only">{words.search}</span>
          </button>
        </>
      )}
      {filters.length > 0 && (
        <FilterFold label={words.filters} apart={filters.filter(({ as }) => as !== 'chip').length > 2}>
          <FilterFields filters={filters} columns={columns} cols={asked.cols ?? ''} words={words} />
          {!search && (
            <button type="submit" className={`${buttonClass('quiet')} [@media(scripting:enabled)]:hidden`}>
              {words.show}
            </button>
          )}
        </FilterFold>
      )}
      <p role="status" className={isBehind ? 'basis-full text-attention text-sm' : 'sr-only'}>
        {isBehind && words.unapplied}
      </p>
    </form>
  )
}
