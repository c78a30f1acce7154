import { exactText, type MomentSettings, momentText } from '../moment'
import type { Piece } from './cell'

/** A line by its number, and under it what tells whose it is; a link where the reader can open it. */
export const lineCell = (line: {
  id: string | null
  number: string | null
  under?: string | null
}): Piece => ({
  text: line.number ?? '',
  href: line.id && `/lines/${line.id}`,
  under: line.under,
  keep: true,
})

/** Whom a row is about: the name, and under it the account, which nobody chooses for themselves. */
export const personCell = (person: { name: string; account: string; href: string }): Piece => ({
  text: person.name,
  href: person.href,
  under: person.account,
  look: 'strong',
})

/** A moment in words, with the exact time on hover and for machines. */
export const momentCell = (at: Date, settings: MomentSettings): Piece => ({
  text: momentText(at, settings),
  at: at.toISOString(),
  title: exactText(at, settings),
})

export const soft = (text: string | null | undefined): Piece | null => (text ? { text, look: 'soft' } : null)
