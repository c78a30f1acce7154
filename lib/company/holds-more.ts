import { type HeldJson, heldGrants, readGrants } from '@/lib/identity/held-grants'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import { holdsAllOf } from '@/lib/rights/holds-all-of'

/**
 * Whether a user of the actor's company holds anything that the actor does not. Whoever controls somebody's contacts,
 * password or second factors can sign in as them, so all of these ask first. Oneself never does.
 */
export async function holdsMore(
  db: Raw,
  { subject, now }: Actor,
  user: { id: string; mainAdministrator: boolean },
): Promise<boolean> {
  if (user.id === subject.id || subject.mainAdministrator) return false
  const [held] = await db.$queryRaw<[{ grants: HeldJson }]>`
    SELECT ${heldGrants(Prisma.sql`${user.id}::uuid`, now)} AS grants`
  const { companyId, companyKind } = subject
  const other = {
    ...({ kind: 'user', id: user.id, companyId, companyKind, active: true } as const),
    mainAdministrator: user.mainAdministrator,
    grants: readGrants(held.grants),
  }
  return !(await holdsAllOf(subject, other, now))
}
