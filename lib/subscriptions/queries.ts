import type { World } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { OwnLine } from './view'

/** The line of the number that signed in. @throws NotFound for users, who have none. */
export async function getOwnLine(actor: Actor, world: World): Promise<OwnLine> {
  authorize(actor, 'own_line:view')
  const { id, companyId } = actor.subject
  const line = await world.db.subscription.findFirst({
    where: { id, companyId },
    select: { msisdn: true, status: true, label: true, holder: true },
  })
  if (!line) throw new NotFound(`subscription ${id}`)
  const { msisdn, ...rest } = line
  return { ...rest, number: nationalNumber(msisdn) }
}
