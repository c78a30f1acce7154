import type { Context } from '@/lib/infra/context'
import { hashToken } from '@/lib/kernel/token'
import { chargeNetwork, networkKey } from '../limits/network-limit'
import type { Visitor } from '../view'

/** Ends a visit to a company's provider from which nothing came; it counts for its network. */
export async function endCompanyVisit(visitor: Visitor, token: string, context: Context): Promise<void> {
  const [closed] = await context.db.signIn.updateManyAndReturn({
    where: { tokenHash: hashToken(token), state: { in: ['company', 'company_link'] } },
    data: { state: 'closed' },
    select: { accountKey: true },
  })
  if (!closed) return
  await chargeNetwork(context.sql, { network: networkKey(visitor, context), ...closed }, context.clock())
}
