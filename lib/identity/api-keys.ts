import type { World } from '@/lib/infra/world'
import { hashToken, newToken } from '@/lib/kernel/token'

/** What a key begins with, so that a leaked one can be recognised and searched for. */
const PREFIX = 'swb_'

/**
 * Makes a key for one of the operator's systems. The key is told once and only its hash is kept. Called from the
 * command line, hence without an actor. Null: there is a system of that name.
 */
export async function createApiKey(name: string, world: World): Promise<string | null> {
  const { token } = newToken(world.random)
  const key = `${PREFIX}${token}`
  const made = await world.sql.$executeRaw`
    INSERT INTO api_key (id, name, hash, created_at) VALUES (gen_random_uuid(), ${name}, ${hashToken(key)}, ${world.clock()})
    ON CONFLICT (name) DO NOTHING`
  return made === 1 ? key : null
}

/** Ends a system's key at once. Resolves with whether it had one. */
export async function revokeApiKey(name: string, world: World): Promise<boolean> {
  return (
    (await world.sql.$executeRaw`
      UPDATE api_key SET revoked_at = ${world.clock()} WHERE name = ${name} AND revoked_at IS NULL`) === 1
  )
}

/** The system whose key an `Authorization` header holds, or null. */
export async function findApiKey(header: string | null, world: World): Promise<{ name: string } | null> {
  const [, key] = /^Bearer (swb_[\w-]{43})$/.exec(header ?? '') ?? []
  if (!key) return null
  const [found] = await world.sql.$queryRaw<{ name: string }[]>`
    SELECT name FROM api_key WHERE hash = ${hashToken(key)} AND revoked_at IS NULL`
  return found ?? null
}
