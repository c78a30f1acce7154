import type { World } from '@/lib/infra/world'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { fitting, functionsOfWhat, readItem } from '@/lib/rights/items'
import { refuse } from '@/lib/words/refuse'
import type { ChangeKind } from './change-kind'
import type { Templates } from './judge'
import { asTemplates, loadOwnTemplates } from './own-templates'
import { type ProposalInput, peopleOf, proposalShape } from './proposal'
import { MOST_AT_ONCE } from './rules'

/**
 * Keeps a change of rights for review: nothing is changed yet, and what is applied later is exactly this. Refuses one
 * that changes nothing, one for too many at once, and one for oneself. @throws NotFound where it names somebody else's.
 */
export async function proposeChange(
  actor: Actor,
  input: { kind: ChangeKind; proposal: ProposalInput; seen?: number | undefined },
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'right:view')
  const proposal = proposalShape.parse(input.proposal)
  const { groups, limits, template } = proposal
  const acts = groups.some(({ add, remove, replace }) => replace || add.length + remove.length > 0)
  if (!acts && limits.length === 0 && !template) return refuse('grants.nothing_changed')
  const numbers = limits.reduce((sum, each) => sum + each.numbers.length, 0)
  if (Math.max(peopleOf(proposal).length, numbers) > MOST_AT_ONCE)
    return refuse('grants.too_many', { values: { most: MOST_AT_ONCE } })
  const templates = asTemplates(await loadOwnTemplates(actor, world.sql))
  if (groups.some(({ add }) => add.some(({ item }) => reachesNothing(item, templates))))
    return refuse('grants.reaches_nothing')
  const people = peopleOf(proposal)
  if (people.length > 0 && people.every((each) => each === actor.subject.id))
    return refuse('company.not_oneself')
  const id = newId()
  const { companyId } = actor.subject
  const chosen = limits.flatMap((limit) => limit.numbers)
  const [there] = await world.sql.$queryRaw<[{ people: number; numbers: number }]>`
    SELECT (SELECT count(*)::int FROM "user" u WHERE u.company_id = ${companyId}::uuid AND u.id = ANY(${people}::uuid[])) AS people,
      (SELECT count(*)::int FROM subscription l WHERE l.company_id = ${companyId}::uuid AND l.id = ANY(${chosen}::uuid[])) AS numbers`
  if (there.people !== people.length || there.numbers !== new Set(chosen).size)
    throw new NotFound('not of this company')
  await world.sql.$executeRaw`
    INSERT INTO rights_draft (id, company_id, by_id, kind, proposal, seen_version, created_at)
    SELECT ${id}::uuid, c.id, ${actor.subject.id}::uuid, ${input.kind}::rights_change_kind, ${proposal}::jsonb,
      least(coalesce(${input.seen ?? null}::int, c.rights_version), c.rights_version), ${world.clock()}
    FROM company c WHERE c.id = ${companyId}::uuid`
  return ok({ id })
}

/** Whether nothing of what is given can be held over its scope. */
function reachesNothing(item: string, templates: Templates): boolean {
  const { what, scope } = readItem(item)!
  return templates.has(what) || what.length !== 36
    ? fitting(functionsOfWhat(what, templates), scope).length === 0
    : false
}
