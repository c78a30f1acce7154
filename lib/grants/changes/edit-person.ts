import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import { countUnknown } from '@/lib/access/places'
import { operation } from '@/lib/contract/operation'
import { Prisma } from '@/lib/infra/db'
import { endOfDay } from '@/lib/kernel/day'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { readItem, readWhat } from '@/lib/rights/items'
import { refuse } from '@/lib/words/refuse'
import { editPersonInput } from '../schema'
import { completed } from './complete'
import { type Group, scopesIn } from './proposal'
import { proposeChange } from './propose-change'

/**
 * Proposes what somebody has ticked and unticked for one person, completed by what it needs and what falls with it.
 * Refuses a role that cannot be read, an end that is past, and places that are not there. @throws NotFound for a user of another company.
 */
export const editPerson = operation({
  key: 'grants.edit_person',
  permission: 'right:grant',
  input: editPersonInput,
  audit: [],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const [person] = await loadPeople(context.sql, actor, Prisma.sql`u.id = ${input.person}::uuid`)
    if (!person) throw new NotFound(`user ${input.person}`)
    const now = context.clock()
    const to = input.until ? endOfDay(input.until, context.market.timeZone) : null
    if (to && to <= now) return refuse('grants.period_unreadable', { field: 'until' })
    if (input.role && !input.place) return refuse('grants.place_missing', { field: 'place' })
    const role = input.role ? `${input.role}@${input.place}` : null
    if (role && !(readItem(role) && readWhat(input.role)))
      return refuse('grants.nothing_chosen', { field: 'role' })
    const had = new Set(input.had)
    const ticked = [...new Set([...input.ticked.filter((item) => !had.has(item)), ...(role ? [role] : [])])]
    const give = (item: string) => ({ item, from: null, to: to?.toISOString() ?? null })
    const kept = new Set(input.ticked)
    const group: Group = {
      people: [person.id],
      add: ticked.map(give),
      remove: input.had.filter((item) => !kept.has(item) && item !== role),
      replace: false,
    }
    const unknown = await countUnknown(context.sql, actor, scopesIn({ groups: [group] }))
    if (unknown > 0) return refuse('grants.no_such_places', { values: { count: unknown } })
    const templates = asTemplates(await loadOwnTemplates(actor, context.sql))
    const proposal = { groups: [await completed(person.subject, group, templates, now)] }
    return proposeChange(actor, { kind: 'edited', proposal, seen: input.seen }, context)
  },
})
