import { Prisma, type Raw } from '@/lib/infra/db'

/**
 * Calculates for the bills in `staged_bill`, and for those that follow them now, which bill is before them, their
 * sums, what changed and why, and what their months come to. In the caller's transaction.
 *
 * The bill before is the account's last one for an earlier period as long as this, in months (from half of one on) or
 * in days: the n-th bill of a period, in order of issue, is compared with the n-th. Nothing but one-off charges, and a credit note, is compared with
 * nothing: so neither is before a bill, and none that comes later changes what was shown.
 */
export async function calculateBills(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE calculated ON COMMIT DROP AS
    WITH periods AS (
      SELECT id, company_id, billing_account_id, previous_id, period_from, month, issued_on, created_at, number,
        period_to - period_from + 1 AS days,
        type = 'invoice' AND EXISTS (
          SELECT 1 FROM bill_line l WHERE l.bill_id = bill.id AND l.kind NOT IN ('once', 'correction', 'discount')) AS regular
      FROM bill WHERE billing_account_id IN (
        SELECT b.billing_account_id FROM bill b JOIN staged_bill s ON s.id = b.id)),
    lengths AS (
      SELECT *, CASE WHEN days < 16 THEN -days ELSE round(days / 30.44) END AS length,
        CASE WHEN days < 16 THEN period_from ELSE month END AS period
      FROM periods),
    places AS (
      SELECT *, row_number() OVER (PARTITION BY billing_account_id, regular, length, period
        ORDER BY issued_on, created_at, number) AS place
      FROM lengths),
    chain AS (
      SELECT id, company_id, previous_id, CASE WHEN regular THEN lag(id) OVER (
        PARTITION BY billing_account_id, regular, length, place ORDER BY period) END AS before
      FROM places)
    SELECT c.id, c.company_id, c.before FROM chain c
    WHERE c.before IS DISTINCT FROM c.previous_id OR c.id IN (SELECT id FROM staged_bill)`
  await tx.$executeRaw`
    UPDATE bill b SET previous_id = r.before FROM calculated r
    WHERE b.id = r.id AND b.previous_id IS DISTINCT FROM r.before`
  await tx.$executeRaw`DELETE FROM bill_sum USING calculated r WHERE bill_id = r.id`
  await tx.$executeRaw`DELETE FROM bill_change USING calculated r WHERE bill_id = r.id`
  await compare(tx)
  await changes(tx)
  await sums(tx)
  await months(tx)
}

/** Each thing that is charged for each line, now and on the bill before, side by side. */
async function compare(tx: Raw): Promise<void> {
  // A fee is one thing whatever it is called: a new name is a change of tariff. Everything else is its name.
  await tx.$executeRaw`
    CREATE TEMP TABLE compared ON COMMIT DROP AS
    WITH things AS (
      SELECT r.id AS bill_id, l.bill_id = r.id AS now, l.subscription_id, l.kind,
        CASE WHEN l.kind = 'fee' THEN '' ELSE l.name END AS thing,
        string_agg(DISTINCT l.name, ' + ' ORDER BY l.name) AS name, sum(l.net)::bigint AS net,
        sum(l.quantity) AS quantity, min(l.unit) AS unit
      FROM calculated r JOIN bill_line l ON l.bill_id IN (r.id, r.before)
      GROUP BY 1, 2, 3, 4, 5),
    sides AS (
      SELECT coalesce(n.bill_id, w.bill_id) AS bill_id, coalesce(n.subscription_id, w.subscription_id) AS subscription_id,
        coalesce(n.kind, w.kind) AS kind, n.name, w.name AS was_name, n.net, w.net AS was, n.quantity,
        w.quantity AS was_quantity, coalesce(n.unit, w.unit) AS unit
      FROM (SELECT * FROM things WHERE now) n
      FULL JOIN (SELECT * FROM things WHERE NOT now) w
        ON w.bill_id = n.bill_id AND w.kind = n.kind AND w.thing = n.thing
        AND coalesce(w.subscription_id, ${NOBODY}::uuid) = coalesce(n.subscription_id, ${NOBODY}::uuid))
    SELECT s.*, bool_and(was IS NULL) OVER line AS line_new, bool_and(net IS NULL) OVER line AS line_gone
    FROM sides s WINDOW line AS (PARTITION BY bill_id, subscription_id)`
}

/** Stands for no line where only ids can be compared. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

const USAGE = Prisma.sql`'voice', 'message', 'data', 'roaming', 'purchase'`
/** Both amounts are of one price for the unit, up to the rounding of amounts and of quantities to a thousandth. */
const SAME_PRICE = Prisma.sql`abs(net * was_quantity - was * quantity)
  <= abs(quantity) + abs(was_quantity) + (abs(net) + abs(was)) / 1000.0`

/** What differs and why. A line that is new, or gone, is one change. Bills without one before have none. */
async function changes(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bill_change (company_id, bill_id, position, subscription_id, reason, kind, name, was_name, net, was, quantity,
      was_quantity, unit)
    WITH whole AS (
      SELECT bill_id, subscription_id,
        (CASE WHEN line_new THEN 'line_new' ELSE 'line_gone' END)::bill_change_reason AS reason,
        NULL::bill_line_kind AS kind, max(name) FILTER (WHERE kind = 'fee') AS name,
        max(was_name) FILTER (WHERE kind = 'fee') AS was_name, coalesce(sum(net), 0)::bigint AS net,
        coalesce(sum(was), 0)::bigint AS was, NULL::numeric AS quantity, NULL::numeric AS was_quantity,
        NULL::bill_unit AS unit
      FROM compared JOIN calculated r ON r.id = bill_id AND r.before IS NOT NULL
      WHERE (line_new OR line_gone) AND subscription_id IS NOT NULL
      GROUP BY bill_id, subscription_id, line_new HAVING coalesce(sum(net), 0) <> coalesce(sum(was), 0)),
    single AS (
      SELECT bill_id, subscription_id,
        (CASE
          WHEN kind = 'once' THEN CASE WHEN net IS NULL THEN 'once_before' ELSE 'once' END
          WHEN kind IN (${USAGE}) AND was IS NULL THEN 'more_used'
          WHEN kind IN (${USAGE}) AND net IS NULL THEN 'less_used'
          WHEN was IS NULL THEN 'added'
          WHEN net IS NULL THEN 'ended'
          WHEN kind = 'fee' AND name <> was_name THEN 'tariff_changed'
          WHEN kind NOT IN (${USAGE}) AND unit IN ('month', 'day') THEN
            CASE WHEN quantity <> was_quantity AND ${SAME_PRICE} THEN 'part_period' ELSE 'price_changed' END
          WHEN sign(quantity - was_quantity) * sign(abs(net) - abs(was)) <= 0 THEN 'price_changed'
          WHEN quantity > was_quantity THEN 'more_used' ELSE 'less_used' END)::bill_change_reason AS reason,
        kind, name, was_name, coalesce(net, 0) AS net, coalesce(was, 0) AS was, quantity, was_quantity, unit
      FROM compared JOIN calculated r ON r.id = bill_id AND r.before IS NOT NULL
      WHERE NOT ((line_new OR line_gone) AND subscription_id IS NOT NULL) AND net IS DISTINCT FROM was
        AND coalesce(net, 0) <> coalesce(was, 0)),
    every AS (SELECT * FROM whole UNION ALL SELECT * FROM single)
    SELECT r.company_id, bill_id, row_number() OVER (
        PARTITION BY bill_id ORDER BY abs(net - was) DESC, subscription_id, kind, coalesce(name, was_name)),
      subscription_id, reason, kind, name, was_name, net, was, quantity, was_quantity, unit
    FROM every JOIN calculated r ON r.id = bill_id`
}

