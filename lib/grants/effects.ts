import type { z } from 'zod'
import { loadPeople, type Person } from '@/lib/access/people'
import { loadPlaces, type Place, placeName } from '@/lib/access/places'
import { approvedRulesInput } from '@/lib/approvals/schema'
import type { Effect, EffectItem } from '@/lib/approvals/view'
import { approvedEditUserInput, createUserInput, userIdInput } from '@/lib/company/schema'
import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { personLabel } from '@/lib/kernel/person'
import { displayNumber, readMobileNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { isFunction, RISKY } from '@/lib/rights/catalogue'
import { riskOf } from '@/lib/rights/grantable'
import { functionsOfWhat, itemKey, readItem } from '@/lib/rights/items'
import { scopeKey } from '@/lib/rights/scope'
import { ceilingChange } from './ceiling-change'
import { ownGrants, wordOf } from './judge'
import { loadOwnTemplates } from './own-templates'
import { type Limit, type Proposal, peopleOf, readProposal } from './proposal'
import { substituteInput } from './schema'

/** So many of what would be given or taken, and of whom it concerns, are named; of what is risky, all. */
const NAMED = 5

/** What a request would change, from what it keeps and from what is there now; null: nothing is left of it. */
export type Describe = (actor: Actor, input: unknown, world: World) => Promise<Effect | null>

/** Reads what a request keeps by the schema that will read it when it is done. */
const reading =
  <Schema extends z.ZodType>(
    schema: Schema,
    describe: (actor: Actor, input: z.output<Schema>, world: World) => Promise<Effect | null> | Effect | null,
  ): Describe =>
  async (actor, input, world) => {
    const read = schema.safeParse(input)
    return read.success ? describe(actor, read.data, world) : null
  }

const spelled = (mobile: string, world: World): string => {
  const number = readMobileNumber(mobile, world.market)
  return number.kind === 'mobile' ? displayNumber(number.msisdn, world.market) : mobile
}

export const userCreated = reading(createUserInput, (actor, { login, name, email, mobile }, world) => ({
  kind: 'user_created',
  account: login.includes('@') ? login : `${login}@${actor.company.slug}`,
  ...{ name, email, mobile: spelled(mobile, world) },
}))

type User = { account: string; name: string; email: string; mobile: string }
async function userOf(actor: Actor, id: string, world: World): Promise<User | null> {
  const [user] = await world.sql.$queryRaw<(User & { login: string })[]>`
    SELECT login, name, email, mobile FROM "user"
    WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid`
  if (!user) return null
  const { login, ...rest } = user
  return {
    ...rest,
    mobile: displayNumber(user.mobile, world.market),
    account: `${login}@${actor.company.slug}`,
  }
}

const FIELDS = ['name', 'email', 'mobile'] as const
export const userEdited = reading(approvedEditUserInput, async (actor, { id, changes }, world) => {
  const user = await userOf(actor, id, world)
  if (!user) return null
  const told = FIELDS.flatMap((field) => {
    const change = changes[field]
    if (!change) return []
    const next = field === 'mobile' ? spelled(change.next, world) : change.next
    const others = user[field] !== change.was && user[field] !== next
    return [{ field, was: change.was, next, now: others ? user[field] : null }]
  })
  return { kind: 'user_edited', account: user.account, changes: told }
})

export const passwordReissued = reading(userIdInput, async (actor, { id }, world) => {
  const user = await userOf(actor, id, world)
  return user && { kind: 'password_reissued', account: user.account, email: user.email }
})

export const factorsRemoved = reading(userIdInput, async (actor, { id }, world) => {
  const user = await userOf(actor, id, world)
  return user && { kind: 'factors_removed', account: user.account }
})

export const userReactivated = reading(userIdInput, async (actor, { id }, world) => {
  const [person] = await loadPeople(world.sql, actor, Prisma.sql`u.id = ${id}::uuid`)
  return person
    ? { kind: 'user_reactivated', account: person.account, ...(await heldBy(actor, person, world)) }
    : null
})

export const rulesChanged = reading(approvedRulesInput, (_actor, { on, off }) => ({
  kind: 'rules_changed',
  ...{ on, off },
}))

export const usageTaken: Describe = async (actor, input, world) => {
  const { line, month } = input as { line?: string; month?: string }
  const [row] = await world.sql.$queryRaw<{ ident: string }[]>`
    SELECT ident FROM subscription WHERE id = ${line ?? null}::uuid AND company_id = ${actor.subject.companyId}::uuid`
  return row && month ? { kind: 'usage_taken', number: displayNumber(row.ident, world.market), month } : null
}

export const rightsGiven: Describe = (actor, input, world) =>
  typeof input === 'object' && input !== null && 'draft' in input
    ? rightsChanged(actor, String(input.draft), world)
    : substituteAppointed(actor, input, world)

const substituteAppointed = reading(substituteInput, async (actor, input, world) => {
  const [login = ''] = input.substitute.toLowerCase().split('@')
  const people = await loadPeople(
    world.sql,
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
    ...(await heldBy(actor, person, world)),
  }
})

async function rightsChanged(actor: Actor, draft: string, world: World): Promise<Effect | null> {
  const { companyId } = actor.subject
  const [row] = await world.sql.$queryRaw<{ proposal: unknown }[]>`
    SELECT proposal FROM rights_draft WHERE id::text = ${draft} AND company_id = ${companyId}::uuid`
  if (!row) return null
  const proposal = await readProposal(row.proposal)
  const { groups, limits } = proposal
  const people = peopleOf(proposal)
  const named = await loadPeople(
    world.sql,
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
    ...{ gives: await itemsOf(actor, gives, world), givesCount: gives.length },
    ...{ takes: await itemsOf(actor, takes, world), takesCount: takes.length },
    replaces: groups.some(({ replace }) => replace),
    numbers: new Set(limits.flatMap((limit) => limit.numbers)).size,
    allNumbers: limits.some(({ all }) => all),
    ...(await ceilingsOf(actor, limits, world)),
    role: await roleOf(actor, proposal, world),
  }
}

async function roleOf(actor: Actor, { template }: Proposal, world: World) {
  if (!template) return null
  const old = (await loadOwnTemplates(actor, world.sql)).find(({ id }) => id === template.id)
  const had = (old?.functions ?? []).filter(isFunction)
  const next = (template.retire ? [] : template.functions).filter(isFunction)
  const stay = next.filter((fn) => had.includes(fn))
  const [held] = await world.sql.$queryRaw<[{ holders: number }]>`
    SELECT count(DISTINCT user_id)::int AS holders FROM "grant"
    WHERE company_id = ${actor.subject.companyId}::uuid AND template_id = ${template.id}::uuid
      AND ended_at IS NULL AND (valid_to IS NULL OR valid_to > ${world.clock()})`
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
async function ceilingsOf(actor: Actor, limits: readonly Limit[], { sql }: World) {
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
  const each = (functions: readonly string[]) => [...new Set(functions.filter(isFunction))]
  return {
    comes: each(changes.flatMap(({ comes }) => comes)),
    goes: each(changes.flatMap(({ goes }) => goes)),
  }
}

/** What somebody holds themselves, the gravest of it by name. */
async function heldBy(actor: Actor, person: Person, world: World) {
  const items = ownGrants(person.subject).map((grant) => itemKey(wordOf(grant), grant.scope))
  const holds = await itemsOf(actor, items, world)
  return { holds, more: items.length - holds.length }
}

/** What a place is called; one that is gone has no name. */
const nameOf = (place: Place | undefined, world: World): string =>
  place ? placeName(place, world.market) : '?'

/**
 * The gravest first, and over the whole company before a part of it: whoever asks chooses the order, and what is risky is
 * never behind "and more"; only the same for further places is.
 */
async function itemsOf(actor: Actor, keys: readonly string[], world: World): Promise<EffectItem[]> {
  const own = await loadOwnTemplates(actor, world.sql)
  const functions = new Map(own.map((role) => [role.id, role.functions]))
  const risks = new Map<string, number>()
  const ranked = keys
    .flatMap((key) => readItem(key) ?? [])
    .map((item) => {
      const risk =
        risks.get(item.what) ?? riskOf([...functionsOfWhat(item.what, functions)].filter(isFunction))
      risks.set(item.what, risk)
      return { ...item, risk, part: Number(item.scope.kind !== 'company') }
    })
    .sort((a, b) => b.risk - a.risk || a.part - b.part)
  const words = new Set<string>()
  const items = ranked.filter(({ what, risk }, at) => {
    const first = !words.has(what)
    words.add(what)
    return at < NAMED || (risk >= RISKY && first)
  })
  const places = await loadPlaces(
    world.sql,
    actor,
    items.map(({ scope }) => scope),
  )
  return items.map(({ what, scope }) => ({
    word: what,
    own: own.find(({ id }) => id === what)?.name ?? null,
    place: scope.kind,
    placeName: nameOf(places.get(scopeKey(scope)), world),
  }))
}
