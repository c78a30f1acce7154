import type { Raw } from '@/lib/infra/db'

/**
 * Writes events anew of which what is staged says that they were rated again (TMF635 `rerated`), and moves the sums of their
 * lines and months with them; an earlier rating that comes later counts no more. Lines that it concerns are noted in `used`.
 * Resolves with how many events are another now.
 */
export async function replaceRerated(tx: Raw, timeZone: string): Promise<number> {
  const [{ replaced }] = await tx.$queryRaw<[{ replaced: number }]>`
    WITH given AS (
      SELECT DISTINCT ON (subscription_id, at, reference) * FROM staged_usage WHERE rerated
      ORDER BY subscription_id, at, reference, row),
    old AS (
      SELECT u.* FROM given g JOIN usage_record u USING (subscription_id, at, reference)
      WHERE NOT u.rerated
        OR (u.kind, u.quantity, u.net, u.abroad, u.other) IS DISTINCT FROM (g.kind, g.quantity, g.net, g.abroad, g.other)),
    replaced AS (
      UPDATE usage_record u SET kind = g.kind, quantity = g.quantity, net = g.net, abroad = g.abroad, other = g.other,
        rerated = true
      FROM old o JOIN given g USING (subscription_id, at, reference)
      WHERE u.subscription_id = o.subscription_id AND u.at = o.at AND u.reference = o.reference
      RETURNING u.*, (o.kind, o.quantity, o.net, o.abroad, o.other)
        IS DISTINCT FROM (g.kind, g.quantity, g.net, g.abroad, g.other) AS differs),
    moved AS (
      SELECT company_id, subscription_id, date_trunc('month', at AT TIME ZONE ${timeZone})::date AS month, kind, abroad IS NOT NULL AS roaming,
        sum(quantity) AS quantity, sum(net) AS net, sum(records)::int AS records
      FROM (
        SELECT company_id, subscription_id, at, kind, abroad, quantity, net, 1 AS records FROM replaced
        UNION ALL SELECT company_id, subscription_id, at, kind, abroad, -quantity, -net, -1 FROM old) event
      GROUP BY 1, 2, 3, 4, 5),
    summed AS (
      INSERT INTO usage_sum AS u (company_id, subscription_id, month, kind, roaming, quantity, net, records) SELECT * FROM moved
      ON CONFLICT (subscription_id, month, kind, roaming) DO UPDATE SET quantity = u.quantity + excluded.quantity,
        net = u.net + excluded.net, records = u.records + excluded.records),
    noted AS (
      INSERT INTO used SELECT subscription_id, max(at) FROM replaced GROUP BY 1)
    SELECT count(*) FILTER (WHERE differs)::int AS replaced FROM replaced`
  // What was rated as another kind leaves a sum of nothing.
  if (replaced > 0)
    await tx.$executeRaw`
      DELETE FROM usage_sum WHERE records = 0 AND subscription_id IN (SELECT subscription_id FROM used)`
  return replaced
}
