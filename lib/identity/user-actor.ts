import { loadUserSubject } from '@/lib/access/subject'
import type { World } from '@/lib/infra/world'
import { after, HOUR } from '@/lib/kernel/clock'
import type { Actor } from '@/lib/rights/actor'

/**
 * A user as the use cases see them, without a sign-in: for what is done by itself in their name, with the rights that
 * they hold at that moment. The session is none that exists; it counts as just proven. Null: there is no such user,
 * or they are suspended.
 */
export async function userActor(userId: string, world: World): Promise<Actor | null> {
  const user = await world.db.user.findUnique({ where: { id: userId }, include: { company: true } })
  if (!user) return null
  const now = world.clock()
  const {
    id: companyId,
    slug,
    name,
    smsAtSignIn,
    kind: companyKind,
    notOffered,
    needsApproval: asks,
  } = user.company
  const found = await loadUserSubject(world.sql, { companyId, companyKind, notOffered }, userId, now)
  if (!found) return null
  return {
    subject: found.subject,
    name: `${found.login}@${slug}`,
    fullName: found.name,
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
