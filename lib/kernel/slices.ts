/** So long one piece of work may hold the event loop before others have their turn, ms. */
const SLICE = 5

/** When the loop was last given back by anything that runs in slices, ms. */
let turned = 0
/** Whoever waits for the next turn, in order: one of them goes on in each, however many there are. */
let turns: Promise<void> = Promise.resolve()

/** Lets everything else that waits have its turn, where the slice is used up; else goes on at once. */
export async function pause(): Promise<void> {
  if (performance.now() - turned < SLICE) return
  turns = turns.then(() => new Promise((resolve) => setImmediate(resolve)))
  await turns
  turned = performance.now()
}

/**
 * Goes through things one by one without ever holding the event loop for much longer than a slice and the work on one of
 * them: for what grows with a customer's input. The order, and so what comes of it, is that of a plain loop.
 */
export async function* inSlices<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await pause()
    yield item
  }
}
