import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import type { Actor } from '@/lib/rights/actor'

/** A persona as the use cases see them, without a sign-in: for registering the cast, and for tests. */
export async function demoActor(context: Context, account: string): Promise<Actor> {
  const [login, slug] = account.split('@') as [string, string]
  const { id } = await context.db.user.findFirstOrThrow({
    where: { login, company: { slug } },
    select: { id: true },
  })
  const actor = await userActor(id, context)
  if (!actor) throw new Error(`${account} is suspended`)
  return actor
}
