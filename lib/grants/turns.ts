import type { Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'

// Changes of one company's rights take turns, so that what a change was judged by holds until it is committed.

/** Takes the turn for the rest of the transaction: for what judges, or locks anything, before a change is begun in it. */
export async function takeTurn(tx: Raw, companyId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM company WHERE id = ${companyId}::uuid FOR NO KEY UPDATE`
}

/** Takes the turn for a change. Resolves with its number: the version of the company's rights that it makes. */
export async function numberChange(tx: Raw, { subject }: Actor): Promise<number> {
  const [{ number }] = await tx.$queryRaw<[{ number: number }]>`
    UPDATE company SET rights_version = rights_version + 1 WHERE id = ${subject.companyId}::uuid
    RETURNING rights_version AS number`
  return number
}
