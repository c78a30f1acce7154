import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { hashToken, newToken } from '@/lib/kernel/token'
import { LIMITS } from '../limits/limits'
import type { Visitor } from '../view'
import { ownerColumns, type SessionOwner } from './sessions'

// Device cookies (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"): a browser that has signed in as an
// account before has a counter and quotas of its own, so that nobody elsewhere can use them up. The cookie proves
// nothing else. It holds one entry for each account, `<id>.<token>`, the newest first.

const ENTRY = /^([0-9a-f-]{36})\.([\w-]{43})$/

type Entry = { id: string; token: string }
function entriesOf(cookie: string | null | undefined): Entry[] {
  return (cookie ?? '')
    .split('~')
    .slice(0, LIMITS.deviceCookie.perBrowser)
    .flatMap((text) => {
      const [, id, token] = ENTRY.exec(text) ?? []
      return id && token ? [{ id, token }] : []
    })
}

/** The cookie with an account's newest entry in the place of its last one. */
export function withDevice(cookie: string | null | undefined, device: string): string {
  const [id] = device.split('.')
  const others = entriesOf(cookie).filter((entry) => entry.id !== id)
  return [device, ...others.map((entry) => `${entry.id}.${entry.token}`)]
    .slice(0, LIMITS.deviceCookie.perBrowser)
    .join('~')
}

/** The visitor's device cookie of an owner, as SQL: an id or null. `owner` is a condition on `d`. */
export function deviceCookieOf(visitor: Visitor, owner: Prisma.Sql, now: Date): Prisma.Sql {
  const hashes = entriesOf(visitor.deviceCookie).map(({ token }) => Buffer.from(hashToken(token)))
  return Prisma.sql`
    (SELECT d.id FROM device_cookie d WHERE d.token_hash = ANY(${hashes}::bytea[]) AND ${owner}
      AND d.expires_at > ${now} LIMIT 1)`
}

/**
 * Company and user, or line, that have signed in last with a browser that holds such a cookie, and the hash (base64) of
 * the token that says so; or null.
 */
export async function ownerOfDevice(
  cookie: string,
  context: Context,
): Promise<{ path: [string, string]; entry: string } | null> {
  const hashes = entriesOf(cookie).map(({ token }) => Buffer.from(hashToken(token)))
  if (hashes.length === 0) return null
  const [owner] = await context.sql.$queryRaw<{ company: string; id: string; entry: string }[]>`
    SELECT coalesce(u.company_id, l.company_id) AS company, coalesce(u.id, l.id) AS id,
      encode(d.token_hash, 'base64') AS entry
    FROM device_cookie d
    LEFT JOIN "user" u ON u.id = d.user_id LEFT JOIN subscription l ON l.id = d.subscription_id
    WHERE d.token_hash = ANY(${hashes}::bytea[]) AND d.expires_at > ${context.clock()}
    ORDER BY d.used_at DESC LIMIT 1`
  return owner ? { path: [owner.company, owner.id], entry: owner.entry } : null
}

/** Key of the counter of whoever begins: of the device cookie `d`, else `otherwise`. */
export const counterOf = (otherwise: string): Prisma.Sql =>
  Prisma.sql`coalesce('device:' || d.id, ${otherwise})`

/**
 * Gives a browser an entry for an owner, or renews the one it came with: whoever had copied that one has nothing any
 * more. Beyond so many of an owner the longest unused goes. Resolves with its id and the entry for the cookie.
 */
export async function giveDevice(
  tx: Raw,
  context: Context,
  owner: SessionOwner,
  present: string | null,
): Promise<{ id: string; entry: string }> {
  const now = context.clock()
  const { token, hash } = newToken(context.random)
  const { userId, subscriptionId } = ownerColumns(owner)
  const mine = userId
    ? Prisma.sql`user_id = ${userId}::uuid`
    : Prisma.sql`subscription_id = ${subscriptionId}::uuid`
  const id = present ?? newId()
  const until = after(now, LIMITS.deviceCookie.validFor)
  const [given] = await tx.$queryRaw<{ id: string }[]>`
    WITH given AS (
      INSERT INTO device_cookie AS d (id, user_id, subscription_id, token_hash, used_at, expires_at)
      VALUES (${id}::uuid, ${userId}::uuid, ${subscriptionId}::uuid, ${hash}, ${now}, ${until})
      ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, used_at = excluded.used_at, expires_at = excluded.expires_at
      RETURNING d.id),
    dropped AS (
      DELETE FROM device_cookie WHERE id IN (
        SELECT id FROM device_cookie WHERE ${mine} AND id <> ${id}::uuid
        ORDER BY used_at DESC OFFSET ${LIMITS.deviceCookie.perAccount - 1}))
    SELECT id FROM given`
  return { id: given!.id, entry: `${given!.id}.${token}` }
}
