import type { TemplateView } from '@/lib/access/view'
import type { Prisma, Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import type { Draft } from './changes/drafts'

type Change = { id: string; draft: Draft; own: readonly TemplateView[]; actor: Actor }

/** So many people and numbers are named in one row of the audit; the change itself holds them all. */
const NAMED = 100

/** What a change has made of what, for the audit (A10): whom it concerns, what went and what came. */
export async function audited(
  tx: Raw,
  { id, draft: { proposal }, own, actor }: Change,
): Promise<{ before: Prisma.InputJsonObject; after: Prisma.InputJsonObject }> {
  const [grants] = await tx.$queryRaw<[Record<'people' | 'removed' | 'added', string[] | null>]>`
    WITH touched AS (
      SELECT g.user_id, coalesce(g.ended_change_id = ${id}::uuid, false) AS gone, coalesce(t.name, g.template, g.function) || CASE
          WHEN g.account_id IS NOT NULL THEN ' @ account ' || (SELECT a.name FROM billing_account a WHERE a.id = g.account_id)
          WHEN g.centre_id IS NOT NULL THEN ' @ cost centre ' || (SELECT c.name FROM cost_centre c WHERE c.id = g.centre_id)
          WHEN g.line_id IS NOT NULL THEN ' @ line ' || (SELECT l.ident FROM subscription l WHERE l.id = g.line_id)
          ELSE '' END || coalesce(' until ' || to_char(g.valid_to AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), '') AS item
      FROM "grant" g LEFT JOIN rights_template t ON t.id = g.template_id
      WHERE g.change_id = ${id}::uuid OR g.ended_change_id = ${id}::uuid)
    SELECT (SELECT array_agg(n.login) FROM (SELECT u.login FROM "user" u WHERE u.id IN (SELECT user_id FROM touched)
        ORDER BY u.login LIMIT ${NAMED}) n) AS people,
      (SELECT array_agg(DISTINCT item) FROM touched WHERE gone) AS removed,
      (SELECT array_agg(DISTINCT item) FROM touched WHERE NOT gone) AS added`
  const [limits] = await tx.$queryRaw<[{ numbers: string[] | null; before: unknown; after: unknown }]>`
    SELECT (array_agg(coalesce(l.ident, '*') ORDER BY l.ident))[1:${NAMED}::int] AS numbers,
      jsonb_agg(DISTINCT coalesce(e.before, 'null')) AS before, jsonb_agg(DISTINCT coalesce(e.after, 'null')) AS after
    FROM ceiling_change e LEFT JOIN subscription l ON l.id = e.subscription_id WHERE e.change_id = ${id}::uuid`
  const { template } = proposal
  const old = own.find((each) => each.id === template?.id)
  const whom = {
    ...(grants.people && { people: grants.people.map((login) => `${login}@${actor.company.slug}`) }),
    ...(limits.numbers && { numbers: limits.numbers }),
    ...(template && { template: template.name }),
  }
  const before = {
    ...(grants.removed && { rights: grants.removed }),
    ...(limits.numbers && { functions: texts(limits.before) }),
    ...(old && { functions: old.functions, asks: old.asks }),
  }
  const after = {
    ...whom,
    ...(grants.added && { rights: grants.added }),
    ...(limits.numbers && { functions: texts(limits.after) }),
    ...(template && !template.retire && { functions: template.functions, asks: template.asks }),
  }
  return { before, after }
}

/** Ceilings as the audit shows them; one that is none leaves everything. */
const texts = (ceilings: unknown): string[] =>
  (ceilings as (string[] | null)[]).flatMap((ceiling) => ceiling ?? ['*'])
