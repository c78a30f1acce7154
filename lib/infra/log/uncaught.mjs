// What nobody caught: also the launchers' own server asks for it, before anything is built.
import { log } from './log.mjs'

/** Under this name Next looks for what hears rejections, and registers one of its own where there is none. */
const NEXT_LISTENER = Symbol.for('next.unhandledRejectionListener')

/** @param {unknown} reason */
const asError = (reason) => (reason instanceof Error ? reason : new Error(String(reason)))

/**
 * Has the process end by the first error that nobody caught: whatever it was at may be half done. Its stack is written
 * once, also where others fail while it ends. Rejected promises count unless `hearRejections` hears them.
 * @param {string} sentence what the line of the log says
 * @param {() => void} end
 */
export function endUncaught(sentence, end) {
  let isEnding = false
  process.on('uncaughtException', (error) => {
    if (isEnding) return
    isEnding = true
    log.fatal(sentence, { error: asError(error) })
    end()
  })
}

/**
 * Writes down a rejected promise that nobody looked at, with its stack, and goes on: what was awaited is whole, or rolled
 * back, and when a database goes away such promises are left over (of a pool, of a stream whose reader has gone). Ending
 * for one would make every outage of a database one of the portal, and a stranger who finds one more could end it.
 * @param {string} sentence what the line of the log says
 */
export function hearRejections(sentence) {
  /** @param {unknown} reason */
  const hear = (reason) => log.error(sentence, { error: asError(reason) })
  process.on('unhandledRejection', hear)
  Object.assign(globalThis, { [NEXT_LISTENER]: hear, nextInitializedProcessErrorHandlers: true })
}
