import { listBilledAccounts } from '@/lib/billing/queries'
import { type FoundPlace, searchPlaces } from '@/lib/grants/queries'
import type { Context } from '@/lib/infra/context'
import { type Actor, authorize } from '@/lib/rights/actor'

/**
 * Scopes by a part of their name, number or holder, for choosing one; a billing account also by the number of one of its
 * bills, which is what people have before them.
 */
export async function findPlaces(actor: Actor, q: string, context: Context): Promise<FoundPlace[]> {
  authorize(actor, 'right:view')
  const [billed, found] = await Promise.all([
    listBilledAccounts(actor, q, context),
    searchPlaces(actor, q, context),
  ])
  const accounts = billed.map(({ id, name, bill }): FoundPlace => {
    const scope = { kind: 'account', id } as const
    return { key: `account:${id}`, scope, name, about: bill }
  })
  return [...accounts, ...found]
}