async function sums(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bill_sum (bill_id, by, key, company_id, month, net, was, lines)
    WITH centres AS (
      SELECT r.id, coalesce(l.cost_centre_id::text, '') AS key, l.bill_id = r.id AS now, l.net, l.subscription_id
      FROM calculated r JOIN bill_line l ON l.bill_id IN (r.id, r.before)),
    parts AS (
      SELECT bill_id AS id, 'kind'::bill_sum_by AS by, kind::text AS key, coalesce(sum(net), 0) AS net,
        coalesce(sum(was), 0) AS was, count(DISTINCT subscription_id) FILTER (WHERE net IS NOT NULL) AS lines
      FROM compared GROUP BY 1, 2, 3
      UNION ALL
      SELECT bill_id, 'line'::bill_sum_by, coalesce(subscription_id::text, ''), coalesce(sum(net), 0), coalesce(sum(was), 0), 1
      FROM compared GROUP BY 1, 2, 3
      UNION ALL
      SELECT id, 'centre'::bill_sum_by, key, coalesce(sum(net) FILTER (WHERE now), 0), coalesce(sum(net) FILTER (WHERE NOT now), 0),
        count(DISTINCT subscription_id) FILTER (WHERE now)
      FROM centres GROUP BY 1, 2, 3
      UNION ALL
      SELECT c.bill_id, 'reason'::bill_sum_by, c.reason::text, sum(c.net), sum(c.was), count(DISTINCT c.subscription_id)
      FROM bill_change c JOIN calculated r ON r.id = c.bill_id GROUP BY 1, 2, 3)
    SELECT b.id, p.by, p.key, b.company_id, b.month, p.net, p.was, p.lines
    FROM parts p JOIN bill b ON b.id = p.id`
}

/** What the months of these bills come to, for the whole company, each beside the month before. */
async function months(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE months ON COMMIT DROP AS
    SELECT DISTINCT b.company_id, b.month FROM bill b JOIN calculated r ON r.id = b.id`
  await tx.$executeRaw`
    DELETE FROM cost_sum c USING months m WHERE c.company_id = m.company_id AND c.month = m.month`
  await tx.$executeRaw`
    INSERT INTO cost_sum (company_id, month, by, key, net)
    SELECT b.company_id, b.month, 'total'::bill_sum_by, '', sum(b.net) FROM bill b JOIN months USING (company_id, month)
    GROUP BY 1, 2
    UNION ALL
    SELECT b.company_id, b.month, s.by, s.key, sum(s.net)
    FROM months JOIN bill b USING (company_id, month) JOIN bill_sum s ON s.bill_id = b.id
    WHERE s.by IN ('kind', 'centre', 'line') AND s.net <> 0 GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT b.company_id, b.month, 'roaming'::bill_sum_by, i.subscription_id::text, sum(i.net)
    FROM months JOIN bill b USING (company_id, month) JOIN bill_line i ON i.bill_id = b.id
    WHERE i.kind = 'roaming' AND i.subscription_id IS NOT NULL GROUP BY 1, 2, 4`
  await beside(tx)
}

