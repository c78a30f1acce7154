type Turns = { take(path: string[], go: (end: () => void) => void): (() => void) | null }

/** Written by bin/serve.mjs: how many steps of signing in may be under way. */
const turns = () => (globalThis as { switchboardTurns?: Turns }).switchboardTurns

/**
 * Does something when it is the turn of a network; null when too many wait already. Whatever becomes of it, its turn
 * ends.
 */
export async function inTurn<T>(network: string | null, work: () => Promise<T>): Promise<T | null> {
  let end: () => void = () => undefined
  const mine = await new Promise<boolean>((resolve) => {
    const taken = turns()?.take([network ?? ''], (done) => {
      end = done
      resolve(true)
    })
    if (!taken) resolve(taken === undefined)
  })
  if (!mine) return null
  try {
    return await work()
  } finally {
    end()
  }
}
