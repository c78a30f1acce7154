import type { World } from '@/lib/infra/world'
import { after, HOUR } from '@/lib/kernel/clock'
import type { Actor } from '@/lib/rights/actor'

/**
 * A persona as the use cases see them, without a sign-in: for registering the cast, and for tests. The
 * session is none that exists; it counts as just proven.
 */
export async function demoActor(world: World, account: string): Promise<Actor> {
  const [login, slug] = account.split('@') as [string, string]
  const user = await world.db.user.findFirstOrThrow({
    where: { login, company: { slug } },
    include: { company: true, administrator: true, grants: { where: { endedAt: null } } },
  })
  const now = world.clock()
  return {
    subject: {
      kind: 'user',
      id: user.id,
      companyId: user.companyId,
      companyKind: user.company.kind,
      active: true,
      mainAdministrator: user.administrator !== null,
      grants: user.grants,
    },
    name: account,
    fullName: user.name,
    company: user.company,
    session: {
      id: '00000000-0000-7000-8000-000000000000',
      provenAt: now,
      expiresAt: after(now, HOUR),
      factors: [],
    },
    address: null,
    requestId: null,
    now,
  }
}
