import { userActor } from '@/lib/identity/sessions/user-actor'
import type { World } from '@/lib/infra/world'
import type { Actor } from '@/lib/rights/actor'

/** A persona as the use cases see them, without a sign-in: for registering the cast, and for tests. */
export async function demoActor(world: World, account: string): Promise<Actor> {
  const [login, slug] = account.split('@') as [string, string]
  const { id } = await world.db.user.findFirstOrThrow({
    where: { login, company: { slug } },
    select: { id: true },
  })
  const actor = await userActor(id, world)
  if (!actor) throw new Error(`${account} is suspended`)
  return actor
}