/** Puts each sum of these months, and of those after them, beside the month before; what is gone has a sum of nothing. */
async function beside(tx: Raw): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO months SELECT m.company_id, (m.month + interval '1 month')::date FROM months m
    WHERE EXISTS (SELECT 1 FROM cost_sum c WHERE c.company_id = m.company_id AND c.by = 'total' AND c.key = ''
        AND c.month = (m.month + interval '1 month')::date)
      AND NOT EXISTS (SELECT 1 FROM months n WHERE n.company_id = m.company_id
        AND n.month = (m.month + interval '1 month')::date)`
  await tx.$executeRaw`
    DELETE FROM cost_sum c USING months m WHERE c.company_id = m.company_id AND c.month = m.month AND c.net = 0
      AND c.by <> 'total'`
  await tx.$executeRaw`
    UPDATE cost_sum c SET was = coalesce(p.net, 0)
    FROM months m, cost_sum k LEFT JOIN cost_sum p ON p.company_id = k.company_id AND p.by = k.by AND p.key = k.key
      AND p.month = (k.month - interval '1 month')::date
    WHERE k.company_id = m.company_id AND k.month = m.month AND c.company_id = k.company_id AND c.by = k.by
      AND c.key = k.key AND c.month = k.month AND c.was <> coalesce(p.net, 0)`
  await tx.$executeRaw`
    INSERT INTO cost_sum (company_id, month, by, key, net, was)
    SELECT m.company_id, m.month, p.by, p.key, 0, p.net
    FROM months m JOIN cost_sum p ON p.company_id = m.company_id AND p.month = (m.month - interval '1 month')::date
    WHERE p.by <> 'roaming' AND p.net <> 0 ON CONFLICT DO NOTHING`
}
