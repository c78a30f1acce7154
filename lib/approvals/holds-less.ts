import { loadPeople } from '@/lib/access/people'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { holdsAllOf } from '@/lib/rights/holds-all-of'

/** What gives somebody a way in as a user: lib/company/holds-more.ts asks before each of them. */
const GIVES_WAY_IN: readonly Permission[] = [
  'user:edit',
  'temporary_password:reissue',
  'second_factor:remove',
]

/** Whom a request gives a way in as, if it does that. */
export const wayInAs = ({ fn, input }: { fn: string; input: unknown }): string | null =>
  (GIVES_WAY_IN as readonly string[]).includes(fn) ? ((input as { id?: string }).id ?? null) : null

/**
 * Who of some people may not decide that somebody gets a way in as a user: they hold less than the user does. The user
 * themselves may. Nobody may for a user who is not there.
 */
export async function holdingLess(
  db: Raw,
  actor: Actor,
  userId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const people = await loadPeople(db, actor, Prisma.sql`u.id = ANY(${[...ids, userId]}::uuid[])`)
  const user = people.find(({ id }) => id === userId)
  const may = new Set<string>()
  for (const { id, subject } of user ? people : [])
    if (id === userId || (await holdsAllOf(subject, user!.subject, actor.now, { alone: true }))) may.add(id)
  return new Set(ids.filter((each) => !may.has(each)))
}
