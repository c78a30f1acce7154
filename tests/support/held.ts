import type { Running } from './portal'

/** The longest that anything a customer asks for may hold the event loop, ms. */
export const LONGEST = 50
/** What holds it for so long is not asked again, ms. */
const HOPELESS = 1_500

/** Asks for something, and says how long that held the portal's event loop, ms. */
export async function timed<T>(portal: Running, ask: () => Promise<T>): Promise<[number, T]> {
  await portal.longestHold()
  const answer = await ask()
  return [await portal.longestHold(), answer]
}

/**
 * The same, but what was too long is asked for twice more, and the best counts: the first time a page is loaded and
 * compiled, and a collection of garbage is nobody's request; a real hold comes back each time.
 */
export async function held<T>(portal: Running, ask: () => Promise<T>): Promise<[number, T]> {
  let [best, answer] = await timed(portal, ask)
  for (let round = 0; round < 2 && best > LONGEST && best < HOPELESS; round++) {
    const [ms, again] = await timed(portal, ask)
    best = Math.min(best, ms)
    answer = again
  }
  return [best, answer]
}
