import { Prisma, type Raw } from '@/lib/infra/db'
import type { RowProblem } from '@/lib/intake/file-kind'
import type { RefusalCode } from '@/lib/words/refuse'

/**
 * The lines of a bill, each as a text: what makes two bills the same, in whichever order their rows come. A line counts by
 * what it is called: who has got its number since makes no other bill of it.
 */
const alike = (unit: string, category: Prisma.Sql) => {
  const line = Prisma.sql`concat_ws('|', n.ident, l.kind, l.name, trim_scale(l.quantity), ${Prisma.raw(unit)}, l.net, l.rate,
    ${category})`
  return Prisma.sql`md5(string_agg(${line}, chr(10) ORDER BY ${line} COLLATE "C")) AS lines`
}

/**
 * First rows of bills that are known and were another. Each side is put together once for all of them: a month that is
 * delivered again is a million lines, which no bill may look through by itself.
 */
const DIFFERING = Prisma.sql`
  WITH known AS (
    SELECT b.id, s.row, s.company_id, s.bill,
      (b.type, b.corrects, b.rounding, b.net, b.tax, b.issued_on, b.due_on, b.period_from, b.period_to, a.number)
        IS DISTINCT FROM (s.type, s.corrects, s.rounding, s.net, s.tax, s.issued_on, s.due_on, s.period_from, s.period_to,
          s.account) AS differs
    FROM staged_bill s JOIN bill b ON b.company_id = s.company_id AND b.number = s.bill
    JOIN billing_account a ON a.id = b.billing_account_id),
  held AS (
    SELECT k.id, ${alike('l.unit', Prisma.sql`coalesce(l.category::text, CASE WHEN l.rate > 0 THEN 'S' ELSE 'Z' END)`)}
    FROM known k JOIN bill_line l ON l.bill_id = k.id LEFT JOIN subscription n ON n.id = l.subscription_id GROUP BY k.id),
  given AS (
    SELECT k.id, ${alike('l.measure', Prisma.sql`l.category`)}
    FROM known k JOIN staged_line l USING (company_id, bill) LEFT JOIN subscription n ON n.id = l.subscription_id GROUP BY k.id),
  other_reason AS (
    SELECT k.id FROM known k JOIN staged_line l USING (company_id, bill)
    JOIN bill_tax x ON x.bill_id = k.id AND x.category = l.category
    WHERE (x.reason_code, x.reason) IS DISTINCT FROM (l.reason_code, l.reason))
  SELECT k.row FROM known k LEFT JOIN held USING (id) LEFT JOIN given USING (id)
  WHERE k.differs OR held.lines IS DISTINCT FROM given.lines OR k.id IN (SELECT id FROM other_reason)`

/** A credit note that is new and corrects a bill of another account: it would be credit of an account that it is not for. */
const ELSEWHERE = Prisma.sql`type = 'credit_note' AND corrects IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.company_id = s.company_id AND b.number = s.bill)
  AND (EXISTS (SELECT 1 FROM staged_bill o
      WHERE o.company_id = s.company_id AND o.bill = s.corrects AND o.account <> s.account)
    OR EXISTS (SELECT 1 FROM bill b JOIN billing_account a ON a.id = b.billing_account_id
      WHERE b.company_id = s.company_id AND b.number = s.corrects AND a.number <> s.account))`

/** What is wrong with the staged bills as wholes (`deliver-bills.ts`), named at their first rows; at most 100,000 of a kind. */
export async function judgeBills(tx: Raw): Promise<RowProblem[]> {
  const wrong = (code: RefusalCode, field: string, where: Prisma.Sql) =>
    tx.$queryRaw<RowProblem[]>`
      SELECT row, ${code} AS code, ${field} AS field FROM staged_bill s WHERE ${where} ORDER BY row LIMIT 100000`
  const found = [
    await wrong('bills.head_differs', 'bill', Prisma.sql`differs`),
    await wrong(
      'bills.negative',
      'billTotal',
      Prisma.sql`CASE type WHEN 'invoice' THEN bill_total < 0 ELSE bill_total > 0 END`,
    ),
    await wrong('bills.total_differs', 'billTotal', Prisma.sql`net + tax + rounding <> bill_total`),
    await wrong('bills.category_mixed', 'taxCategory', Prisma.sql`mixed`),
    await wrong('bills.reason_differs', 'exemptionCode', Prisma.sql`unlike`),
    await wrong(
      'bills.buyer_unknown',
      'account',
      Prisma.sql`reversed AND NOT EXISTS (SELECT 1 FROM billing_account a
        WHERE a.company_id = s.company_id AND a.number = s.account AND a.tax_number IS NOT NULL)`,
    ),
    await wrong('bills.bill_differs', 'bill', Prisma.sql`row IN (${DIFFERING})`),
    await wrong('bills.corrects_elsewhere', 'corrects', ELSEWHERE),
  ]
  const seen = new Set<number>()
  return found.flat().filter(({ row }) => !seen.has(row) && seen.add(row))
}
