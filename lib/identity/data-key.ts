import { Prisma, type Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok } from '@/lib/kernel/result'
import { type Place, seal, unseal } from '@/lib/kernel/seal'

const placeOf = (id: string): Place => ({ purpose: 'data-key', id })

/** Ids of the keys that something which may still be needed was derived from or sealed with. */
const KEYS_IN_USE = Prisma.sql`
  SELECT key_id AS id FROM temporary_password WHERE used_at IS NULL AND revoked_at IS NULL
  UNION SELECT key_id FROM challenge
  UNION SELECT convert_from(substring(sealed_seed FROM 1 FOR 8), 'UTF8') FROM second_factor WHERE sealed_seed IS NOT NULL
  UNION SELECT convert_from(substring(sealed_seed FROM 1 FOR 8), 'UTF8') FROM backup_codes
  UNION SELECT convert_from(substring(sealed_secret FROM 1 FOR 8), 'UTF8') FROM identity_provider`

/**
 * Looks whether DATA_KEY holds every key that this database was opened with before, and notes the one in use. Two processes
 * with different keys could not open each other's codes, and one with a new key none of those that are there. Resolves
 * with what is wrong, in one sentence for whoever runs it, or null.
 */
export async function dataKeyProblem(world: World): Promise<string | null> {
  const { keys, random } = world
  const looked = await sqlTransaction(world, async (tx) => {
    await tx.$executeRaw`LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE`
    const known = await tx.$queryRaw<{ id: string; sealed: Buffer }[]>`SELECT id, sealed FROM data_key`
    // A database of an earlier version has noted none; what it holds tells as much.
    const needed = known.length > 0 ? known : await keysInUse(tx)
    const lacking = needed.filter(({ id }) => !keys.byId.has(id)).map(({ id }) => id)
    if (lacking.length > 0)
      return ok(
        `DATA_KEY lacks a key with which this database was used before (${lacking.join(', ')}): ` +
          'set DATA_KEY to the same as in the other processes, or put the old key at its end (docs/operations.md, "Keys").',
      )
    if (known.some(({ id, sealed }) => !opens(world, id, sealed)))
      return ok('DATA_KEY does not open the check value in this database: it is another key.')
    const { id } = keys.current
    await tx.$executeRaw`
      INSERT INTO data_key (id, sealed, since) VALUES (${id}, ${seal(keys, random, placeOf(id), Buffer.from(id))}, ${world.clock()})
      ON CONFLICT (id) DO NOTHING`
    return ok(null)
  })
  return looked.ok ? looked.value : null
}

function opens({ keys }: World, id: string, sealed: Buffer): boolean {
  try {
    return unseal(keys, placeOf(id), sealed).toString() === id
  } catch {
    return false
  }
}

const keysInUse = (tx: Raw): Promise<{ id: string }[]> => tx.$queryRaw(KEYS_IN_USE)

/**
 * Forgets older keys that nothing needs any more, once everything is sealed anew (`npm run keys:reseal`): from then on
 * processes may start without them. Resolves with the ids of those that are still needed besides the first one.
 */
export async function retireDataKeys(world: World): Promise<string[]> {
  const { id } = world.keys.current
  const inUse = (await keysInUse(world.sql)).map((key) => key.id)
  const kept = await world.sql.$queryRaw<{ id: string }[]>`
    WITH gone AS (DELETE FROM data_key WHERE id <> ${id} AND id <> ALL(${inUse}::text[]))
    SELECT id FROM data_key WHERE id <> ${id} AND id = ANY(${inUse}::text[])`
  return kept.map((key) => key.id)
}
