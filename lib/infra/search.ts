import { asTyped } from '@/lib/kernel/pasted'
import { fold } from '@/lib/kernel/text'
import type { Market } from '@/lib/market/market'
import { numberParts } from '@/lib/market/phone-number'
import { Prisma } from './db'

/** So many words are looked for: each is looked for by itself. */
const MOST_WORDS = 10

/**
 * Whether a folded column (`search`, or `folded(…)`) holds what was typed: a part of the text, whatever its accents and
 * letters' case, its words in any order, or a part of a number in any spelling. The only way in which anything is searched.
 */
export function searched(column: Prisma.Sql, q: string, market: Market): Prisma.Sql {
  const holds = (part: string) => Prisma.sql`${column} LIKE ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`
  const numbers = numberParts(q, market)
  const words = fold(asTyped(q)).split(/\s+/u).slice(0, MOST_WORDS)
  // The groups of a number are no words: in another order they are another number.
  if (numbers.length === 0 && words.length > 1) return Prisma.sql`(${Prisma.join(words.map(holds), ' AND ')})`
  const parts = new Set([fold(q.trim()), fold(asTyped(q)), ...numbers])
  return Prisma.sql`(${Prisma.join([...parts].map(holds), ' OR ')})`
}
