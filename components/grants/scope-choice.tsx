'use client'

import { useId, useRef, useState } from 'react'

type Found = { key: string; name: string }
type Props = {
  name: string
  label: string
  /** What can be chosen from the start: the whole company, and where something is held already. */
  options: readonly Found[]
  value: string
  hint: string
  words: { search: string; none: string }
}

/**
 * Where something is to be held: chosen from a few, or found among all cost centres, accounts and lines while one types.
 * Without scripts the few remain, and the page itself has a search.
 */
export function ScopeChoice({ name, label, options, value, hint, words }: Props) {
  const id = useId()
  const select = useRef<HTMLSelectElement>(null)
  const [found, setFound] = useState<Found[]>([])
  const [asked, setAsked] = useState(0)
  const search = async (q: string) => {
    if (q.trim().length < 2) return setFound([])
    const answer = await fetch(`/rights/places?q=${encodeURIComponent(q)}`)
    if (!answer.ok) return
    const places: Found[] = await answer.json()
    setFound(places)
    setAsked((n) => n + 1)
    // The first that fits is chosen: who has typed all of it need not choose again.
    requestAnimationFrame(() => {
      if (select.current && places[0]) select.current.value = places[0].key
    })
  }
  const all = [...found, ...options.filter(({ key }) => !found.some((place) => place.key === key))]
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <select
        ref={select}
        id={id}
        name={name}
        defaultValue={value}
        aria-describedby={`${id}-hint`}
        className="min-h-11 w-full rounded-control border border-field bg-surface px-3 text-base"
      >
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
        {asked > 0 && found.length === 0 ? words.none : hint}
      </p>
    </div>
  )
}
