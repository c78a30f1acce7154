const waiting = new WeakMap()

/**
 * Calls `over` once when a request is over, however it ends; at once if it is. Of what was sent ahead on a connection
 * that breaks, only the connection says so.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {() => void} over
 */
export function whenOver({ socket }, response, over) {
  if (socket.destroyed || response.writableFinished) return over()
  const others = waiting.get(response)
  if (others) return void others.push(over)
  const all = [over]
  waiting.set(response, all)
  const once = () => {
    socket.off('close', once)
    response.off('close', once)
    for (const each of all.splice(0)) each()
  }
  response.once('close', once)
  socket.once('close', once)
}
