import { randomUUID } from 'node:crypto'

/** As proxies make them: nginx's 32 digits, UUIDs, ULIDs, Envoy's, AWS's `Root=1-…`. */
const READABLE = /^[A-Za-z0-9][\w.=:;-]{7,127}$/
/** W3C Trace Context, 3.2: version, trace, parent and flags; a trace of zeros is none. */
const TRACE = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/

/**
 * By what a request is known. Its id is the one of a trusted proxy, or made here; whoever asks for support has it, the audit and
 * the log too. Its key is made for each and known to this process only: by it Next, which passes headers on when it asks for a
 * page itself, says of which request that is a part.
 * @param {{ proxies: number }} options how many proxies of ours stand in front
 */
export function requestIds({ proxies }) {
  /** Ids of requests under way, by their keys. */
  const underWay = new Map()

  return {
    /**
     * @param {import('node:http').IncomingHttpHeaders} headers its own are put in the place of what a stranger made up
     * @returns {{ id: string, key: string, partOf: string | undefined, traceId: string | undefined }}
     */
    begin(headers) {
      const { 'x-request-id': given, 'x-request-key': before } = headers
      const parent = typeof before === 'string' ? underWay.get(before) : undefined
      const isTrusted = proxies > 0 || parent !== undefined
      const named = typeof given === 'string' && proxies > 0 && READABLE.test(given) ? given : randomUUID()
      const [id, key] = [parent ?? named, randomUUID()]
      headers['x-request-id'] = id
      headers['x-request-key'] = key
      const trace = isTrusted ? TRACE.exec(String(headers.traceparent ?? ''))?.[1] : undefined
      if (!trace) {
        delete headers.traceparent
        delete headers.tracestate
      }
      underWay.set(key, id)
      return { id, key, partOf: parent === undefined ? undefined : String(before), traceId: trace }
    },
    /** @param {string} key of a request that is over */
    end: (key) => void underWay.delete(key),
  }
}
