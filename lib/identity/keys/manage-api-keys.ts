import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after, DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { hashToken, newToken } from '@/lib/kernel/token'
import { refuse } from '@/lib/words/refuse'
import { KEY_PREFIX } from './api-keys'

/** What a new key is good for. `companies`: slugs; null: all. */
type Scope = { kinds: readonly string[]; companies: readonly string[] | null }
type MadeKey = { key: string; expiresAt: Date }

// All of these are called from the command line on the operator's machine (`npm run api-key`), hence without an actor.

/**
 * Makes a key for one of the operator's systems, for `days`. It is shown once and only its hash is kept. Refuses where the
 * system has, or had, one: a name is somebody's for good; and for companies that there are not.
 */
export function createApiKey(
  system: string,
  { kinds, companies, days }: Scope & { days: number },
  context: Context,
): Promise<Result<MadeKey>> {
  const { key, expiresAt } = makeKey(days, context)
  return sqlTransaction(context, async (tx) => {
    const ids = companies && (await companyIds(tx, companies))
    if (ids && ids.length !== companies.length) return refuse('identity.key_company_unknown')
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO api_key (id, name, restricted_hash, kinds, companies, created_at, expires_at)
      VALUES (${newId()}::uuid, ${system}, ${hashToken(key)}, ${kinds}::text[], ${ids}::uuid[], ${context.clock()},
        ${expiresAt})
      ON CONFLICT (name) DO NOTHING RETURNING id`
    if (!made) return refuse('identity.key_there')
    const scope = { kinds: [...kinds], companies: companies ? [...companies] : ['all'] }
    const written = { ...scope, until: dayOf(expiresAt) }
    await record(tx, context, 'identity.api_key_created', { system, id: made.id, after: written })
    return ok({ key, expiresAt })
  })
}

/**
 * Replaces a system's key, with the same scope; the one before works for `overlapDays` more, or as long as it would have,
 * whichever is sooner. Also one that has ended is replaced. Refuses where the system has none, or it was revoked.
 */
export function rotateApiKey(
  system: string,
  { days, overlapDays }: { days: number; overlapDays: number },
  context: Context,
): Promise<Result<MadeKey & { oldUntil: Date }>> {
  const now = context.clock()
  const { key, expiresAt } = makeKey(days, context)
  return sqlTransaction(context, async (tx) => {
    const [rotated] = await tx.$queryRaw<{ id: string; oldUntil: Date }[]>`
      UPDATE api_key SET hash = NULL, restricted_hash = ${hashToken(key)}, expires_at = ${expiresAt}, last_used_at = NULL,
        warned_at = NULL, previous_hash = coalesce(restricted_hash, hash), previous_used_at = last_used_at,
        previous_expires_at = least(expires_at, ${after(now, overlapDays * DAY)}::timestamptz)
      WHERE name = ${system} AND revoked_at IS NULL RETURNING id, previous_expires_at AS "oldUntil"`
    if (!rotated) return refuse('identity.key_none')
    const { id, oldUntil } = rotated
    const changed = { until: dayOf(expiresAt), previous_until: dayOf(oldUntil) }
    await record(tx, context, 'identity.api_key_rotated', { system, id, after: changed })
    return ok({ key, expiresAt, oldUntil })
  })
}

/** Ends a system's key at once, with the one that it replaces. Refuses where it has none in use. */
export function revokeApiKey(system: string, context: Context): Promise<Result<null>> {
  return sqlTransaction(context, async (tx) => {
    const [revoked] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE api_key SET revoked_at = ${context.clock()} WHERE name = ${system} AND revoked_at IS NULL RETURNING id`
    if (!revoked) return refuse('identity.key_none')
    await record(tx, context, 'identity.api_key_revoked', { system, id: revoked.id })
    return ok(null)
  })
}

export type ApiKeyRow = {
  system: string
  kinds: string[]
  companies: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  /** Of the key that it replaces, while that works. */
  previousUntil: Date | null
  previousUsedAt: Date | null
  state: 'in use' | 'ended' | 'revoked'
}

/** The key of every system that has or had one, those in use first. */
export function listApiKeys(context: Context): Promise<ApiKeyRow[]> {
  const now = context.clock()
  return context.sql.$queryRaw`
    SELECT name AS system, kinds, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt",
      CASE WHEN companies IS NOT NULL THEN
        ARRAY(SELECT slug FROM company WHERE id = ANY(k.companies) ORDER BY slug) END AS companies,
      CASE WHEN previous_expires_at > ${now} THEN previous_expires_at END AS "previousUntil",
      CASE WHEN previous_expires_at > ${now} THEN previous_used_at END AS "previousUsedAt",
      CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= ${now} THEN 'ended' ELSE 'in use' END AS state
    FROM api_key k ORDER BY revoked_at IS NOT NULL, coalesce(expires_at <= ${now}, false), name`
}

const companyIds = async (tx: Raw, slugs: readonly string[]): Promise<string[]> =>
  (
    await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM company WHERE slug = ANY(${slugs}::text[]) AND kind = 'customer'`
  ).map(({ id }) => id)

const makeKey = (days: number, context: Context): MadeKey => ({
  key: `${KEY_PREFIX}${newToken(context.random).token}`,
  expiresAt: after(context.clock(), days * DAY),
})

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

const record = async (
  tx: Raw,
  context: Context,
  action: string,
  { system, id, after: changed }: { system: string; id: string; after?: Record<string, string | string[]> },
): Promise<void> =>
  recordAudit(tx, {
    companyId: await operatorId(tx),
    at: context.clock(),
    actor: { kind: 'system', id: null, name: 'api-key', address: null, requestId: null },
    action,
    object: { kind: 'api_key', id, name: system },
    ...(changed && { after: changed }),
  })
