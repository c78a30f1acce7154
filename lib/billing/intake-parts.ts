import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { World } from '@/lib/infra/world'
import { seal, unseal } from '@/lib/kernel/seal'

// Bodies are kept in the database, since the worker that processes one may be on another machine than the process that
// received it; compressed, as usage is a tenth then, and sealed, as SIMs come with their PUKs.
const [compress, expand] = [promisify(gzip), promisify(gunzip)]

/** Bytes of a body that are kept together. */
const PART = 1024 * 1024

const placeOf = (id: string, number: number) => ({ purpose: 'intake', id: `${id}/${number}` })

/** Keeps a body, part by part as it comes. Resolves with its size in bytes. */
export async function keepBody(id: string, body: AsyncIterable<Uint8Array>, world: World): Promise<number> {
  let [size, number, held] = [0, 0, 0]
  let chunks: Uint8Array[] = []
  const keep = async () => {
    const sealed = seal(world.keys, world.random, placeOf(id, number), await compress(Buffer.concat(chunks)))
    await world.sql.$executeRaw`
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

/** Bytes that are handed on at once: whatever reads them holds the event loop for as long as they last. */
const SLICE = 16 * 1024

/** A body that was kept, from its beginning. `read` hears how many bytes of it are handed on. */
export async function* keptBody(
  id: string,
  world: World,
  read: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let number = 0, size = 0; ; number++) {
    const [part] = await world.sql.$queryRaw<{ sealed: Buffer }[]>`
      SELECT sealed FROM intake_part WHERE delivery_id = ${id}::uuid AND number = ${number}`
    if (!part) return
    const bytes = await expand(unseal(world.keys, placeOf(id, number), part.sealed))
    for (let from = 0; from < bytes.length; from += SLICE) {
      const slice = bytes.subarray(from, from + SLICE)
      size += slice.length
      read(size)
      yield slice
    }
  }
}
