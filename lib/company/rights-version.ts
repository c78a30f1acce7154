import type { Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'

/**
 * Takes the turn for a change of rights (lib/identity/sessions/company-lock.ts). Resolves with its number: the version of the company's
 * rights that it makes.
 */
export async function numberChange(tx: Raw, { subject }: Actor): Promise<number> {
  const [{ number }] = await tx.$queryRaw<[{ number: number }]>`
    UPDATE company SET rights_version = rights_version + 1 WHERE id = ${subject.companyId}::uuid
    RETURNING rights_version AS number`
  return number
}
