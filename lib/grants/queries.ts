import type { World } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { type FunctionKey, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import { type Subject, within } from '@/lib/rights/subject'

/** A user of the actor's company as the law sees them. @throws NotFound for any other id. */
export async function getSubject(actor: Actor, userId: string, world: World): Promise<Subject> {
  authorize(actor, 'user:view')
  const user = await world.db.user.findFirst({
    where: { id: userId, companyId: actor.subject.companyId },
    select: {
      id: true,
      companyId: true,
      administrator: { select: { userId: true } },
      suspensions: { where: { endedAt: null }, select: { id: true } },
      grants: {
        where: { endedAt: null },
        orderBy: { validFrom: 'asc' },
        select: { id: true, template: true, validFrom: true, validTo: true },
      },
    },
  })
  if (!user) throw new NotFound(`user ${userId}`)
  return {
    kind: 'user',
    id: user.id,
    companyId: user.companyId,
    companyKind: actor.subject.companyKind,
    active: user.suspensions.length === 0,
    mainAdministrator: user.administrator !== null,
    grants: user.grants,
  }
}

/** What the company leaves to its numbers when they sign in; everything where nothing is said. */
export async function getNumberCeiling(actor: Actor, world: World): Promise<readonly FunctionKey[]> {
  authorize(actor, 'number_ceiling:edit')
  const ceiling = await world.db.numberCeiling.findFirst({
    where: { companyId: actor.subject.companyId, subscriptionId: null },
    select: { functions: true },
  })
  return NUMBER_FUNCTIONS.filter((fn) => within(ceiling?.functions, fn))
}
