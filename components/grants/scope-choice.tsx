'use client'

import { useId, useRef, useState } from 'react'
import { useFormState } from '@/components/ui/form-box'

type Found = { key: string; name: string }
type Props = {
  name: string
  label: string
  /** What can be chosen from the start: the whole company, and where something is held already. */
  options: readonly Found[]
  value: string
  hint: string
  words: { search: string; none: string; choose: string }
}

/**
 * Where something is to be held: chosen from a few, or found among all cost centres, accounts and lines while one types.
 * Without scripts the few remain, and the page itself has a search.
 */
export function ScopeChoice({ name, label, options, value, hint, words }: Props) {
  const id = useId()
  const { state } = useFormState()
  /** After a refusal, where it was to be. */
  const chosen = state.values?.[name] ?? value
  const select = useRef<HTMLSelectElement>(null)
  const [found, setFound] = useState<Found[]>([])
  /** How many a search has found; null: nothing is searched. */
  const [searched, setSearched] = useState<number | null>(null)
  const fetched = async (q: string): Promise<Found[]> => {
    const answer = await fetch(`/rights/places?q=${encodeURIComponent(q)}`)
    return answer.ok ? answer.json() : []
  }
  const choose = (key: string) =>
    requestAnimationFrame(() => {
      if (select.current) select.current.value = key
    })
  /** What is searched must be chosen: only what is found alone is chosen by itself. */
  const search = async (q: string) => {
    const wanted = q.trim()
    if (wanted === '') {
      setSearched(null)
      return choose(chosen)
    }
    const places = await fetched(wanted)
    setFound(places)
    setSearched(places.length)
    choose(places.length === 1 ? places[0]!.key : '')
  }
  /** Whoever opens the list finds the first accounts and cost centres in it. */
  const offer = async () => {
    if (found.length > 0 || searched !== null) return
    const kept = select.current?.value ?? chosen
    setFound(await fetched(''))
    choose(kept)
  }
  const all =
    searched === null
      ? [...options, ...found.filter(({ key }) => !options.some((each) => each.key === key))]
      : found
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <select
        // React sets the chosen option of a list only when the list is made.
        key={chosen}
        ref={select}
        id={id}
        name={name}
        defaultValue={chosen}
        onFocus={() => void offer()}
        aria-describedby={`${id}-hint`}
        className="min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base"
      >
        {searched !== null && searched !== 1 && (
          <option value="">{searched === 0 ? words.none : words.choose}</option>
        )}
        {all.map(({ key, name: text }) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        autoComplete="off"
        onChange={(event) => void search(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        className="mt-2 min-h-11 w-full rounded-control border border-field bg-surface px-3.5 [@media(scripting:none)]:hidden"
      />
      <p id={`${id}-hint`} aria-live="polite" className="mt-1.5 text-sm text-soft">
        {searched === 0 ? words.none : searched !== null && searched > 1 ? words.choose : hint}
      </p>
    </div>
  )
}
