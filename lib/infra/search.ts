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
 * `also`: conditions under which a folded word is found besides, where something is stored otherwise than it is shown.
 */
export function searched(
  column: Prisma.Sql,
  q: string,
  market: Market,
  also: (word: string) => Prisma.Sql[] = () => [],
): Prisma.Sql {
  const holds = (part: string) => Prisma.sql`${column} LIKE ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`
  const numbers = numberParts(q, market)
  const words = fold(asTyped(q)).split(/\s+/u).slice(0, MOST_WORDS)
  // The groups of a number are no words: in another order they are another number.
  const found = (parts: string[], word: string) =>
    Prisma.sql`(${Prisma.join([...parts.map(holds), ...also(word)], ' OR ')})`
  if (numbers.length === 0 && words.length > 1)
    return Prisma.sql`(${Prisma.join(
      words.map((word) => found([word], word)),
      ' AND ',
    )})`
  const whole = fold(asTyped(q))
  return found([...new Set([fold(q.trim()), whole, ...numbers])], whole)
}
