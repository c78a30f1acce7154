import { asTemplates, loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import { loadPlaces } from '@/lib/access/places'
import { applied, type Touched, touchedBy } from '@/lib/grants/changes/judge'
import type { Known } from '@/lib/grants/changes/preview-groups'
import { type Group, type Proposal, peopleOf, scopesIn } from '@/lib/grants/changes/proposal'
import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import { NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { scopeKey } from '@/lib/rights/scope'
import { needsSecondPerson } from '@/lib/rights/second-person'
import type { Subject } from '@/lib/rights/subject'

/** More than so many at once are not judged one by one: all of them count as gaining. */
const MOST_JUDGED = 50
/** Nor is the law asked more than so often about one of them: whoever is that much changed counts as gaining. */
const MOST_ASKED = 2_000

/** Everybody whom a change of rights names, or reaches through a role or a number of theirs: who could gain by it. */
export async function concernedBy(db: Raw, actor: Actor, proposal: Proposal): Promise<string[]> {
  const { companyId } = actor.subject
  const { template, limits } = proposal
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT h.user_id AS id FROM held_grant h
    WHERE h.company_id = ${companyId}::uuid AND h.template_id = ${template?.id ?? null}::uuid
    UNION SELECT u.id FROM jsonb_to_recordset(${JSON.stringify(limits.map(limitRow))}::jsonb)
        AS w (numbers uuid[], every boolean, functions text[])
      JOIN subscription l ON l.company_id = ${companyId}::uuid AND (l.id = ANY(w.numbers) OR w.every)
      JOIN "user" u ON u.company_id = l.company_id AND u.mobile = l.msisdn
      JOIN number_ceiling c ON c.company_id = l.company_id
        AND (c.subscription_id = l.id OR w.every AND c.subscription_id IS NULL)
    WHERE NOT (w.functions <@ c.functions)`
  return [...new Set([...peopleOf(proposal), ...rows.map(({ id }) => id)])]
}
const limitRow = ({ numbers, all, functions }: Proposal['limits'][number]) => ({
  ...{ numbers, every: all },
  functions: functions ?? NUMBER_PERMISSIONS,
})

/**
 * Who of some people gains by a change of rights: will be able to do something, somewhere and at some time, that they
 * could not before, or alone what they could do only with a second person. Judged by the law before and after.
 */
export async function gainsFrom(
  db: Raw,
  actor: Actor,
  proposal: Proposal,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length > MOST_JUDGED || proposal.limits.length > 0) return new Set(ids)
  const people = await loadPeople(db, actor, Prisma.sql`u.id = ANY(${uuids(ids)})`)
  const held = people.flatMap(({ subject }) => subject.grants.map(({ scope }) => scope))
  const [own, places] = [
    await loadOwnTemplates(actor, db),
    await loadPlaces(db, actor, [...scopesIn(proposal), ...held]),
  ]
  const known = { templates: asTemplates(own), places, now: actor.now }
  const gaining = new Set<string>()
  for await (const { id, subject } of inSlices(people)) {
    if (subject.mainAdministrator) continue
    const group = proposal.groups.find((each) => each.people.includes(id))
    const asActive = { ...subject, active: true }
    const byRole = proposal.template && (await byTemplate(asActive, proposal.template, known))
    if (byRole || (group && (await byGroup(asActive, group, known)))) gaining.add(id)
  }
  return gaining
}

async function byGroup(subject: Subject, group: Group, known: Known): Promise<boolean> {
  const { after, ended, added } = applied(subject, group, known.templates, known.now)
  const touched = await touchedBy(ended, added, known.templates, known.places, known.now)
  return gains(subject, after, touched, known.now)
}

async function byTemplate(
  subject: Subject,
  template: NonNullable<Proposal['template']>,
  known: Known,
): Promise<boolean> {
  const { id, functions, asks, retire } = template
  const mine = subject.grants.filter((grant) => grant.template === id)
  const grants = subject.grants
    .filter((grant) => !(retire && grant.template === id))
    .map((grant) => (grant.template === id ? { ...grant, functions, asks } : grant))
  const news = new Map([[id, functions]])
  const given = mine.map(({ scope }) => ({ item: `${id}@${scopeKey(scope)}`, from: null, to: null }))
  const touched = [
    ...(await touchedBy(mine, [], news, known.places, known.now)),
    ...(await touchedBy([], given, news, known.places, known.now)),
  ]
  return gains(subject, { ...subject, grants }, touched, known.now)
}

/** Whether there is a moment at which somebody may do something touched that they could not, or not alone. */
function gains(before: Subject, after: Subject, touched: readonly Touched[], now: Date): boolean {
  const edges = [...before.grants, ...after.grants]
    .flatMap(({ validFrom, validTo }) => [validFrom, validTo])
    .filter((at): at is Date => at !== null && at > now)
    .map((at) => at.getTime())
  const moments = [...new Set([now.getTime(), ...edges])].map((at) => new Date(at))
  if (moments.length * touched.length > MOST_ASKED) return true
  return touched.some(({ fn, place }) =>
    moments.some(
      (at) =>
        can(after, fn, place.target, at) &&
        (!can(before, fn, place.target, at) ||
          (needsSecondPerson(before, fn, at) && !needsSecondPerson(after, fn, at))),
    ),
  )
}
