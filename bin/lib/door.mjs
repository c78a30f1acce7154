// What a request meets before Next: its address is read once, and by that it is judged, in the order of what costs
// least. Whoever passes is handed on with a body that is whole, or (deliveries) with one that its handler reads.
import { readAddress, withoutSlash } from './address.mjs'
import { readBody, tooLarge, Unread, withBody } from './body.mjs'
import { allowed, kindOf, takes } from './kinds.mjs'
import { largeForms } from './large-forms.mjs'
import { isFromOwnSite } from './own-site.mjs'
import { closeAfter, hasBody, refuse } from './refuse.mjs'
import { whenOver } from './when-over.mjs'

/** A form of a member may take this many times as long as one of a stranger. */
const LARGE_TAKES = 4
/** Requests of one connection at once: browsers and proxies send the next when they have the answer. */
const PIPELINED = 6

/** Who is signed in cannot be asked now. */
const unknown = () => {
  throw new Unread(503, 'Please try again in a moment.')
}

/**
 * @param {object} options
 * @param {number} options.within milliseconds in which the body of a stranger has to be here
 * @param {boolean} options.dev Next's own addresses are open
 * @param {(cookies: string | undefined) => Promise<string | null>} options.memberOf the session that cookies hold
 * @param {(...passed: object[]) => void} options.pass hands on: address, kind, request, response, and how a streamed body is begun
 */
export function door({ within, dev, memberOf, pass }) {
  const turn = largeForms()
  const underWay = new WeakMap()

  /** Null when it may go on, otherwise what to answer. */
  function judge(request, address, kind) {
    const { method, headers } = request
    if (!takes(kind, method)) return [405, 'This is not done here.', { Allow: allowed(kind) }]
    if (!dev && address.path.startsWith('/_next/') && kind.document) return [404, 'There is nothing here.']
    if (method === 'POST' && !kind.machine && !isFromOwnSite(headers))
      return [403, 'This form comes from another site.']
    // Anything but plain chunks would be unpacked by nobody.
    const coding = headers['transfer-encoding']
    if (coding !== undefined && coding.toLowerCase() !== 'chunked') return [501, 'Please send this as it is.']
    return null
  }

  /** A body of this kind, whole, once it is known that its sender may send so much. */
  async function whole(request, response, kind, expected) {
    const { stranger, member = stranger } = request.method === 'POST' ? kind : { stranger: 0 }
    const length = request.headers['content-length']
    const declared = length === undefined ? null : Number(length)
    if ((declared ?? 1) > member) throw tooLarge()
    // Of unknown length is whatever its sender may send.
    const isLarge = (declared ?? member) > stranger
    const sender = isLarge ? await memberOf(request.headers.cookie).catch(unknown) : null
    if (isLarge && !sender && declared !== null) throw tooLarge()
    if (sender) await turn(sender, request, response)
    if (expected) response.writeContinue()
    return readBody(
      request,
      sender ? { most: member, within: LARGE_TAKES * within } : { most: stranger, within },
    )
  }

  /** @param {boolean} expected the sender waits for 100 Continue (RFC 9110, 10.1.1) */
  return async function enter(request, response, expected) {
    const { socket } = request
    const others = underWay.get(socket) ?? 0
    if (others >= PIPELINED) return socket.destroy()
    underWay.set(socket, others + 1)
    whenOver(request, response, () => underWay.set(socket, underWay.get(socket) - 1))

    const address = readAddress(request.url ?? '')
    if (!address) return refuse(request, response, 400, 'This address cannot be read.')
    const moved = withoutSlash(address)
    if (moved && request.method === 'GET')
      return refuse(request, response, 308, 'It is here.', { Location: moved })
    if (moved) return refuse(request, response, 400, 'This address cannot be read.')
    const kind = kindOf(address.path)
    const problem = judge(request, address, kind)
    if (problem) return refuse(request, response, ...problem)
    if (!hasBody(request)) return pass(address, kind, request, response)
    if (kind.streamed) {
      // Whether it is read to its end or not, the connection ends with it.
      closeAfter(request, response)
      const begin = () => {
        if (expected) response.writeContinue()
        return request
      }
      return pass(address, kind, request, response, begin)
    }
    try {
      const { bytes, release } = await whole(request, response, kind, expected)
      whenOver(request, response, release)
      await pass(address, kind, withBody(request, bytes), response)
    } catch (error) {
      if (!(error instanceof Unread)) throw error
      if (error.status) refuse(request, response, error.status, error.message)
    }
  }
}
