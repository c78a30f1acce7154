import type { Raw } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'

/** For so long whoever has set somebody up, given them a new address or given them rights counts as being behind them. */
export const BEHIND_FOR = 7 * DAY

/**
 * What keeps two people from being two. `made`: one of them, or somebody in between, has created the other (whenever it
 * was), or in the last seven days changed their contacts, given them rights, changed a role that they hold, or had them
 * stand in for themselves.
 * `controls`: one has, in the last seven days, held the other's way in (made the account, or its address): it may be the
 * same person. `side`: whether the decider stands behind whom it is about, or the other way round, or both have the same
 * person behind them.
 */
export type Tie = {
  decider: string
  principal: string
  side: 'decider_behind' | 'principal_behind' | 'same_behind'
  controls: boolean
}

/**
 * Every tie between some people who would decide and some whom it is about, in one query: from each of them upwards, who
 * is behind them, and who is behind those. Going upwards keeps it small: one account has one creator, and few hands that
 * touched it in a week. The operator's staff are behind nobody.
 */
export function tiesBetween(
  db: Raw,
  companyId: string,
  deciders: readonly string[],
  principals: readonly string[],
  now: Date,
): Promise<Tie[]> {
  const since = after(now, -BEHIND_FOR)
  return db.$queryRaw<Tie[]>`
    WITH RECURSIVE behind (person, by_id, controls) AS (
      SELECT id, id, true FROM unnest(${[...new Set([...deciders, ...principals])]}::uuid[]) AS s (id)
      UNION
      SELECT b.person, o.id, b.controls AND e.controls FROM behind b
      CROSS JOIN LATERAL (
        SELECT u.created_by_id AS by_id, u.created_at > ${since} AS controls FROM "user" u WHERE u.id = b.by_id
        UNION ALL
        SELECT c.by_id, true FROM contact_change c
        WHERE c.company_id = ${companyId}::uuid AND c.user_id = b.by_id AND c.at > ${since}
        UNION ALL
        SELECT g.granted_by_id, false FROM "grant" g LEFT JOIN rights_change r ON r.id = g.change_id
        WHERE g.user_id = b.by_id AND coalesce(r.at, g.valid_from) > ${since}
        UNION ALL
        SELECT r.by_id, false FROM held_grant h JOIN rights_change r ON r.template_id = h.template_id
        WHERE h.company_id = ${companyId}::uuid AND h.user_id = b.by_id AND r.at > ${since}
        UNION ALL
        SELECT v.by_id, false FROM substitution s CROSS JOIN LATERAL (VALUES (s.by_id), (s.user_id)) AS v (by_id)
        WHERE s.substitute_id = b.by_id AND s.valid_to > ${since} AND (s.ended_at IS NULL OR s.ended_at > ${since})) e
      JOIN "user" o ON o.id = e.by_id AND o.company_id = ${companyId}::uuid),
    above AS (SELECT person, by_id, bool_or(controls) AS controls FROM behind WHERE person <> by_id GROUP BY 1, 2)
    SELECT person AS decider, by_id AS principal, 'principal_behind' AS side, controls FROM above
    WHERE person = ANY(${[...deciders]}::uuid[]) AND by_id = ANY(${[...principals]}::uuid[])
    UNION ALL
    SELECT by_id, person, 'decider_behind', controls FROM above
    WHERE by_id = ANY(${[...deciders]}::uuid[]) AND person = ANY(${[...principals]}::uuid[])
    UNION ALL
    SELECT DISTINCT d.person, p.person, 'same_behind', true FROM above d JOIN above p ON p.by_id = d.by_id
    WHERE d.controls AND p.controls AND d.person <> p.person
      AND d.person = ANY(${[...deciders]}::uuid[]) AND p.person = ANY(${[...principals]}::uuid[])`
}

/** Why somebody may not decide about a request, though they hold what it takes. */
export type Bar =
  | { code: 'approvals.own' | 'approvals.gains' }
  | { code: 'approvals.not_independent' | 'approvals.holds_less'; principal: string }

/** Whether ties keep somebody from deciding; `waivable`: only as long as somebody else can. */
export function tieThatBars(
  ties: readonly Tie[],
  mainAdministrator: boolean,
): { tie: Tie; waivable: boolean } | null {
  if (!mainAdministrator) return ties[0] ? { tie: ties[0], waivable: false } : null
  // A main administrator is who the operator has registered on a signed declaration: who made or gave rights to whom says
  // nothing about them. Only whoever holds their address may be them.
  const held = ties.find(({ side, controls }) => controls && side !== 'decider_behind')
  if (held) return { tie: held, waivable: false }
  const fresh = ties.find(({ controls }) => controls)
  return fresh ? { tie: fresh, waivable: true } : null
}
