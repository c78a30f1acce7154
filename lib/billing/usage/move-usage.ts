import type { Raw } from '@/lib/infra/db'

/**
 * Moves staged events that are kept of another line of the same number and company to the one that had it then, with the sums
 * of both: before numbers that are given again were distinguished, all went to the line in service, and a process of that version
 * may still be running. Lines that have lost or got something are noted in `used`. Resolves with how many were moved.
 */
export async function moveMisplaced(tx: Raw, timeZone: string): Promise<number> {
  const moved = await tx.$executeRaw`
    CREATE TEMP TABLE misplaced ON COMMIT DROP AS
    SELECT DISTINCT ON (u.subscription_id, u.at, u.reference) s.subscription_id AS line, u.*
    FROM staged_usage s JOIN subscription l ON l.id = s.subscription_id
    JOIN subscription o ON o.company_id = l.company_id AND o.ident = l.ident AND o.id <> l.id
    JOIN usage_record u ON u.subscription_id = o.id AND u.at = s.at AND u.reference = s.reference
    WHERE NOT EXISTS (
      SELECT 1 FROM usage_record k WHERE (k.subscription_id, k.at, k.reference) = (s.subscription_id, s.at, s.reference))`
  if (moved === 0) return 0
  await tx.$executeRaw`
    UPDATE usage_record u SET subscription_id = m.line FROM misplaced m
    WHERE (u.subscription_id, u.at, u.reference) = (m.subscription_id, m.at, m.reference)`
  await tx.$executeRaw`
    INSERT INTO usage_sum AS u (company_id, subscription_id, month, kind, roaming, quantity, net, records)
    SELECT company_id, id, date_trunc('month', at AT TIME ZONE ${timeZone})::date, kind, abroad IS NOT NULL, sum(sign * quantity),
      sum(sign * net), sum(sign)
    FROM (SELECT *, line AS id, 1 AS sign FROM misplaced UNION ALL SELECT *, subscription_id, -1 FROM misplaced) event
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (subscription_id, month, kind, roaming) DO UPDATE SET quantity = u.quantity + excluded.quantity,
      net = u.net + excluded.net, records = u.records + excluded.records`
  await tx.$executeRaw`
    DELETE FROM usage_sum u USING misplaced m WHERE u.subscription_id = m.subscription_id AND u.records = 0`
  await tx.$executeRaw`
    INSERT INTO used SELECT line, max(at) FROM misplaced GROUP BY 1 UNION ALL SELECT subscription_id, NULL FROM misplaced GROUP BY 1`
  return moved
}
