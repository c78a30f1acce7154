import { linesInReach } from '@/lib/access/reach'
import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import type { Limit } from './proposal'

/** What remains, in the order of the catalogue; null where everything does. */
export const ceilingOf = (functions: readonly string[] | null): string[] | null => {
  const left = NUMBER_PERMISSIONS.filter((fn) => !functions || functions.includes(fn)) as string[]
  return functions === null || left.length === NUMBER_PERMISSIONS.length ? null : left
}

/** The line that a ceiling is about; all of them are none, which no line's id is. */
const OF = (id: Prisma.Sql) => Prisma.sql`coalesce(${id}, '00000000-0000-0000-0000-000000000000'::uuid)`

/**
 * Sets ceilings, of any number of lines in two statements: what changes is written down, then it is changed. Resolves
 * with how many were. @throws NotFound for a line that is out of reach.
 */
export async function writeCeilings(
  tx: Raw,
  limits: readonly Limit[],
  { actor, changeId }: { actor: Actor; changeId: string },
): Promise<number> {
  const { companyId } = actor.subject
  const rows = limits.flatMap(({ numbers, all, functions }) => {
    const left = ceilingOf(functions)
    return [...numbers, ...(all ? [null] : [])].map((id) => ({ id, left: left && JSON.stringify(left) }))
  })
  if (rows.length === 0) return 0
  const ids = rows.flatMap(({ id }) => (id ? [id] : []))
  if (rows.length > ids.length && !actorCan(actor, 'number_ceiling:edit', { companyId }))
    throw new NotFound('the ceiling of all numbers is for the whole company')
  const [there] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM subscription l
    WHERE l.id = ANY(${uuids(ids)}) AND ${linesInReach(actor, 'number_ceiling:edit')}`
  if (there.count !== new Set(ids).size) throw new NotFound('a number out of reach')
  const [changed] = await tx.$queryRaw<[{ count: number }]>`
    WITH wanted AS (SELECT * FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ left }) => left)}::jsonb[]) AS w (id, after)),
    written AS (
      INSERT INTO ceiling_change (id, change_id, subscription_id, before, after)
      SELECT gen_random_uuid(), ${changeId}::uuid, w.id, to_jsonb(c.functions), w.after FROM wanted w
      LEFT JOIN number_ceiling c ON c.company_id = ${companyId}::uuid AND ${OF(Prisma.sql`c.subscription_id`)} = ${OF(Prisma.sql`w.id`)}
      WHERE to_jsonb(c.functions) IS DISTINCT FROM w.after RETURNING id)
    SELECT count(*)::int AS count FROM written`
  await tx.$executeRaw`
    WITH changed AS (SELECT subscription_id, after FROM ceiling_change WHERE change_id = ${changeId}::uuid),
    gone AS (
      DELETE FROM number_ceiling c USING changed x WHERE c.company_id = ${companyId}::uuid
        AND ${OF(Prisma.sql`c.subscription_id`)} = ${OF(Prisma.sql`x.subscription_id`)} AND x.after IS NULL),
    updated AS (
      UPDATE number_ceiling c SET functions = ARRAY(SELECT jsonb_array_elements_text(x.after)) FROM changed x
      WHERE c.company_id = ${companyId}::uuid AND ${OF(Prisma.sql`c.subscription_id`)} = ${OF(Prisma.sql`x.subscription_id`)}
        AND x.after IS NOT NULL)
    INSERT INTO number_ceiling (id, company_id, subscription_id, functions)
    SELECT gen_random_uuid(), ${companyId}::uuid, x.subscription_id, ARRAY(SELECT jsonb_array_elements_text(x.after))
    FROM changed x WHERE x.after IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM number_ceiling c WHERE c.company_id = ${companyId}::uuid
        AND ${OF(Prisma.sql`c.subscription_id`)} = ${OF(Prisma.sql`x.subscription_id`)})`
  return changed.count
}
