import { knownPlace, placeName } from '@/lib/access/places'
import { askApproval } from '@/lib/approvals/ask-approval'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { grantableIn, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { scopeKey } from '@/lib/rights/scope'
import { refuse } from '@/lib/words/refuse'
import type { AskRightInput } from './schema'

/**
 * Asks for a right that the actor lacks, somewhere in their company; whoever gives rights is told, and decides for a day
 * or for good. Refuses what they hold already. @throws NotFound for numbers, and for a scope out of reach.
 */
export async function askRight(
  actor: Actor,
  { fn, on, comment }: AskRightInput,
  world: World,
): Promise<Result<{ asked: string }>> {
  authorize(actor, 'profile:edit')
  const place = await knownPlace(world.sql, actor, on)
  if (!place || !scopesOf(fn).includes(on.kind) || !grantableIn(actor.subject.companyKind).includes(fn))
    throw new NotFound(`${fn} on ${scopeKey(on)}`)
  if (can(actor.subject, fn, place.target, actor.now)) return refuse('approvals.held_already')
  const input = { place: scopeKey(on) }
  return askApproval(
    actor,
    { kind: 'right', fn, input, subject: placeName(place, world.market) || actor.company.name, comment },
    world,
  )
}
