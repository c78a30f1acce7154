import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { type FunctionKey, NUMBER_FUNCTIONS } from '@/lib/rights/catalogue'
import { fitting, functionsOfWhat, itemKey, readItem } from '@/lib/rights/items'
import { scopeKey } from '@/lib/rights/scope'
import { linesInReach } from '@/lib/subscriptions/reach'
import { changedSince, loadDraft } from './drafts'
import { loadFrame } from './editor-frame'
import { applied, differencesOf, missingFor, type Templates, touchedBy, wordOf } from './judge'
import { loadPlaces } from './places'
import { type Group, type Proposal, peopleOf, scopesIn } from './proposal'
import { ofTemplate } from './review-template'
import { gathered, type Known, NAMED, type Told } from './review-told'
import { isRisky } from './rules'
import { loadPeople, type Person } from './subjects'
import type { GivenItem, ReviewItem, ReviewPeriod, ReviewView, Skipped } from './view'

/**
 * A draft as it would be applied now: who will be able to do what that they cannot now, and no longer, judged by the law
 * before and after; what stands in its way. A constant number of queries. @throws NotFound for somebody else's.
 */
export async function getReview(asked: Actor, id: string, world: World): Promise<ReviewView> {
  authorize(asked, 'right:view')
  const now = world.clock()
  const draft = await loadDraft(world.sql, asked, id, now)
  const actor = await whoseIs(asked, draft.byId, world)
  const { proposal } = draft
  const [people, conflicts, limits] = await Promise.all([
    loadPeople(world.sql, actor, whomOf(proposal), Prisma.sql`ORDER BY u.name COLLATE "und-x-icu", u.id`),
    draft.applied ? [] : changedSince(world.sql, actor, draft),
    limitsOf(actor, proposal, world),
  ])
  const scopes = [
    ...scopesIn(proposal),
    ...people.flatMap(({ subject }) => subject.grants.map(({ scope }) => scope)),
  ]
  const [frame, places] = await Promise.all([
    loadFrame(world.sql, actor, scopes),
    loadPlaces(world.sql, actor, scopes),
  ])
  const templates: Templates = new Map(
    frame.templates.filter(({ retired }) => !retired).map((own) => [own.id, own.functions]),
  )
  const known = { templates, places, now }
  const told = proposal.template
    ? ofTemplate(people, proposal, known)
    : ofGroups(actor, people, proposal, known)
  const missing = proposal.groups.flatMap(({ add }) =>
    missingFor(actor.subject, add, templates, places, now).map(
      ({ fn, scope, to }): ReviewItem => ({ fn, place: scope, from: null, to }),
    ),
  )
  const old = frame.templates.find((own) => own.id === proposal.template?.id)
  const [undone] = proposal.undoes
    ? await world.sql.$queryRaw<
        { number: number }[]
      >`SELECT number FROM rights_change WHERE id = ${proposal.undoes}::uuid`
    : []
  return {
    ...{ id, kind: draft.kind, applied: draft.applied, conflicts, frame },
    ...told,
    missing: [...new Map(missing.map((item) => [`${item.fn}@${item.place}`, item])).values()],
    limits,
    numbers: limits.reduce((sum, { count }) => sum + count, 0),
    template: proposal.template && {
      name: proposal.template.name,
      added: proposal.template.functions.filter((fn) => !old?.functions.includes(fn)),
      removed: (old?.functions ?? []).filter(
        (fn) => proposal.template!.retire || !proposal.template!.functions.includes(fn),
      ),
      asks: proposal.template.asks.filter((fn) => !old?.asks.includes(fn)),
      asksNoLonger: (old?.asks ?? []).filter(
        (fn) => proposal.template!.functions.includes(fn) && !proposal.template!.asks.includes(fn),
      ),
      retire: proposal.template.retire,
      isNew: !old,
    },
    undoes: undone?.number ?? null,
    risky: isRisky(proposal, templates),
  }
}

/** A draft is judged by what whoever made it holds, also for somebody else who is to approve it. */
async function whoseIs(asked: Actor, byId: string, world: World): Promise<Actor> {
  if (byId === asked.subject.id) return asked
  const [by] = await loadPeople(world.sql, asked, Prisma.sql`u.id = ${byId}::uuid`)
  return by ? { ...asked, subject: by.subject } : asked
}

const whomOf = (proposal: Proposal): Prisma.Sql =>
  proposal.template
    ? Prisma.sql`u.id IN (SELECT h.user_id FROM held_grant h WHERE h.template_id = ${proposal.template.id}::uuid)`
    : Prisma.sql`u.id = ANY(${peopleOf(proposal)}::uuid[])`

