import { asTyped } from '@/lib/kernel/pasted'
import { fold } from '@/lib/kernel/text'
import type { Market } from '@/lib/market/market'
import { numberParts } from '@/lib/market/phone-number'
import { Prisma } from './db'

/**
 * Whether a folded column (`search`, or `folded(…)`) holds what was typed: a part of the text, whatever its accents and
 * letters' case, or a part of a number in any spelling. The only way in which anything is searched.
 */
export function searched(column: Prisma.Sql, q: string, market: Market): Prisma.Sql {
  const parts = new Set([fold(q.trim()), fold(asTyped(q)), ...numberParts(q, market)])
  const each = [...parts].map((part) => Prisma.sql`${column} LIKE ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`)
  return Prisma.sql`(${Prisma.join(each, ' OR ')})`
}
