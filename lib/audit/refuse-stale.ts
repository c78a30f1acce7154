import type { Raw } from '@/lib/infra/db'
import type { Stale } from '@/lib/kernel/changes'
import type { Refused } from '@/lib/kernel/result'
import { type RefusalCode, refuse } from '@/lib/words/refuse'

/** So many of the newest facts of a company are searched: a page is not open for longer. */
const SEARCHED = 2_000

/** Refuses to write over what others have changed meanwhile: which fields, what they say by now, and who it was, where the audit knows. */
export async function refuseStale(
  tx: Raw,
  { companyId, objectId }: { companyId: string; objectId: string },
  stale: readonly Stale[],
): Promise<Refused<RefusalCode>> {
  const known = await tx.$queryRaw<{ field: string; by: string }[]>`
    SELECT f.field, c.by FROM unnest(${stale.map(({ field }) => field)}::text[]) AS f (field) CROSS JOIN LATERAL (
      SELECT e.actor_name AS by FROM audit_entry e JOIN audit_head h ON h.company_id = e.company_id
      WHERE e.company_id = ${companyId}::uuid AND e.seq > h.seq - ${SEARCHED} AND e.object_id = ${objectId}::uuid
        AND e.after -> f.field IS DISTINCT FROM e.before -> f.field
      ORDER BY e.seq DESC LIMIT 1) c`
  const by = new Map(known.map((each) => [each.field, each.by]))
  return refuse('web.changed_meanwhile', {
    stale: stale.map((each) => ({ ...each, by: by.get(each.field) ?? null })),
  })
}
