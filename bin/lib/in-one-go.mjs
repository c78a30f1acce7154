/**
 * Has an answer leave in as few writes as it can: what is written in the same turn of the loop leaves together, its head and its
 * end with it. Next sends the head for itself, and the end later than the last of a page; each write is a call of the system
 * that wakes whoever reads (docs/decisions/053-light-pages.md). What is streamed waits for
 * nothing but the turn that is under way.
 * @param {import('node:http').ServerResponse} response
 */
export function inOneGo(response) {
  // Nothing comes between the head and what is written first.
  response.flushHeaders = () => undefined
  const { write } = response
  let isHeld = false
  response.write = function (...all) {
    const { socket } = response
    if (socket && !isHeld) {
      isHeld = true
      socket.cork()
      // The end of an answer lets all of it go by itself.
      setImmediate(() => {
        isHeld = false
        socket.uncork()
      })
    }
    return write.apply(this, all)
  }
}
