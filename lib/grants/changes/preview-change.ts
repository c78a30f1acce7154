import type { Templates } from '@/lib/access/own-templates'
import { loadPeople, type Person } from '@/lib/access/people'
import { loadPlaces, type Place, placeName } from '@/lib/access/places'
import { linesInReach } from '@/lib/access/reach'
import { uuids } from '@/lib/infra/arrays'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { inSlices, pause } from '@/lib/kernel/slices'
import type { Market } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { type Scope, scopeKey } from '@/lib/rights/scope'
import { MOST_SHOWN } from '../bounds'
import { loadFrame } from '../people/editor-frame'
import { isRisky } from '../rules'
import type { PlaceView, PreviewItem, PreviewView } from '../view'
import { ceilingChange } from './ceiling-change'
import { changedSince, loadDraft } from './drafts'
import { missingFor } from './judge'
import { NAMED, type PreviewParts } from './preview-groups'
import { ofGroups } from './preview-people'
import { ofTemplate } from './preview-template'
import { type Proposal, peopleOf, scopesIn } from './proposal'

/**
 * A draft as it would be applied now: who will be able to do what that they cannot now, and no longer, judged by the law
 * before and after; what stands in its way. `decides`: the actor decides whether it is done (lib/approvals/get-review-to-decide.ts). A constant number of queries, and one for each few thousand people. @throws NotFound for somebody else's.
 */
export async function getReview(
  asked: Actor,
  id: string,
  context: Context,
  decides = false,
): Promise<PreviewView> {
  authorize(asked, 'right:view')
  const now = context.clock()
  const draft = await loadDraft(context.sql, asked, id, now, { decides })
  const actor = await whoseIs(asked, draft.byId, context)
  const { proposal } = draft
  await pause()
  const [people, since, limits] = await Promise.all([
    whomOf(actor, proposal, context),
    draft.applied ? { conflicts: [], moreConflicts: 0 } : changedSince(context.sql, actor, draft),
    limitsOf(actor, proposal, context),
  ])
  const scopes = await scopesOf(people, proposal)
  const [frame, places] = await Promise.all([
    loadFrame(context, actor, []),
    loadPlaces(context.sql, actor, scopes),
  ])
  const templates: Templates = new Map(
    frame.templates.filter(({ retired }) => !retired).map((own) => [own.id, own.functions]),
  )
  const known = { templates, places, now }
  const shown = proposal.template
    ? await ofTemplate(people, proposal, known)
    : await ofGroups(people, proposal, known, actor.subject.id)
  const lacking = new Map<string, PreviewItem>()
  for (const { add } of proposal.groups)
    for (const { fn, scope, to } of await missingFor(actor.subject, add, templates, places, now))
      lacking.set(`${fn}@${scope}`, { fn, place: scope, from: null, to })
  const missing = [...lacking.values()].slice(0, MOST_SHOWN)
  const old = frame.templates.find((own) => own.id === proposal.template?.id)
  const [undone] = proposal.undoes
    ? await context.sql.$queryRaw<
        { number: number }[]
      >`SELECT number FROM rights_change WHERE id = ${proposal.undoes}::uuid`
    : []
  return {
    ...{ id, kind: draft.kind, applied: draft.applied, ...since },
    ...shown,
    ...{ missing, moreMissing: lacking.size - missing.length },
    frame: { ...frame, places: placesShownOf(shown, missing, places, context.market) },
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

/** Every place that matters: what is given and taken, and what is held already, each once. */
async function scopesOf(people: readonly Person[], proposal: Proposal): Promise<Scope[]> {
  const scopes = new Map(scopesIn(proposal).map((scope) => [scopeKey(scope), scope]))
  for await (const { subject } of inSlices(people))
    for (const { scope } of subject.grants) scopes.set(scopeKey(scope), scope)
  return [...scopes.values()]
}

/** The places that the review names. */
function placesShownOf(
  { groups }: PreviewParts,
  missing: readonly PreviewItem[],
  places: ReadonlyMap<string, Place>,
  market: Market,
): PlaceView[] {
  const keys = groups.flatMap(({ gives, takes, gains, loses, periods }) =>
    [...gives, ...takes, ...gains, ...loses, ...periods].map(({ place }) => place),
  )
  return [...new Set(['company', ...keys, ...missing.map(({ place }) => place)])].flatMap((key) => {
    const place = places.get(key)
    return place ? [{ key, ...place, name: placeName(place, market) }] : []
  })
}

/** A draft is judged by what whoever made it holds, also for somebody else who is to approve it. */
async function whoseIs(asked: Actor, byId: string, context: Context): Promise<Actor> {
  if (byId === asked.subject.id) return asked
  const [by] = await loadPeople(context.sql, asked, Prisma.sql`u.id = ${byId}::uuid`)
  return by ? { ...asked, subject: by.subject } : asked
}

/** So many people are read in one query: what comes of it is read in one go. */
const CHUNK = 2_000

/** Whom a change concerns, with all they hold: whoever has the role, or whom its groups name. */
async function whomOf(actor: Actor, proposal: Proposal, context: Context): Promise<Person[]> {
  if (proposal.template)
    return loadPeople(
      context.sql,
      actor,
      Prisma.sql`u.id IN (SELECT h.user_id FROM held_grant h WHERE h.template_id = ${proposal.template.id}::uuid)`,
      Prisma.sql`ORDER BY u.name COLLATE "und-x-icu", u.id`,
    )
  const ids = peopleOf(proposal)
  const people: Person[] = []
  for (let at = 0; at < ids.length; at += CHUNK) {
    const chunk = Prisma.sql`u.id = ANY(${uuids(ids.slice(at, at + CHUNK))})`
    people.push(...(await loadPeople(context.sql, actor, chunk)))
  }
  return people
}

/** What numbers will be able to do, and no longer, by what they may now. */
async function limitsOf(
  actor: Actor,
  { limits }: Proposal,
  context: Context,
): Promise<PreviewView['limits']> {
  if (limits.length === 0) return []
  const ids = limits.flatMap(({ numbers }) => numbers)
  const rows = await context.sql.$queryRaw<
    { id: string | null; ident: string | null; functions: string[] | null }[]
  >`
    SELECT l.id, l.ident, c.functions FROM subscription l LEFT JOIN number_ceiling c ON c.subscription_id = l.id
    WHERE l.id = ANY(${uuids(ids)}) AND ${linesInReach(actor, 'number_ceiling:edit')}
    UNION ALL SELECT NULL, NULL, c.functions FROM number_ceiling c
    WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.subscription_id IS NULL
    ORDER BY ident`
  const [every] = limits.some((limit) => limit.all)
    ? await context.sql.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM subscription l
        WHERE l.company_id = ${actor.subject.companyId}::uuid AND l.msisdn IS NOT NULL AND l.status <> 'terminated'`
    : []
  return limits.map(({ numbers, all: everyNumber, functions }) => {
    const chosen = new Set(numbers)
    const these = rows.filter(({ id }) => (id === null ? everyNumber : chosen.has(id)))
    // Thousands of numbers have a few ceilings.
    const ceilings = new Map(these.map((row) => [row.functions?.join(' '), row.functions]))
    const present = everyNumber && these.length === 0 ? [null] : [...ceilings.values()]
    return {
      numbers: these
        .flatMap(({ id, ident }) => (id && ident ? [{ id, ident }] : []))
        .slice(0, NAMED)
        .map(({ id, ident }) => ({ id, name: displayNumber(ident, context.market) })),
      count: everyNumber ? (every?.count ?? 0) : numbers.length,
      all: everyNumber,
      ...ceilingChange(present, functions),
    }
  })
}
