/** So long one piece of work may hold the event loop before others have their turn, ms. */
const SLICE = 5

/** When work that runs in slices began in this turn of the loop, ms; null: none has yet. */
let began: number | null = null
/** Whoever waits for the next turn, by whose work it is; the one whose turn is next comes first. */
const waiting = new Map<string, (() => void)[]>()

type Requests = { getStore(): { readonly path: readonly string[] } | undefined }
/** Company and user whose request this is part of (bin/lib/admission.mjs); tasks are of nobody, together. */
const whose = (): string =>
  (globalThis as { switchboardRequests?: Requests }).switchboardRequests?.getStore()?.path.join(' ') ?? ''

/**
 * One of those who wait goes on in each turn of the loop, however many there are. Users take turns (round robin): what
 * one of them has piled up waits behind itself.
 */
function goOn(): void {
  const [user, works] = waiting.entries().next().value!
  const work = works.shift()!
  waiting.delete(user)
  if (works.length > 0) waiting.set(user, works)
  if (waiting.size > 0) setImmediate(goOn)
  began = null
  work()
}

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
  await new Promise<void>((resolve) => {
    if (waiting.size === 0) setImmediate(goOn)
    const user = whose()
    const works = waiting.get(user) ?? []
    works.push(resolve)
    waiting.set(user, works)
  })
  // Its slice begins now.
  since()
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
