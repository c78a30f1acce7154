import type { World } from '@/lib/infra/world'
import { hashToken } from '@/lib/kernel/token'
import { chargeNetwork, networkKey } from '../limits/network-limit'
import type { Visitor } from '../view'

/** Ends a visit to a company's provider from which nothing came; it counts for its network. */
export async function endCompanyVisit(visitor: Visitor, token: string, world: World): Promise<void> {
  const [closed] = await world.db.signIn.updateManyAndReturn({
    where: { tokenHash: hashToken(token), state: { in: ['company', 'company_link'] } },
    data: { state: 'closed' },
    select: { accountKey: true },
  })
  if (!closed) return
  await chargeNetwork(world.sql, { network: networkKey(visitor, world), ...closed }, world.clock())
}
