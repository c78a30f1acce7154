// What nobody caught: also the launchers' own server asks for it, before anything is built.
import { log } from './log.mjs'

/** Under this name Next looks for what hears rejections, and registers one of its own that goes on where there is none. */
const NEXT_LISTENER = Symbol.for('next.unhandledRejectionListener')

/**
 * Has the process end by the first error, or rejected promise, that nobody caught: whatever it was at may be half done. Its
 * stack is written once, also where others fail while it ends, and where Next would write it down and go on.
 * @param {string} sentence what the line of the log says
 * @param {() => void} end
 */
export function endUncaught(sentence, end) {
  let isEnding = false
  /** @param {unknown} reason */
  const hear = (reason) => {
    if (isEnding) return
    isEnding = true
    log.fatal(sentence, { error: reason instanceof Error ? reason : new Error(String(reason)) })
    end()
  }
  process.on('uncaughtException', hear)
  process.on('unhandledRejection', hear)
  Object.assign(globalThis, { [NEXT_LISTENER]: hear, nextInitializedProcessErrorHandlers: true })
}
