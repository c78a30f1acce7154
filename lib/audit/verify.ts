import { createHash } from 'node:crypto'
import type { Tx } from '@/lib/infra/db'

type Entry = { seq: bigint; fields: (string | null)[]; prevHash: Uint8Array; hash: Uint8Array }
export type ChainReport = {
  companyId: string
  entries: number
  head: string
  problem: string | null
}

const BATCH = 1_000

/**
 * Recomputes every company's chain from the stored rows, independently of the triggers that wrote it:
 * a row changed, removed, added or reordered breaks it, and so does a cut-off end, since the head says
 * how long the chain is. Each is read up to where its head was, so what is written meanwhile is no fault; no snapshot is
 * kept open. Reads in batches; memory stays flat.
 */
export async function* verifyAudit(db: Tx): AsyncGenerator<ChainReport> {
  const chains = await db.$queryRaw<{ companyId: string }[]>`
    SELECT coalesce(h.company_id, e.company_id) AS "companyId"
    FROM audit_head h FULL JOIN (SELECT DISTINCT company_id FROM audit_entry) e ON e.company_id = h.company_id ORDER BY 1`
  for (const { companyId } of chains) {
    const head = await readEnd(db, companyId)
    let last = { seq: 0n, hash: Buffer.alloc(0) }
    let problem: string | null = null
    while (!problem) {
      const entries = await readBatch(db, companyId, last.seq, head.seq)
      if (entries.length === 0) break
      for (const entry of entries) {
        problem = fault(entry, last)
        if (problem) break
        last = { seq: entry.seq, hash: Buffer.from(entry.hash) }
      }
    }
    if (!problem && !last.hash.equals(head.hash)) problem = ends(last.seq, head.seq)
    // By now both may be further, together.
    const { seq, longest } = problem ? head : await readEnd(db, companyId)
    if (!problem && (seq < head.seq || longest !== seq)) problem = ends(longest, seq)
    yield { companyId, entries: Number(last.seq), head: last.hash.toString('hex'), problem }
  }
}

const ends = (at: bigint, said: bigint) => `the chain ends at ${at}, its head says ${said}`

/** Where a chain ends by its head, and by its entries, at one moment. */
async function readEnd(db: Tx, companyId: string): Promise<{ seq: bigint; hash: Buffer; longest: bigint }> {
  const [row] = await db.$queryRaw<[{ seq: bigint | null; hash: Uint8Array | null; longest: bigint | null }]>`
    SELECT h.seq, h.hash, (SELECT max(seq) FROM audit_entry WHERE company_id = ${companyId}::uuid) AS longest
    FROM (SELECT 1) one LEFT JOIN audit_head h ON h.company_id = ${companyId}::uuid`
  return { seq: row.seq ?? 0n, hash: Buffer.from(row.hash ?? []), longest: row.longest ?? 0n }
}

function fault(entry: Entry, last: { seq: bigint; hash: Buffer }): string | null {
  if (entry.seq !== last.seq + 1n) return `entry ${last.seq + 1n} is missing`
  if (!last.hash.equals(entry.prevHash)) return `entry ${entry.seq} does not follow the one before it`
  const hash = createHash('sha256').update(last.hash).update(entry.fields.map(framed).join('')).digest()
  return hash.equals(entry.hash) ? null : `entry ${entry.seq} has been changed`
}

/** Length in front, so that no two different rows read the same; the trigger frames likewise. */
const framed = (field: string | null) => (field === null ? '-' : `${Buffer.byteLength(field)}:${field}`)

const readBatch = (db: Tx, companyId: string, after: bigint, until: bigint) =>
  db.$queryRaw<Entry[]>`
    SELECT seq, prev_hash AS "prevHash", hash, ARRAY[
      company_id::text, seq::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      actor_kind, actor_id::text, actor_name, action, object_kind, object_id::text, object_name,
      before::text, after::text, reason, address, request_id] AS fields
    FROM audit_entry WHERE company_id = ${companyId}::uuid AND seq > ${after} AND seq <= ${until} ORDER BY seq LIMIT ${BATCH}`
