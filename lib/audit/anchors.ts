import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import { derive, type Keyring } from '@/lib/kernel/keyring'

/** The end of a company's chain at a moment, as it is kept outside the database. */
export type Anchor = { at: string; companyId: string; seq: bigint; hash: string; keyId: string; mac: string }

const macOf = (keys: Keyring, { at, companyId, seq, hash, keyId }: Omit<Anchor, 'mac'>): Buffer =>
  createHmac('sha256', derive(keys, keyId, 'audit-anchor', companyId, 32))
    .update(`${at} ${companyId} ${seq} ${hash}`)
    .digest()

/** So many heads go out as one. */
const BATCH = 5_000

/**
 * Heads that moved since they were last kept at a target, as lines to be kept there, some thousand at a time. Each names its
 * company by id only, and is signed with a key outside the database. Asked for the next ones, it remembers those before:
 * a line may go out twice, none is left out.
 */
export async function* headsToAnchor(target: string, context: Context): AsyncGenerator<string[]> {
  for (;;) {
    const heads = await context.sql.$queryRaw<{ companyId: string; seq: string; hash: Buffer }[]>`
      SELECT h.company_id AS "companyId", h.seq::text, h.hash FROM audit_head h
      LEFT JOIN audit_anchor a ON a.company_id = h.company_id AND a.target = ${target}
      WHERE a.seq IS DISTINCT FROM h.seq ORDER BY h.company_id LIMIT ${BATCH}`
    if (heads.length === 0) return
    const at = context.clock().toISOString()
    yield heads.map(({ companyId, seq, hash }) => {
      const head = {
        at,
        companyId,
        seq: BigInt(seq),
        hash: hash.toString('hex'),
        keyId: context.keys.current.id,
      }
      return `${at} ${companyId} ${seq} ${head.hash} ${head.keyId}:${macOf(context.keys, head).toString('base64url')}`
    })
    await context.sql.$executeRaw`
      INSERT INTO audit_anchor (company_id, target, seq)
      SELECT h.id, ${target}, h.seq FROM unnest(${heads.map((head) => head.companyId)}::uuid[], ${heads.map((head) => head.seq)}::bigint[])
        AS h (id, seq)
      ON CONFLICT (company_id, target) DO UPDATE SET seq = excluded.seq`
  }
}

/** Makes every head at a target one that has to be kept there again, whatever the database says was kept before. */
export async function forgetAnchors(target: string, { sql }: Context): Promise<void> {
  await sql.$executeRaw`DELETE FROM audit_anchor WHERE target = ${target}`
}

const LINE =
  /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36}) (\d{1,18}) ([0-9a-f]{64}) ([0-9a-f]{8}):([\w-]{43})\s*$/

/** Reads a line that was kept; what a log puts before it does not matter. Null for any other line. */
export function readAnchor(line: string): Anchor | null {
  const [, at, companyId, seq, hash, keyId, mac] = LINE.exec(line) ?? []
  return at ? { at, companyId: companyId!, seq: BigInt(seq!), hash: hash!, keyId: keyId!, mac: mac! } : null
}

/**
 * Holds kept heads against the chains: what was once the end of a chain must still be on it. Tells a chain that was
 * rewritten or cut off even where it is whole in itself, and lines that we did not sign. A line whose key is gone
 * (`npm run keys:reseal`) still compares; what it says is worth less, and a problem of it says so.
 */
export async function anchorProblems(
  lines: Iterable<string>,
  context: Context,
): Promise<{ held: number; problems: string[] }> {
  const anchors = [...lines].flatMap((line) => readAnchor(line) ?? [])
  const gone = await notOnChain(anchors, context)
  const problems = anchors.flatMap((anchor, n) => {
    const { companyId, seq, at, keyId } = anchor
    const known = context.keys.byId.has(keyId)
    if (known && !isOurs(anchor, context.keys))
      return [`${companyId}: the line of ${at} was not signed by us`]
    if (!gone.has(n)) return []
    const doubt = known ? '' : ` (signed with the key ${keyId}, which is not in DATA_KEY)`
    return [`${companyId}: entry ${seq} of ${at} is no longer on the chain${doubt}`]
  })
  return { held: anchors.length, problems }
}

const isOurs = (anchor: Anchor, keys: Keyring): boolean =>
  timingSafeEqual(macOf(keys, anchor), Buffer.from(anchor.mac, 'base64url'))

/** Which of them, by their place in the list, no entry of the chains is. */
async function notOnChain(anchors: readonly Anchor[], { sql }: Context): Promise<Set<number>> {
  const missing = await sql.$queryRaw<{ place: number }[]>`
    SELECT a.place::int FROM unnest(${anchors.map((each) => each.companyId)}::uuid[],
      ${anchors.map((each) => String(each.seq))}::bigint[], ${anchors.map((each) => each.hash)}::text[])
      WITH ORDINALITY AS a (company_id, seq, hash, place)
    WHERE NOT EXISTS (SELECT 1 FROM audit_entry e
      WHERE e.company_id = a.company_id AND e.seq = a.seq AND e.hash = decode(a.hash, 'hex'))`
  return new Set(missing.map(({ place }) => place - 1))
}
