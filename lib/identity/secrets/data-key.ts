import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok } from '@/lib/kernel/result'
import { type Place, seal, unseal } from '@/lib/kernel/seal'

const placeOf = (id: string): Place => ({ purpose: 'data-key', id })

/**
 * Every column that says which key its row was derived from (`key_id`), or that begins with it since it is sealed, and
 * which of the rows may still be opened. A house test compares them with the schema.
 */
export const KEY_HOLDERS: readonly { table: string; column: string; open?: (now: Date) => Prisma.Sql }[] = [
  {
    table: 'temporary_password',
    column: 'key_id',
    open: (now) => Prisma.sql`used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}`,
  },
  // An expired code is replaced by the next of the same secret, as long as its attempt is there.
  { table: 'challenge', column: 'key_id' },
  { table: 'contact_change', column: 'key_id', open: (now) => Prisma.sql`expires_at > ${now}` },
  { table: 'second_factor', column: 'sealed_seed' },
  { table: 'backup_codes', column: 'sealed_seed' },
  { table: 'identity_provider', column: 'sealed_secret' },
  { table: 'sim_secret', column: 'sealed' },
  { table: 'intake_part', column: 'sealed' },
]

/** Ids of the keys that something which may still be needed was derived from or sealed with. */
async function keysInUse(db: Raw, now: Date): Promise<string[]> {
  const each = KEY_HOLDERS.map(({ table, column, open }) => {
    const held = Prisma.raw(`"${table}"."${column}"`)
    const id = column === 'key_id' ? held : Prisma.sql`convert_from(substring(${held} FROM 1 FOR 8), 'UTF8')`
    return Prisma.sql`SELECT ${id} AS id FROM ${Prisma.raw(`"${table}"`)} WHERE ${held} IS NOT NULL AND ${open?.(now) ?? Prisma.sql`true`}`
  })
  const rows = await db.$queryRaw<{ id: string }[]>`${Prisma.join(each, ' UNION ')}`
  return rows.map(({ id }) => id)
}

/**
 * Looks whether DATA_KEY holds every key that this database was opened with before, and notes the one in use. Two processes
 * with different keys could not open each other's codes, and one with a new key none of those that are there. Resolves
 * with what is wrong, in one sentence for whoever runs it, or null.
 */
export async function dataKeyProblem(context: Context): Promise<string | null> {
  const { keys, random } = context
  const looked = await sqlTransaction(context, async (tx) => {
    await tx.$executeRaw`LOCK TABLE data_key IN SHARE ROW EXCLUSIVE MODE`
    const known = await tx.$queryRaw<{ id: string; sealed: Buffer }[]>`SELECT id, sealed FROM data_key`
    // A database of an earlier version has noted none; what it holds tells as much.
    const needed = known.length > 0 ? known.map(({ id }) => id) : await keysInUse(tx, context.clock())
    const lacking = needed.filter((id) => !keys.byId.has(id))
    if (lacking.length > 0)
      return ok(
        `DATA_KEY lacks a key with which this database was used before (${lacking.join(', ')}): ` +
          'set DATA_KEY to the same as in the other processes, or put the old key at its end (docs/operations.md, "Keys").',
      )
    if (known.some(({ id, sealed }) => !opens(context, id, sealed)))
      return ok('DATA_KEY does not open the check value in this database: it is another key.')
    const { id } = keys.current
    await tx.$executeRaw`
      INSERT INTO data_key (id, sealed, since) VALUES (${id}, ${seal(keys, random, placeOf(id), Buffer.from(id))}, ${context.clock()})
      ON CONFLICT (id) DO NOTHING`
    return ok(null)
  })
  return looked.ok ? looked.value : null
}

function opens({ keys }: Context, id: string, sealed: Buffer): boolean {
  try {
    return unseal(keys, placeOf(id), sealed).toString() === id
  } catch {
    return false
  }
}

/**
 * Forgets older keys that nothing needs any more, once everything is sealed anew (`npm run keys:reseal`): from then on
 * processes may start without them. Resolves with the ids of those that are still needed besides the first one.
 */
export async function retireDataKeys(context: Context): Promise<string[]> {
  const { id } = context.keys.current
  const inUse = await keysInUse(context.sql, context.clock())
  const kept = await context.sql.$queryRaw<{ id: string }[]>`
    WITH gone AS (DELETE FROM data_key WHERE id <> ${id} AND id <> ALL(${inUse}::text[]))
    SELECT id FROM data_key WHERE id <> ${id} AND id = ANY(${inUse}::text[])`
  return kept.map((key) => key.id)
}
