/** So many rows are read, made ready and handed to a thread at once: a few milliseconds of the event loop. */
export const BATCH = 500

/** What is in memory already, so many at a time. */
export function* batchesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
