import { findApproved } from '@/lib/approvals/queries'
import { userActor } from '@/lib/identity/user-actor'
import type { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, type Approval, authorize } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'
import { whyNotApprove } from './second-person'

/**
 * What a second person has approved for the actor, of what is fetched and not done: `kept` is what the request keeps, `input`
 * what the use case was called with. Refuses what nobody has approved lately, and what whoever did could not approve by now.
 */
export async function findApproval(
  actor: Actor,
  fn: FunctionKey,
  { kept, input }: { kept: Prisma.InputJsonObject; input: object },
  world: World,
): Promise<Result<Approval>> {
  authorize(actor, fn)
  const found = await findApproved(actor, fn, kept, world)
  if (!found) return refuse('approvals.needed')
  const { id, askedAt, decidedById } = found
  const decider = await userActor(decidedById, world)
  const request = { id, byId: actor.subject.id, kind: 'operation', fn, input: kept }
  if (!decider || (await whyNotApprove(decider, request, world.sql))) return refuse('approvals.decider_gone')
  return ok({ request: id, input, by: decider.name, byId: decidedById, askedAt })
}
