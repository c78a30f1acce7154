import { heldBy, itemsOf } from '@/lib/access/held-items'
import { loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { personLabel } from '@/lib/kernel/person'
import type { Actor } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import type { SubstituteInput } from '../schema'
import type { GrantsEffect } from '../view'
import { ceilingChange } from './ceiling-change'
import { type Limit, type Proposal, peopleOf, readKept } from './proposal'

// What operations on rights would change, from their input and from what is there now; null: nothing is left of it.

/** So many of whom it concerns are named. */
const NAMED = 5

type Preview<In> = (actor: Actor, input: In, context: Context) => Promise<GrantsEffect | null>

export const substituteAppointed: Preview<SubstituteInput> = async (actor, input, context) => {
  const [login = ''] = input.substitute.toLowerCase().split('@')
  const people = await loadPeople(
    context.sql,
    actor,
    Prisma.sql`(u.id = ${input.id}::uuid OR u.login = ${login})`,
  )
  const person = people.find(({ id }) => id === input.id)
  const substitute = people.find(({ account }) => account === `${login}@${actor.company.slug}`)
  if (!person || !substitute) return null
  return {
    kind: 'substitute_appointed',
    ...{ person: personLabel(person), substitute: personLabel(substitute) },
    ...{ from: input.from, until: input.until },
    ...(await heldBy(actor, person, context)),
  }
}

export const rightsChanged: Preview<{ draft: string }> = async (actor, { draft }, context) => {
  const { companyId } = actor.subject
  const [row] = await context.sql.$queryRaw<{ proposal: unknown }[]>`
    SELECT proposal FROM rights_draft WHERE id::text = ${draft} AND company_id = ${companyId}::uuid`
  if (!row) return null
  const proposal = await readKept(row.proposal)
  if (!proposal) return null
  const { groups, limits } = proposal
  const people = peopleOf(proposal)
  const named = await loadPeople(
    context.sql,
    actor,
    Prisma.sql`u.id = ANY(${people.slice(0, NAMED)}::uuid[])`,
    Prisma.empty,
    1,
  )
  const gives = [...new Set(groups.flatMap(({ add }) => add.map(({ item }) => item)))]
  const takes = [...new Set(groups.flatMap(({ remove }) => remove))]
  return {
    kind: 'rights_changed',
    ...{ people: named.map(personLabel), peopleCount: people.length },
    ...{ gives: await itemsOf(actor, gives, context), givesCount: gives.length },
    ...{ takes: await itemsOf(actor, takes, context), takesCount: takes.length },
    replaces: groups.some(({ replace }) => replace),
    numbers: new Set(limits.flatMap((limit) => limit.numbers)).size,
    allNumbers: limits.some(({ all }) => all),
    ...(await ceilingsOf(actor, limits, context)),
    role: await roleOf(actor, proposal, context),
  }
}

async function roleOf(actor: Actor, { template }: Proposal, context: Context) {
  if (!template) return null
  const old = (await loadOwnTemplates(actor, context.sql)).find(({ id }) => id === template.id)
  const had = (old?.functions ?? []).filter(isPermission)
  const next = (template.retire ? [] : template.functions).filter(isPermission)
  const stay = next.filter((fn) => had.includes(fn))
  const [held] = await context.sql.$queryRaw<[{ holders: number }]>`
    SELECT count(DISTINCT user_id)::int AS holders FROM "grant"
    WHERE company_id = ${actor.subject.companyId}::uuid AND template_id = ${template.id}::uuid
      AND ended_at IS NULL AND (valid_to IS NULL OR valid_to > ${context.clock()})`
  return {
    name: template.name,
    change: template.retire ? ('retired' as const) : old ? ('changed' as const) : ('new' as const),
    added: next.filter((fn) => !had.includes(fn)),
    removed: had.filter((fn) => !next.includes(fn)),
    asks: next.filter((fn) => template.asks.includes(fn) && !old?.asks.includes(fn)),
    asksNoLonger: stay.filter((fn) => old?.asks.includes(fn) && !template.asks.includes(fn)),
    ...held,
  }
}

/** What numbers may do at most from then on that they may not now, and no longer. */
async function ceilingsOf(actor: Actor, limits: readonly Limit[], { sql }: Context) {
  const { companyId } = actor.subject
  const changes = await Promise.all(
    limits.map(async ({ numbers, all, functions }) => {
      const rows = await sql.$queryRaw<{ functions: string[] | null }[]>`
        SELECT DISTINCT c.functions FROM (
          SELECT l.id FROM subscription l WHERE l.company_id = ${companyId}::uuid AND l.id = ANY(${numbers}::uuid[])
          UNION ALL SELECT NULL WHERE ${all}) w
        LEFT JOIN number_ceiling c ON c.company_id = ${companyId}::uuid AND c.subscription_id IS NOT DISTINCT FROM w.id`
      return ceilingChange(
        rows.map((row) => row.functions),
        functions,
      )
    }),
  )
  const each = (functions: readonly string[]) => [...new Set(functions.filter(isPermission))]
  return {
    comes: each(changes.flatMap(({ comes }) => comes)),
    goes: each(changes.flatMap(({ goes }) => goes)),
  }
}
