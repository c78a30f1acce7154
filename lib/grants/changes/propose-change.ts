import type { Templates } from '@/lib/access/own-templates'
import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { countUnknown } from '@/lib/access/places'
import { uuids } from '@/lib/infra/arrays'
import type { Context } from '@/lib/infra/context'
import { newId } from '@/lib/kernel/id'
import { ok, type Refused, type Result } from '@/lib/kernel/result'
import { inSlices, pause } from '@/lib/kernel/slices'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import { fitting, permissionsOfWhat, readItem } from '@/lib/rights/items'
import { type RefusalCode, refuse } from '@/lib/words/refuse'
import { MOST_AT_ONCE, MOST_HELD, MOST_IN_CHANGE, MOST_ITEMS, MOST_JUDGED } from '../bounds'
import type { ChangeKind } from '../change-kind'
import { type Proposal, type ProposalInput, peopleOf, readProposal, scopesIn } from './proposal'

/**
 * Keeps a change of rights for review: nothing is changed yet, and what is applied later is exactly this. Refuses one
 * that changes nothing, one for too many or of too much at once, places that are not there, and one for oneself. @throws NotFound where it names somebody else's.
 */
export async function proposeChange(
  actor: Actor,
  input: { kind: ChangeKind; proposal: ProposalInput; seen?: number | undefined },
  context: Context,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'right:view')
  if (
    input.proposal.groups?.some(
      ({ add = [], remove = [] }) => Math.max(add.length, remove.length) > MOST_HELD,
    )
  )
    return refuse('grants.held_too_much', { values: { most: MOST_HELD } })
  const proposal = await readProposal(input.proposal)
  const { groups, limits, template } = proposal
  const acts = groups.some(({ add, remove, replace }) => replace || add.length + remove.length > 0)
  if (!acts && limits.length === 0 && !template) return refuse('grants.nothing_changed')
  const numbers = limits.reduce((sum, each) => sum + each.numbers.length, 0)
  if (Math.max(peopleOf(proposal).length, numbers) > MOST_AT_ONCE)
    return refuse('grants.too_many', { values: { most: MOST_AT_ONCE } })
  // What is taken back is as much as was done.
  const flaw = proposal.undoes ? null : tooMuch(proposal)
  if (flaw) return flaw
  const unknown = await countUnknown(context.sql, actor, scopesIn(proposal))
  if (unknown > 0) return refuse('grants.no_such_places', { values: { count: unknown } })
  const templates = asTemplates(await loadOwnTemplates(actor, context.sql))
  for await (const { add } of inSlices(groups))
    if (add.some(({ item }) => reachesNothing(item, templates))) return refuse('grants.reaches_nothing')
  const people = peopleOf(proposal)
  if (people.length > 0 && people.every((each) => each === actor.subject.id))
    return refuse('company.not_oneself')
  const id = newId()
  const { companyId } = actor.subject
  const chosen = limits.flatMap((limit) => limit.numbers)
  const replaced = groups.flatMap((group) => (group.replace ? group.people : []))
  const [there] = await context.sql.$queryRaw<
    [{ people: number; numbers: number; held: number; replaced: number }]
  >`
    SELECT (SELECT count(*)::int FROM "grant" g WHERE g.user_id = ANY(${uuids(people)}) AND g.ended_at IS NULL) AS held,
      (SELECT count(*)::int FROM "grant" g WHERE g.user_id = ANY(${uuids(replaced)}) AND g.ended_at IS NULL) AS replaced, (SELECT count(*)::int FROM "user" u WHERE u.company_id = ${companyId}::uuid AND u.id = ANY(${uuids(people)})) AS people,
      (SELECT count(*)::int FROM subscription l WHERE l.company_id = ${companyId}::uuid AND l.id = ANY(${uuids(chosen)})) AS numbers`
  if (there.people !== people.length || there.numbers !== new Set(chosen).size)
    throw new NotFound('not of this company')
  if (there.replaced > MOST_IN_CHANGE || there.held > MOST_JUDGED)
    return refuse('grants.too_much', { values: { most: MOST_IN_CHANGE } })
  await pause()
  await context.sql.$executeRaw`
    INSERT INTO rights_draft (id, company_id, by_id, kind, proposal, seen_version, created_at)
    SELECT ${id}::uuid, c.id, ${actor.subject.id}::uuid, ${input.kind}::rights_change_kind, ${proposal}::jsonb,
      least(coalesce(${input.seen ?? null}::int, c.rights_version), c.rights_version), ${context.clock()}
    FROM company c WHERE c.id = ${companyId}::uuid`
  return ok({ id })
}

/** What is too much of a change, if anything is. */
function tooMuch(proposal: Proposal): Refused<RefusalCode> | null {
  const items = proposal.groups.reduce((sum, { add, remove }) => sum + add.length + remove.length, 0)
  if (items > MOST_ITEMS) return refuse('grants.too_much', { values: { most: MOST_ITEMS } })
  return sizeOf(proposal) > MOST_IN_CHANGE
    ? refuse('grants.too_much', { values: { most: MOST_IN_CHANGE } })
    : null
}

/** How many rights a change gives and takes, counted for each person. */
const sizeOf = ({ groups }: Proposal): number =>
  groups.reduce((sum, { people, add, remove }) => sum + people.length * (add.length + remove.length), 0)

/** Whether nothing of what is given can be held over its scope. */
function reachesNothing(item: string, templates: Templates): boolean {
  const { what, scope } = readItem(item)!
  return templates.has(what) || what.length !== 36
    ? fitting(permissionsOfWhat(what, templates), scope).length === 0
    : false
}
