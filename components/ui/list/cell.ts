import type { ReactElement } from 'react'
import type { Tone } from '../card'

/** What stands in a cell, as plain data: it goes to the browser once, and costs a tenth of the same made of components. */
export type Piece = {
  text: string
  /** Where it leads; null: the reader cannot open it. */
  href?: string | null | undefined
  /** Softly under it, in a line each. */
  under?: string | readonly string[] | null | undefined
  /** Several, in a line each. */
  lines?: readonly string[]
  /** Of lesser weight, of more, or as it was written by a machine. */
  look?: 'soft' | 'strong' | 'code'
  /** A state in a word. */
  badge?: Tone
  /** It stays in one line. */
  keep?: boolean
  /** A difference of amounts: up is more. */
  way?: 'up' | 'down'
  /** A moment for machines, and exactly for whoever points at it. */
  at?: string
  title?: string
}
export type Cell = string | number | false | null | undefined | Piece | ReactElement | readonly Cell[]

export type Head = {
  text: string
  amount?: true
  label?: true
  wide?: true
  desk?: true
  /** Where the list stands in its order, and which way it does now. */
  sort?: string
  sorted?: 'ascending' | 'descending'
}
export type Line = {
  id: string
  cells: readonly Cell[]
  /** What its box is called; null: it cannot be chosen. */
  tick?: string | null
}
