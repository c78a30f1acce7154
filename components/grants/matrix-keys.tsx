'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useFormState } from '@/components/ui/form-box'

type Props = {
  words: { find: string; only: string; nothing: string; changed: string; along: string; fell: string }
  children: ReactNode
}

const boxesIn = (root: ParentNode) => [...root.querySelectorAll<HTMLInputElement>('input[data-fn]')]
const rowOf = (box: Element) => box.closest<HTMLElement>('[data-row]')

/**
 * What the matrix does more with scripts: arrow keys go from box to box, a group is ticked at once and says whether all,
 * some or none of it is, ticking brings along what is needed and unticking takes along what falls, and what has been
 * changed is counted, announced, and can be shown alone.
 */
export function MatrixKeys({ words, children }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const { state } = useFormState()
  const [changed, setChanged] = useState(0)
  const [said, setSaid] = useState('')
  const [only, setOnly] = useState(false)
  const [scripted, setScripted] = useState(false)
  /** Shows the rows whose name or meaning has what was typed, and the heads of their groups. */
  const find = (text: string) => {
    const wanted = text.trim().toLocaleLowerCase()
    for (const row of root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])
      row.hidden = wanted !== '' && !row.textContent?.toLocaleLowerCase().includes(wanted)
    for (const group of root.current?.querySelectorAll('tbody') ?? [])
      group.hidden = ![...group.querySelectorAll<HTMLElement>('[data-row]')].some((row) => !row.hidden)
  }

  useEffect(() => {
    const box = root.current
    if (!box) return
    setScripted(true)
    for (const label of box.querySelectorAll<HTMLElement>('[data-group-box]'))
      label.classList.replace('hidden', 'flex')
    const recount = () => {
      const boxes = boxesIn(box)
      for (const each of boxes) rowOf(each)?.toggleAttribute('data-changed', false)
      const different = boxes.filter(({ checked, dataset }) => checked !== (dataset.held === 'true'))
      for (const each of different) rowOf(each)?.toggleAttribute('data-changed', true)
      for (const all of box.querySelectorAll<HTMLInputElement>('input[data-all]')) groupState(all)
      setChanged(different.length)
    }
    const onChange = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement)) return
      const ticked = target.dataset.all === undefined ? [target] : groupOf(target).filter(isSeen)
      if (target.dataset.all !== undefined) for (const each of ticked) each.checked = target.checked
      const along = ticked.filter(({ dataset }) => dataset.fn).flatMap((each) => follow(box, each))
      if (along.length > 0)
        setSaid(
          `${target.checked ? words.along : words.fell} ${along.map((each) => each.ariaLabel).join('; ')}`,
        )
      recount()
    }
    const onKey = (event: KeyboardEvent) => {
      const to = neighbour(box, event)
      if (!to) return
      event.preventDefault()
      to.focus()
    }
    // Also once an answer has set the boxes anew.
    if (state) recount()
    box.addEventListener('change', onChange)
    box.addEventListener('keydown', onKey)
    return () => {
      box.removeEventListener('change', onChange)
      box.removeEventListener('keydown', onKey)
    }
  }, [words, state])

  return (
    <div
      ref={root}
      className={only ? '[&_[data-group-head]]:hidden [&_[data-row]:not([data-changed])]:hidden' : ''}
    >
      {scripted && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
          <input
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            onChange={(event) => find(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            className="min-h-11 w-full rounded-control border border-field bg-surface px-3.5 sm:w-72"
          />
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={only}
              onChange={() => setOnly(!only)}
              className="size-5 accent-brand"
            />
            {words.only}
          </label>
          <p aria-live="polite" className="text-sm text-soft">
            {changed === 0 ? words.nothing : words.changed.replace('#', String(changed))}
          </p>
        </div>
      )}
      {children}
      <p
        aria-live="polite"
        className={said ? 'mt-3 rounded-control bg-brand-tint px-4 py-3 text-brand' : 'sr-only'}
      >
        {said}
      </p>
    </div>
  )
}

/** What a search has hidden is not ticked with its group. */
const isSeen = ({ offsetParent }: HTMLInputElement) => offsetParent !== null

/** The boxes of a group's column. */
const groupOf = (all: HTMLInputElement) =>
  boxesIn(all.closest('tbody')!).filter(
    ({ dataset, disabled }) => dataset.column === all.dataset.all && !disabled,
  )

function groupState(all: HTMLInputElement) {
  const boxes = groupOf(all)
  const ticked = boxes.filter(({ checked }) => checked).length
  all.disabled = boxes.length === 0
  all.checked = ticked > 0 && ticked === boxes.length
  all.indeterminate = ticked > 0 && ticked < boxes.length
}

/** Ticks what a ticked box needs, unticks what needs an unticked one, in the same column. Says which. */
function follow(root: ParentNode, box: HTMLInputElement): HTMLInputElement[] {
  const column = boxesIn(root).filter(
    ({ dataset, disabled }) => dataset.column === box.dataset.column && !disabled,
  )
  const needs = (each: HTMLInputElement) => each.dataset.needs?.split(' ') ?? []
  const along = box.checked
    ? column.filter((each) => !each.checked && needs(box).includes(each.dataset.fn!))
    : column.filter((each) => each.checked && !box.dataset.also && needs(each).includes(box.dataset.fn!))
  for (const each of along) each.checked = box.checked
  return along
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The box that an arrow key leads to, over those that are hidden or not there. */
function neighbour(root: ParentNode, { key, target }: KeyboardEvent): HTMLInputElement | null {
  const step = STEPS[key]
  if (!step || !(target instanceof HTMLInputElement) || !target.dataset.fn) return null
  const boxes = boxesIn(root).filter((each) => each.offsetParent !== null && !each.disabled)
  const row = rowOf(target)
  const [down, across] = step
  if (across !== 0) {
    const beside = boxes.filter((each) => rowOf(each) === row)
    return beside[beside.indexOf(target) + across] ?? null
  }
  const column = boxes.filter(({ dataset }) => dataset.column === target.dataset.column)
  return column[column.indexOf(target) + down] ?? null
}
