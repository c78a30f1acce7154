import { Prisma } from '@/lib/infra/db'

/**
 * Whether a line `o` had its number or reference at a moment. What was before the first line of it that is known was of that
 * one: of many lines no beginning was ever delivered. Of several that fit the first one counts, so that what is delivered
 * again finds the same line, whoever has got the number since.
 */
export const heldAt = (moment: Prisma.Sql): Prisma.Sql => Prisma.sql`
  CASE WHEN o.created_at <= ${moment} THEN ${moment} < coalesce(o.terminated_at, 'infinity')
    ELSE NOT EXISTS (SELECT 1 FROM subscription e
      WHERE e.status = 'terminated' AND e.ident = o.ident AND (e.created_at, e.id) < (o.created_at, o.id)) END`

/**
 * Whether the lines `o` that fit a text are two: one by its reference, and another by the number that it reads as, so that
 * nobody knows which is meant.
 */
export const ambiguous = Prisma.sql`min(o.ident) OVER () <> max(o.ident) OVER ()`

/** Why a row `g` has no line: it fits two (`ambiguous`), or the company never had it, or not then. */
export const lostCode = Prisma.sql`
  CASE WHEN g.ambiguous THEN 'subscriptions.line_ambiguous'
    WHEN EXISTS (SELECT 1 FROM subscription o WHERE o.company_id = g.company_id AND o.ident = ANY(ARRAY[g.given, g.ident]))
    THEN 'subscriptions.no_line_then' ELSE 'subscriptions.no_line' END`
