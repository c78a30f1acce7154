import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { log } from '@/lib/infra/log/log.mjs'
import { after, MINUTE } from '@/lib/kernel/clock'
import { hashToken } from '@/lib/kernel/token'

/** What a key begins with, so that a leaked one can be recognised and searched for. */
export const KEY_PREFIX = 'swb_'
/** Of `kinds`: every kind of file. */
export const ALL_KINDS = 'all'

/** The scheme has no case and may be followed by several blanks (RFC 9110, 11.1 and 11.4). */
const BEARER = /^bearer +(swb_[\w-]{43})$/i

/** A key in use, and what it is good for. */
export type ApiKey = {
  id: string
  /** The system that it belongs to. */
  system: string
  /** Kinds of files that it may deliver, or `all`. */
  kinds: string[]
  /** Slugs of the companies for which; null: for all. */
  companies: string[] | null
  /** SHA-256 of the key itself: a system may have two that work, and each ends by itself. */
  hash: Uint8Array<ArrayBuffer>
}

/** The key that a delivery came with has ended meanwhile: nothing is taken. */
export class KeyEnded extends Error {}

type Found = Omit<ApiKey, 'hash'> & { usedAt: Date | null; current: boolean }

/**
 * Whether the key with this hash works, as a condition on `api_key`. What stands in `hash` has no scope and no end (CHECK
 * api_key_unrestricted): it is all that a process of a version before scopes reads.
 */
const works = (hash: Uint8Array<ArrayBuffer>, now: Date) => Prisma.sql`
  revoked_at IS NULL AND (hash = ${hash}
    OR restricted_hash = ${hash} AND (expires_at IS NULL OR expires_at > ${now})
    OR previous_hash = ${hash} AND previous_expires_at > ${now})`

/**
 * The key that an `Authorization` header holds, or null: none, ended, or not ours. The one before a rotation counts until it
 * ends. When each was last used is noted once a minute.
 */
export async function findApiKey(header: string | null, context: Context): Promise<ApiKey | null> {
  const [, key] = BEARER.exec(header ?? '') ?? []
  if (!key) return null
  const now = context.clock()
  const hash = hashToken(key)
  const [found] = await context.sql.$queryRaw<Found[]>`
    SELECT id, name AS system, kinds, coalesce(restricted_hash, hash) = ${hash} AS current,
      CASE WHEN coalesce(restricted_hash, hash) = ${hash} THEN last_used_at ELSE previous_used_at END AS "usedAt",
      CASE WHEN companies IS NOT NULL THEN
        ARRAY(SELECT slug FROM company WHERE id = ANY(k.companies)) END AS companies
    FROM api_key k WHERE ${works(hash, now)}`
  if (!found) return null
  log.note({ actorId: found.id })
  const { usedAt, current, ...apiKey } = found
  if (!usedAt || usedAt < after(now, -MINUTE))
    await (current
      ? context.sql.$executeRaw`UPDATE api_key SET last_used_at = ${now} WHERE id = ${apiKey.id}::uuid`
      : context.sql.$executeRaw`UPDATE api_key SET previous_used_at = ${now} WHERE id = ${apiKey.id}::uuid`)
  return { ...apiKey, hash }
}

/** A key that was found before, by its id and hash, as it is now. @throws KeyEnded when it has ended meanwhile */
export async function keyOf(id: string, hash: Uint8Array<ArrayBuffer>, context: Context): Promise<ApiKey> {
  const [found] = await context.sql.$queryRaw<Omit<ApiKey, 'hash'>[]>`
    SELECT id, name AS system, kinds, CASE WHEN companies IS NOT NULL THEN
      ARRAY(SELECT slug FROM company WHERE id = ANY(k.companies)) END AS companies
    FROM api_key k WHERE id = ${id}::uuid AND ${works(hash, context.clock())}`
  if (!found) throw new KeyEnded('the key has ended')
  return { ...found, hash }
}

/** The system that a key belongs to, whether it still works or not. */
export async function systemOf(db: Raw, id: string): Promise<string> {
  const [{ system }] = await db.$queryRaw<[{ system: string }]>`
    SELECT name AS system FROM api_key WHERE id = ${id}::uuid`
  return system
}

/** @throws KeyEnded when the key has ended, or was revoked, since it was found. */
export async function requireKey(db: Raw, { id, hash, system }: ApiKey, now: Date): Promise<void> {
  const [found] = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM api_key WHERE id = ${id}::uuid AND ${works(hash, now)}`
  if (!found) throw new KeyEnded(`the key of ${system} has ended`)
}

/** The same at the end of the transaction that commits: whoever revokes the key meanwhile waits for it, or is seen. */
export async function holdKey(tx: Raw, key: ApiKey, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM api_key WHERE id = ${key.id}::uuid FOR SHARE`
  await requireKey(tx, key, now)
}

export const mayDeliver = ({ kinds }: ApiKey, kind: string): boolean =>
  kinds.includes(ALL_KINDS) || kinds.includes(kind)

/** Writes down that a key was used for what it is not good for, at most once a minute: somebody may be trying. */
export async function noteRefusedKey(
  key: ApiKey,
  kind: string,
  from: { address: string | null; requestId: string | null },
  context: Context,
): Promise<void> {
  const now = context.clock()
  await context.sql.transaction(async (tx) => {
    const noted = await tx.$executeRaw`
      UPDATE api_key SET refused_at = ${now}
      WHERE id = ${key.id}::uuid AND (refused_at IS NULL OR refused_at < ${after(now, -MINUTE)})`
    if (noted === 0) return
    await recordAudit(tx, {
      companyId: await operatorId(tx),
      at: now,
      actor: { kind: 'system', id: key.id, name: `API key ${key.system}`, ...from },
      action: 'identity.api_key_refused',
      object: { kind: 'api_key', id: key.id, name: key.system },
      after: { file: kind },
    })
  })
}
