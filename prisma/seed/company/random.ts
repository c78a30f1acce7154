/** A stream of numbers in [0, 1) that is the same for the same keys (mulberry32 over a mixed seed). */
export function randomOf(...keys: number[]): () => number {
  let state = 0x9e3779b9
  for (const key of keys) state = Math.imul(state ^ (key + 0x85ebca6b), 0xc2b2ae35) ^ (state >>> 13)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(random: () => number, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)]!
export const between = (random: () => number, from: number, to: number) =>
  from + Math.floor(random() * (to - from + 1))
