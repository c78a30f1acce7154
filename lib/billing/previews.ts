import type { Context } from '@/lib/infra/context'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'

/** What would be taken along once a file were fetched, for whoever is to say yes to it. */
export type BillingEffect = { kind: 'usage_taken'; number: string; month: string }

/** What an export of itemised usage would take along; null: the line is not there any more. */
export async function usageTaken(
  actor: Actor,
  { id, month }: { id: string; month: string },
  context: Context,
): Promise<BillingEffect | null> {
  const [row] = await context.sql.$queryRaw<{ ident: string }[]>`
    SELECT ident FROM subscription WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid`
  return row ? { kind: 'usage_taken', number: displayNumber(row.ident, context.market), month } : null
}