function ofGroups(actor: Actor, people: readonly Person[], proposal: Proposal, known: Known): Told {
  const byId = new Map(people.map((person) => [person.id, person]))
  const skipped: Skipped[] = []
  const told = gathered()
  let [added, removed, concerned] = [0, 0, 0]
  for (const group of proposal.groups) {
    const alike = new Map<string, ReturnType<typeof change>>()
    for (const id of group.people) {
      const person = byId.get(id)
      if (!person) continue
      if (id === actor.subject.id) skipped.push({ name: person.name, why: 'oneself' })
      else if (person.subject.mainAdministrator)
        skipped.push({ name: person.name, why: 'main_administrator' })
      else {
        const key = alikeKey(person)
        const found = alike.get(key) ?? change(person, group, known)
        alike.set(key, found)
        if (found.added + found.removed === 0) skipped.push({ name: person.name, why: 'nothing' })
        else told.add(person, found.told)
        added += found.added
        removed += found.removed
        concerned += found.added + found.removed > 0 ? 1 : 0
      }
    }
  }
  return { groups: [...told.groups.values()], skipped, added, removed, people: concerned }
}

/** People who hold the same things are judged once. */
const alikeKey = ({ subject }: Person) =>
  JSON.stringify([subject.active, subject.grants.map(({ id: _id, ...grant }) => grant)])

function change(person: Person, group: Group, { templates, places, now }: Known) {
  const { after, ended, added } = applied(person.subject, group, templates, now)
  const touched = touchedBy(ended, added, templates, places, now)
  const { gains, loses } = differencesOf(person.subject, after, touched)
  const starts = new Map(touched.map(({ fn, place, at }) => [`${fn}@${scopeKey(place.scope)}`, at]))
  const item = ({ fn, scope, to }: { fn: FunctionKey; scope: string; to: Date | null }): ReviewItem => {
    const at = starts.get(`${fn}@${scope}`)
    return { fn, place: scope, from: at && at > now ? at : null, to }
  }
  const periods = added.flatMap((give): ReviewPeriod[] => {
    const was = ended.find((grant) => itemKey(wordOf(grant), grant.scope) === give.item)
    const { what, scope } = readItem(give.item)!
    const [from, to] = [give.from, give.to].map((at) => at && new Date(at)) as [Date | null, Date | null]
    return was
      ? [{ word: what, place: scopeKey(scope), was: was.validTo, from: from && from > now ? from : null, to }]
      : []
  })
  const again = new Set(periods.map(({ word, place }) => `${word}@${place}`))
  const gives = added.flatMap((give): GivenItem[] => {
    const { what, scope } = readItem(give.item)!
    const functions = functionsOfWhat(what, templates)
    const lacks = functions.filter((fn) => !(fitting(functions, scope) as string[]).includes(fn))
    const to = give.to ? new Date(give.to) : null
    return again.has(give.item) ? [] : [{ word: what, place: scopeKey(scope), to, lacks }]
  })
  const takes = ended.flatMap((grant): GivenItem[] => {
    const key = itemKey(wordOf(grant), grant.scope)
    return again.has(key) ? [] : [{ word: wordOf(grant), place: scopeKey(grant.scope), to: null, lacks: [] }]
  })
  const told = { gives, takes, gains: gains.map(item), loses: loses.map(item), periods }
  return { told, added: added.length, removed: ended.length }
}

/** What numbers will be able to do, and no longer, by what they may now. */
async function limitsOf(actor: Actor, { limits }: Proposal, world: World): Promise<ReviewView['limits']> {
  if (limits.length === 0) return []
  const ids = limits.flatMap(({ numbers }) => numbers)
  const rows = await world.sql.$queryRaw<
    { id: string | null; ident: string | null; functions: string[] | null }[]
  >`
    SELECT l.id, l.ident, c.functions FROM subscription l LEFT JOIN number_ceiling c ON c.subscription_id = l.id
    WHERE l.id = ANY(${ids}::uuid[]) AND ${linesInReach(actor, 'number_ceiling:edit')}
    UNION ALL SELECT NULL, NULL, c.functions FROM number_ceiling c
    WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.subscription_id IS NULL
    ORDER BY ident`
  const [every] = limits.some((limit) => limit.all)
    ? await world.sql.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM subscription l
        WHERE l.company_id = ${actor.subject.companyId}::uuid AND l.msisdn IS NOT NULL AND l.status <> 'terminated'`
    : []
  const all = (functions: readonly string[] | null | undefined) =>
    functions ?? (NUMBER_FUNCTIONS as readonly string[])
  return limits.map(({ numbers, all: everyNumber, functions }) => {
    const chosen = new Set(numbers)
    const these = rows.filter(({ id }) => (id === null ? everyNumber : chosen.has(id)))
    const present = everyNumber && these.length === 0 ? [{ functions: null }] : these
    const left = [...all(functions)]
    return {
      numbers: these
        .flatMap(({ id, ident }) => (id && ident ? [{ id, name: nationalNumber(ident) }] : []))
        .slice(0, NAMED),
      count: everyNumber ? (every?.count ?? 0) : numbers.length,
      all: everyNumber,
      left,
      goes: [...new Set(present.flatMap((row) => all(row.functions).filter((fn) => !left.includes(fn))))],
      comes: left.filter((fn) => present.some((row) => !all(row.functions).includes(fn))),
    }
  })
}
