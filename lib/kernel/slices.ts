/** So long one piece of work may hold the event loop before others have their turn, ms. */
const SLICE = 5

/** When work that runs in slices began in this turn of the loop, ms; null: none has yet. */
let began: number | null = null
/** Whoever waits for the next turn, in order: one of them goes on in each, however many there are. */
let turns: Promise<void> = Promise.resolve()

/** Since when this turn of the loop is worked in. What is done within the first slice of it never waits. */
function since(): number {
  if (began !== null) return began
  setImmediate(() => {
    began = null
  })
  began = performance.now()
  return began
}

/** Lets everything else that waits have its turn, where the slice is used up; else goes on at once. */
export async function pause(): Promise<void> {
  if (performance.now() - since() < SLICE) return
  turns = turns.then(() => new Promise((resolve) => setImmediate(resolve)))
  await turns
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
