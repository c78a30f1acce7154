import { metrics } from '../../lib/infra/metrics/metrics.mjs'
import { answerOf } from './sentences.mjs'

/** How long a connection with a body nobody wants stays open, so that its sender can read why. */
const LINGERING = 1_000

/** Whether a request says that it has a body (RFC 9112, 6). */
export const hasBody = ({ headers }) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Ends the connection with the answer. Of a body that is still coming no more is read: three gigabytes that nobody
 * wants are not received, and closing at once would take the answer back (RFC 9112, 9.6).
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {boolean} lingers false: what has come already is not even taken apart, whether the answer is read or not
 */
export function closeAfter({ socket }, response, lingers = true) {
  response.shouldKeepAlive = false
  socket.destroySoon = () => {
    if (!lingers) return socket.destroy()
    socket.end()
    setImmediate(() => socket.pause())
    setTimeout(() => socket.destroy(), LINGERING).unref()
  }
}

/**
 * Answers a request that is not served, in one sentence of the sender's language.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {import('./sentences.mjs').Sentence} sentence
 * @param {Record<string, string>} [headers]
 */
export function refuse(request, response, status, sentence, headers = {}) {
  if (response.headersSent || response.destroyed) return
  metrics.refusal(`door.${sentence}`)
  if (hasBody(request) && !request.complete) closeAfter(request, response, sentence !== 'small_parts')
  const { type, body } = answerOf(sentence, request.headers)
  response
    .writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', ...headers })
    .end(body)
}
