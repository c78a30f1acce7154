// What a request meets before Next: its address is read once, and by that it is judged, in the order of what costs
// least. Whoever passes is handed on with a body that is whole, or (deliveries) with one that its handler reads.
import { readAddress, readHost, withoutSlash } from './address.mjs'
import { fieldsOf, readBody, tooLarge, Unread, withBody } from './body.mjs'
import { allowed, kindOf, takes } from './kinds.mjs'
import { largeForms } from './large-forms.mjs'
import { isFromOwnSite } from './own-site.mjs'
import { closeAfter, hasBody, refuse } from './refuse.mjs'

/** As many boxes as the largest form has (MOST_BOXES), and its other fields: taking a thousand apart holds the loop for 10 ms. */
const MOST_FIELDS = 2_500
/** In as much time as a small form has, a large one has to bring so many bytes more to be waited for longer. */
const LARGE_RATE = 640_000
/** Requests of one connection at once: browsers and proxies send the next when they have the answer. */
const PIPELINED = 6

/** Two Host fields are none: proxies and we would each believe another (RFC 9112, 3.2). */
const isTwiceNamed = (raw) => raw.filter((each, at) => at % 2 === 0 && /^host$/i.test(each)).length > 1
/** Without what separates its parts a form is none (RFC 2046, 5.1.1). */
const hasBoundary = (type) => /;\s*boundary\s*=\s*("[^"]+"|[^\s;"]+)/i.test(type)

/** Who is signed in cannot be asked now. */
const unknown = () => {
  throw new Unread(503, 'busy')
}

/**
 * @param {object} options
 * @param {number} options.within milliseconds in which the body of a stranger has to be here
 * @param {boolean} options.dev Next's own addresses are open
 * @param {(request: import('node:http').IncomingMessage) => Promise<string[] | null>} options.memberOf company and user whose session a request has
 * @param {(...passed: object[]) => void} options.pass hands on: address, kind, request, response, how a streamed body is
 * begun, and the bytes of one that is here
 */
export function door({ within, dev, memberOf, pass }) {
  const turn = largeForms()
  const underWay = new WeakMap()

  /** Whether its connection has sent more than is answered. A body is never sent ahead (RFC 9112, 9.3.2). */
  function isTooFarAhead(request, response) {
    const { socket } = request
    const sent = (underWay.get(socket) ?? []).filter((each) => !each.writableEnded)
    underWay.set(socket, [...sent, response])
    return sent.length >= PIPELINED || (sent.length > 0 && hasBody(request))
  }

  /** Null when it may go on, otherwise what to answer. */
  function judge(request, address, kind) {
    const { method, headers } = request
    if (!takes(kind, method)) return [405, 'not_done', { Allow: allowed(kind) }]
    if (!dev && address.path.startsWith('/_next/') && kind.document) return [404, 'nothing_here']
    if (method === 'POST' && !kind.machine && !isFromOwnSite(headers)) return [403, 'other_site']
    // Anything but plain chunks would be unpacked by nobody.
    const coding = headers['transfer-encoding']
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') return [501, 'coded']
    return null
  }

  /** A body of this kind, whole, once it is known that its sender may send so much. */
  async function whole(request, response, kind, expected) {
    const type = request.headers['content-type'] ?? ''
    const isForm = /^multipart\/form-data/i.test(type)
    if (isForm && !hasBoundary(type)) throw new Unread(400, 'unreadable')
    const stranger = request.method === 'POST' ? kind.stranger : 0
    // Every form of ours is one; what else is sent to an action comes from a program.
    const member = isForm ? (kind.member ?? stranger) : stranger
    // What does not say its length is not large.
    const declared = Number(request.headers['content-length'] ?? 0)
    if (declared > member || stranger === 0) throw tooLarge()
    const isLarge = declared > stranger
    if (isLarge) {
      const owner = await memberOf(request).catch(unknown)
      if (!owner) throw tooLarge()
      await turn(owner, request, response)
    }
    if (expected) response.writeContinue()
    const large = { most: member, within, rate: LARGE_RATE / within }
    const bytes = await readBody(request, isLarge ? large : { most: stranger, within })
    if (isForm && fieldsOf(bytes) > MOST_FIELDS) throw tooLarge()
    return bytes
  }

  /** @param {boolean} expected the sender waits for 100 Continue (RFC 9110, 10.1.1) */
  return async function enter(request, response, expected) {
    if (isTooFarAhead(request, response)) return request.socket.destroy()
    const address = readAddress(request.url ?? '')
    // HTTP/1.0 has none.
    const host = request.headers.host === undefined ? undefined : readHost(request.headers.host)
    if (!address || host === null || isTwiceNamed(request.rawHeaders))
      return refuse(request, response, 400, 'unreadable')
    // Whoever compares it next, Next included, compares what browsers write.
    if (host) request.headers.host = host
    const moved = withoutSlash(address)
    if (moved && request.method !== 'POST')
      return refuse(request, response, 308, 'moved', { Location: moved })
    if (moved) return refuse(request, response, 400, 'unreadable')
    const kind = kindOf(address.path)
    const problem = judge(request, address, kind)
    if (problem) return refuse(request, response, ...problem)
    if (kind.streamed) {
      // Whether it is read to its end or not, the connection ends with it.
      closeAfter(request, response)
      const begin = () => {
        if (expected) response.writeContinue()
        return request
      }
      return pass(address, kind, request, response, begin)
    }
    if (!hasBody(request)) return pass(address, kind, request, response)
    try {
      const bytes = await whole(request, response, kind, expected)
      await pass(address, kind, withBody(request, bytes), response, undefined, bytes)
    } catch (error) {
      if (!(error instanceof Unread)) throw error
      if (error.status) refuse(request, response, error.status, error.sentence)
    }
  }
}
