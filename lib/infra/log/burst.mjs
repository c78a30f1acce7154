/** So many lines of one kind in a minute are news. */
const MOST = 10
const WITHIN = 60_000
/** So many kinds are distinguished at a time; all others are one. */
const KINDS = 500

/**
 * Bounds how often the same thing is said: a database that is away breaks a thousand requests in a minute, and ten lines
 * tell as much.
 * @param {(level: import('./log.mjs').Level, message: string, suppressed: number) => void} sum says after the minute how
 * many lines were left out
 * @returns {(level: import('./log.mjs').Level, message: string, kind: string) => boolean} whether one more is to be written
 */
export function burstFilter(sum) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  return (level, message, kind) => {
    const key = counts.has(kind) || counts.size < KINDS ? kind : ''
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count === 1)
      setTimeout(() => {
        const left = (counts.get(key) ?? 0) - MOST
        counts.delete(key)
        if (left > 0) sum(level, message, left)
      }, WITHIN).unref()
    return count <= MOST
  }
}
