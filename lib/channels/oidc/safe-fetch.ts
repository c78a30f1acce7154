import { lookup as resolveName } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, type BodyInit, fetch as undiciFetch } from 'undici'

// Fetching from an address that a customer typed: it must not become a way into the operator's network
// (SSRF, ASVS 1.3.6). Public addresses over https only, no redirects, little time, small answers.

/** The request was refused by us, not by the other side. */
export class Blocked extends Error {
  override name = 'Blocked'
}

const TIMEOUT = 5_000
const LARGEST = 256 * 1024
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // What ipaddr.js has no name for it calls unicast too: ::127.0.0.1, 4000::1.
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6)
}

/** The part of fetch that openid-client uses. */
type Request = {
  method?: string
  headers?: Record<string, string>
  body?: ArrayBuffer | null | ReadableStream | string | Uint8Array | undefined | URLSearchParams
  signal?: AbortSignal
}

/** A fetch for addresses that customers typed. `inside`: any address and http, for providers in one's own network. */
export function safeFetch(inside: boolean) {
  const allowed = (address: string) => inside || isPublicAddress(address)
  // Judged at the moment of connecting: a name that answers differently the second time gains nothing.
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const bad = addresses.find(({ address }) => !allowed(address))
      if (bad) return callback(new Blocked(`${hostname} is at ${bad.address}`), [])
      const first = addresses[0]
      if (options.all) return callback(null, addresses)
      return first ? callback(null, first.address, first.family) : callback(new Error('no address'), [])
    })
  }
  const dispatcher = new Agent({
    connect: { lookup, timeout: TIMEOUT },
    headersTimeout: TIMEOUT,
    bodyTimeout: TIMEOUT,
    maxHeaderSize: 16 * 1024,
    maxResponseSize: LARGEST,
    connections: 4,
    keepAliveTimeout: 1_000,
  })

  return async (input: string | URL, request: Request = {}): Promise<Response> => {
    const url = new URL(input)
    if (url.protocol !== 'https:' && !(inside && url.protocol === 'http:')) throw new Blocked(url.protocol)
    if (url.username || url.password) throw new Blocked('user name or password in the address')
    // No lookup happens for a literal address.
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    if (ipaddr.isValid(literal) && !allowed(literal)) throw new Blocked(literal)
    const limit = AbortSignal.timeout(TIMEOUT)
    try {
      const response = await undiciFetch(url, {
        method: request.method ?? 'GET',
        headers: request.headers ?? {},
        body: (request.body ?? null) as BodyInit | null,
        redirect: 'manual',
        signal: request.signal ? AbortSignal.any([request.signal, limit]) : limit,
        dispatcher,
      })
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel()
        throw new Blocked(`redirect (${response.status})`)
      }
      return await read(response)
    } catch (error) {
      throw unwrapped(error)
    }
  }
}

/** Reads an answer whole; decoded bytes count, so that a compressed bomb counts in full. */
async function read(response: Awaited<ReturnType<typeof undiciFetch>>): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LARGEST) throw new Blocked(`more than ${LARGEST} bytes`)
    chunks.push(chunk)
  }
  const headers = new Headers([...response.headers])
  headers.delete('content-encoding')
  headers.delete('content-length')
  const { status, statusText } = response
  return new Response(size ? Buffer.concat(chunks) : null, { status, statusText, headers })
}

/** undici hides our own error behind TypeError('fetch failed'). */
function unwrapped(error: unknown): unknown {
  for (let each: unknown = error; each instanceof Error; each = each.cause)
    if (each instanceof Blocked) return each
  return error
}
