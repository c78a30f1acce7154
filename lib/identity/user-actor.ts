import { type HeldText, heldGrants, readGrants } from '@/lib/access/held-grants'
import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, HOUR } from '@/lib/kernel/clock'
import type { Actor } from '@/lib/rights/actor'

/**
 * A user as the use cases see them, without a sign-in: for what is done by itself in their name, with the rights that
 * they hold at that moment. The session is none that exists; it counts as just proven. Null: there is no such user,
 * or they are suspended.
 */
export async function userActor(userId: string, world: World): Promise<Actor | null> {
  const user = await world.db.user.findFirst({
    where: { id: userId, suspensions: { none: { endedAt: null } } },
    include: { company: true, administrator: true },
  })
  if (!user) return null
  const now = world.clock()
  const [held] = await world.sql.$queryRaw<[{ grants: HeldText }]>`
    SELECT ${heldGrants(Prisma.sql`${userId}::uuid`, now)} AS grants`
  const { id: companyId, slug, name, smsAtSignIn, kind, notOffered, needsApproval: asks } = user.company
  return {
    subject: {
      kind: 'user',
      id: user.id,
      companyId,
      companyKind: kind,
      active: true,
      mainAdministrator: user.administrator !== null,
      grants: readGrants(held.grants),
      notOffered,
    },
    name: `${user.login}@${slug}`,
    fullName: user.name,
    company: { id: companyId, slug, name, smsAtSignIn },
    session: {
      id: '00000000-0000-7000-8000-000000000000',
      provenAt: now,
      expiresAt: after(now, HOUR),
      factors: [],
    },
    address: null,
    requestId: null,
    now,
    asks,
  }
}
