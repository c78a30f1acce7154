import { listBilledAccounts } from '@/lib/billing/queries'
import { type FoundPlace, searchPlaces } from '@/lib/grants/queries'
import type { World } from '@/lib/infra/world'
import { type Actor, authorize } from '@/lib/rights/actor'

/**
 * Scopes by a part of their name, number or holder, for choosing one; a billing account also by the number of one of its
 * bills, which is what people have before them.
 */
export async function findPlaces(actor: Actor, q: string, world: World): Promise<FoundPlace[]> {
  authorize(actor, 'right:view')
  const [billed, found] = await Promise.all([
    listBilledAccounts(actor, q, world),
    searchPlaces(actor, q, world),
  ])
  const accounts = billed.map(({ id, name, bill }): FoundPlace => {
    const scope = { kind: 'account', id } as const
    return { key: `account:${id}`, scope, name, about: bill }
  })
  return [...accounts, ...found]
}
