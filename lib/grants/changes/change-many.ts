import { loadPeople } from '@/lib/access/people'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { idsIn } from '@/lib/kernel/cursor'
import { endOfDay } from '@/lib/kernel/day'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { itemKey, readItem } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import { refuse } from '@/lib/words/refuse'
import { MOST_AT_ONCE } from '../bounds'
import { narrowed } from '../people/list-people'
import { type ChangeManyInput, changeManyInput } from '../schema'
import type { Give } from './proposal'
import { proposeChange } from './propose-change'
import { takenPeople } from './taken'

/**
 * Proposes the same change for many: to give, to take, to replace all they hold, or to copy what somebody else holds.
 * Refuses where nobody or nothing was chosen, an end that is past, and a person to copy from whom nobody knows.
 */
export const changeMany = operation({
  key: 'grants.change_many',
  permission: 'right:grant',
  input: changeManyInput,
  audit: [],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const people = await chosenPeople(actor, input, context)
    if (people.length === 0) return refuse('grants.nobody_chosen')
    const end = input.until ? endOfDay(input.until, context.market.timeZone) : null
    if (end && end <= context.clock()) return refuse('grants.period_unreadable', { field: 'until' })
    const to = end?.toISOString() ?? null
    if (input.mode === 'copy') {
      const copied = await copiedFrom(actor, input.from, to, context)
      if (!copied.ok) return copied
      const proposal = { groups: [{ people, add: copied.value }] }
      return proposeChange(actor, { kind: 'copied', proposal }, context)
    }
    if (!input.place) return refuse('grants.place_missing', { field: 'place' })
    const item = `${input.role}@${input.place}`
    if (!input.role || !readItem(item)) return refuse('grants.nothing_chosen', { field: 'role' })
    const group =
      input.mode === 'take'
        ? { people, remove: [item] }
        : { people, add: [{ item, to }], replace: input.mode === 'replace' }
    return proposeChange(actor, { kind: 'edited', proposal: { groups: [group] } }, context)
  },
})

/** The people who were ticked, or all that the list shows. */
export async function chosenPeople(
  actor: Actor,
  { people, all }: Pick<ChangeManyInput, 'people' | 'all'>,
  context: Context,
): Promise<string[]> {
  authorize(actor, 'right:view')
  if (all === undefined) return idsIn(people)
  const asked = takenPeople.safeParse(Object.fromEntries(new URLSearchParams(all)))
  if (!asked.success) return []
  const rows = await context.sql.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "user" u WHERE u.company_id = ${actor.subject.companyId}::uuid AND ${await narrowed(actor, asked.data, context)}
      AND u.id <> ${actor.subject.id}::uuid ORDER BY u.id LIMIT ${MOST_AT_ONCE + 1}`
  return rows.map(({ id }) => id)
}

/** What somebody holds, for others: until a day, and never longer than it is held itself. */
async function copiedFrom(
  actor: Actor,
  login: string,
  to: string | null,
  context: Context,
): Promise<Result<Give[]>> {
  const [name = ''] = login.toLowerCase().split('@')
  const [source] = await loadPeople(context.sql, actor, Prisma.sql`u.login = ${name}`)
  if (!source) return refuse('grants.nobody_chosen', { field: 'from' })
  const adds = ownGrants(source.subject).map((grant): Give => {
    const own = grant.validTo?.toISOString() ?? null
    return {
      item: itemKey(wordOf(grant), grant.scope),
      from: grant.validFrom > actor.now ? grant.validFrom.toISOString() : null,
      to: own && (!to || own < to) ? own : to,
    }
  })
  return adds.length > 0 ? ok(adds) : refuse('grants.nothing_changed', { field: 'from' })
}
