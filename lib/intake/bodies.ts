import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { seal, unseal } from '@/lib/kernel/seal'

// Bodies are kept in the database, since the worker that processes one may be on another machine than the process that
// received it; compressed, as usage is a tenth then, and sealed, as SIMs come with their PUKs.
const compress = promisify<Buffer, { level: number }, Buffer>(gzip)
const expand = promisify<Buffer, Buffer>(gunzip)

/** Bytes of a body that are kept together. */
const PART = 1024 * 1024

const placeOf = (id: string, number: number) => ({ purpose: 'intake', id: `${id}/${number}` })

/** Why a body is not kept: one of its size never will be, or others wait that take up what there is. */
export class NoSpace extends Error {
  constructor(readonly why: 'too_large' | 'full') {
    super(`a delivery is not kept: ${why}`)
  }
}

/** Not all of a body that was received is there: what is left is never taken for the whole of it. */
export class LostBody extends Error {
  constructor(kept: number, received: number) {
    super(`part of its body is missing: ${kept} of ${received} bytes are there`)
  }
}

/** Keeps a body, part by part as it comes. Resolves with its size in bytes. @throws NoSpace */
export async function keepBody(
  id: string,
  body: AsyncIterable<Uint8Array>,
  space: number,
  context: Context,
): Promise<number> {
  let [size, number, held] = [0, 0, 0]
  let chunks: Uint8Array[] = []
  const keep = async () => {
    const compressed = await compress(Buffer.concat(chunks), { level: constants.Z_BEST_SPEED })
    const sealed = seal(context.keys, context.random, placeOf(id, number), compressed)
    await requireSpace(id, sealed.length, space, context)
    await context.sql.$executeRaw`
      INSERT INTO intake_part (delivery_id, number, sealed) VALUES (${id}::uuid, ${number}, ${sealed})`
    number += 1
    ;[chunks, held] = [[], 0]
  }
  for await (const chunk of body) {
    chunks.push(chunk)
    held += chunk.length
    size += chunk.length
    if (held >= PART) await keep()
  }
  if (held > 0) await keep()
  return size
}

/** Counts a part of a delivery towards what all of them may take up, of which a key has half. @throws NoSpace */
async function requireSpace(id: string, bytes: number, space: number, context: Context): Promise<void> {
  const [kept] = await context.sql.$queryRaw<{ own: number; key: number; all: number }[]>`
    WITH mine AS (
      UPDATE intake_delivery SET kept = kept + ${bytes}::int, received_at = ${context.clock()} WHERE id = ${id}::uuid
      RETURNING id, sender_id, kept),
    others AS (
      SELECT o.sender_id, o.kept FROM intake_delivery o, mine
      WHERE (o.ended_at IS NULL OR o.body_until IS NOT NULL) AND o.id <> mine.id)
    SELECT mine.kept::float8 AS own,
      (mine.kept + coalesce((SELECT sum(kept) FROM others WHERE sender_id = mine.sender_id), 0))::float8 AS key,
      (mine.kept + coalesce((SELECT sum(kept) FROM others), 0))::float8 AS all
    FROM mine`
  const { own, key, all } = kept!
  if (own > space / 2) throw new NoSpace('too_large')
  const isOverShare = key > space / 2
  if (!isOverShare && all <= space) return
  // What others keep for a retry makes no room for a key that has its share already.
  if (!(await dropFailedBody(id, isOverShare, context.sql))) throw new NoSpace('full')
  return requireSpace(id, 0, space, context)
}

/**
 * Deletes the oldest body that is kept for a retry, of the same key before any other's, or of the same key only: what failed
 * never keeps out what comes. Resolves with whether there was one.
 */
async function dropFailedBody(incoming: string, ownOnly: boolean, sql: Raw): Promise<boolean> {
  const [failed] = await sql.$queryRaw<{ id: string }[]>`
    UPDATE intake_delivery SET body_until = NULL WHERE id = (
      SELECT f.id FROM intake_delivery f, intake_delivery i WHERE i.id = ${incoming}::uuid AND f.body_until IS NOT NULL
        AND (NOT ${ownOnly} OR f.sender_id = i.sender_id)
      ORDER BY f.sender_id <> i.sender_id, f.ended_at, f.id LIMIT 1)
    RETURNING id`
  if (failed) await dropBody(failed.id, sql)
  return failed !== undefined
}

/** Bytes that are handed on at once: whatever reads them holds the event loop for as long as they last. */
const SLICE = 16 * 1024

/**
 * A body that was kept, from its beginning. `read` hears how many bytes of it are handed on. @throws LostBody at its end, where
 * that is not all that was received
 */
export async function* keptBody(
  { id, bytes: received }: { id: string; bytes: number },
  context: Context,
  read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let number = 0, size = 0; ; number++) {
    const [part] = await context.sql.$queryRaw<{ sealed: Buffer }[]>`
      SELECT sealed FROM intake_part WHERE delivery_id = ${id}::uuid AND number = ${number}`
    if (!part) {
      if (size !== received) throw new LostBody(size, received)
      return
    }
    const bytes = await expand(unseal(context.keys, placeOf(id, number), part.sealed))
    for (let from = 0; from < bytes.length; from += SLICE) {
      const slice = bytes.subarray(from, from + SLICE)
      size += slice.length
      read(size)
      yield slice
    }
  }
}

/** Parts that are deleted by one statement: so many megabytes take PostgreSQL a moment. */
const DROPPED = 64

/**
 * Deletes what is kept of a body that nobody will process, a piece at a time: of gigabytes at once it would take longer than a
 * statement may.
 */
export async function dropBody(id: string, sql: Raw): Promise<void> {
  for (let dropped = DROPPED; dropped === DROPPED; )
    dropped = await sql.$executeRaw`
      DELETE FROM intake_part WHERE delivery_id = ${id}::uuid AND number IN (
        SELECT number FROM intake_part p JOIN intake_delivery d ON d.id = p.delivery_id
        WHERE d.id = ${id}::uuid AND d.state NOT IN ('waiting', 'processing') AND d.body_until IS NULL LIMIT ${DROPPED})`
}
