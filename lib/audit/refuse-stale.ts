import type { Raw } from '@/lib/infra/db'
import type { Stale } from '@/lib/kernel/changes'
import type { Refused } from '@/lib/kernel/result'
import type { Market } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { type RefusalCode, refuse } from '@/lib/words/refuse'

/** So many of the newest facts of a company are searched: a page is not open for longer. */
const SEARCHED = 2_000

/**
 * Refuses to write over what others have changed meanwhile: which fields, what they say by now, and who it was, where the
 * audit knows. A number learns no account of its company (P1): it is not told who it was.
 */
export async function refuseStale(
  tx: Raw,
  { subject }: Actor,
  objectId: string,
  stale: readonly Stale[],
  market: Market,
): Promise<Refused<RefusalCode>> {
  const by =
    subject.kind === 'user' ? await lastWriters(tx, subject.companyId, objectId, stale, market) : new Map()
  return refuse('web.changed_meanwhile', {
    stale: stale.map((each) => ({ ...each, by: by.get(each.field) ?? null })),
  })
}

/**
 * Who has written what each field says now. Changes of many lines and deliveries stand in the audit under the company and
 * not under each line, so the newest fact about a field may be older than its value: then it is nobody's.
 */
async function lastWriters(
  tx: Raw,
  companyId: string,
  objectId: string,
  stale: readonly Stale[],
  market: Market,
): Promise<Map<string, string>> {
  const known = await tx.$queryRaw<{ field: string; by: string; value: string | null }[]>`
    SELECT f.field, c.by, c.value FROM unnest(${stale.map(({ field }) => field)}::text[]) AS f (field) CROSS JOIN LATERAL (
      SELECT e.actor_name AS by, e.after ->> f.field AS value
      FROM audit_entry e JOIN audit_head h ON h.company_id = e.company_id
      WHERE e.company_id = ${companyId}::uuid AND e.seq > h.seq - ${SEARCHED} AND e.object_id = ${objectId}::uuid
        AND e.after -> f.field IS DISTINCT FROM e.before -> f.field
      ORDER BY e.seq DESC LIMIT 1) c`
  const now = new Map(stale.map((each) => [each.field, each.now]))
  return new Map(
    known
      .filter(({ field, value }) => asShown(field, value, market) === now.get(field))
      .map(({ field, by }) => [field, by]),
  )
}

/** A value of the audit in the spelling of forms: nothing is empty, a mobile number is as people read it. */
const asShown = (field: string, value: string | null, market: Market): string =>
  field === 'mobile' && value ? displayNumber(value, market) : (value ?? '')
