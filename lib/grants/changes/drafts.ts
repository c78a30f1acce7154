import { personLabelSql } from '@/lib/directory/person-label'
import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'
import { pause } from '@/lib/kernel/slices'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import type { ChangeKind } from '../change-kind'
import { DECIDED_WITHIN, DRAFT_KEPT } from '../rules'
import { type Proposal, peopleOf, readKept, wordsIn } from './proposal'

export type Draft = {
  id: string
  kind: ChangeKind
  proposal: Proposal
  seen: number
  applied: boolean
  /** Who made it: by what they hold it is judged. */
  byId: string
}

/**
 * `lock`: for the rest of the transaction; `decides`: it is before the actor, who decides whether it is done; `approved`: what a
 * second person has said yes to, which may have taken them days.
 */
type How = { lock?: true; decides?: boolean; approved?: boolean }

/** A draft of the actor's own, or one that they decide about, that is not forgotten yet. @throws NotFound */
export async function loadDraft(
  db: Raw,
  actor: Actor,
  id: string,
  now: Date,
  { lock, decides = false, approved = false }: How = {},
): Promise<Draft> {
  const kept = approved || decides ? DECIDED_WITHIN + DRAFT_KEPT : DRAFT_KEPT
  const [draft] = await db.$queryRaw<(Omit<Draft, 'proposal'> & { proposal: unknown })[]>`
    SELECT id, by_id AS "byId", kind::text AS kind, proposal, seen_version AS seen, applied_at IS NOT NULL AS applied FROM rights_draft
    WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid
      AND (by_id = ${actor.subject.id}::uuid OR ${decides}) AND created_at > ${after(now, -kept)}
    ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
  if (!draft) throw new NotFound(`draft ${id}`)
  await pause()
  const proposal = await readKept(draft.proposal)
  if (!proposal) throw new NotFound(`draft ${id} is unreadable`)
  return { ...draft, proposal }
}

/** What others have changed since a draft was begun that touches the same people, numbers or templates. */
export type Conflict = { number: number; at: Date; by: string | null; names: string[] }

/** So many conflicts of a draft are shown, the last ones. */
const MOST_CONFLICTS = 20

/** The last conflicts of a draft, in their order, and how many came before them; only those after the change `confirmed`. */
export async function changedSince(
  db: Raw,
  actor: Actor,
  { proposal, seen }: Draft,
  confirmed = 0,
): Promise<{ conflicts: Conflict[]; moreConflicts: number }> {
  const people = peopleOf(proposal)
  const numbers = proposal.limits.flatMap((limit) => limit.numbers)
  const all = proposal.limits.some((limit) => limit.all)
  const templates = [...wordsIn(proposal), proposal.template?.id ?? ''].filter((word) => word.length === 36)
  const last = await db.$queryRaw<(Conflict & { count: number })[]>`
    SELECT c.number, c.at, ${personLabelSql(Prisma.sql`u`)} AS by, t.names, count(*) OVER ()::int AS count FROM rights_change c LEFT JOIN "user" u ON u.id = c.by_id
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT x.name) AS names FROM (
        SELECT ${personLabelSql(Prisma.sql`h`)} AS name FROM "grant" g JOIN "user" h ON h.id = g.user_id
        WHERE (g.change_id = c.id OR g.ended_change_id = c.id) AND g.user_id = ANY(${uuids(people)})
        UNION ALL SELECT coalesce(l.ident, '*') FROM ceiling_change e LEFT JOIN subscription l ON l.id = e.subscription_id
        WHERE e.change_id = c.id AND (e.subscription_id = ANY(${uuids(numbers)}) OR e.subscription_id IS NULL AND ${all})
        UNION ALL SELECT o.name FROM rights_template o
        WHERE o.id = c.template_id AND o.id = ANY(${templates}::uuid[])) x) t
    WHERE c.company_id = ${actor.subject.companyId}::uuid AND c.number > ${Math.max(seen, confirmed)}
      AND t.names IS NOT NULL
    ORDER BY c.number DESC LIMIT ${MOST_CONFLICTS}`
  return {
    conflicts: last.reverse().map(({ count: _count, ...conflict }) => conflict),
    moreConflicts: (last[0]?.count ?? 0) - last.length,
  }
}
