// Load from this process: a bounded number of connections, a bounded time, only to this machine.
import http from 'node:http'

/** Keep-alive connections to one server. */
export function connect(baseURL, connections = 32) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })
  const { hostname, port } = new URL(baseURL)
  return { baseURL, agent, hostname, port, close: () => agent.destroy() }
}

/** Set-Cookie lines in order: a later one wins, Max-Age=0 or a past Expires removes. */
export function keepCookies(jar, lines = []) {
  for (const line of lines) {
    const [pair, ...attributes] = line.split(';')
    const eq = pair.indexOf('=')
    const name = pair.slice(0, eq).trim()
    const gone = attributes.some(
      (text) => /^\s*max-age=0\s*$/i.test(text) || /^\s*expires=Thu, 01 Jan 1970/i.test(text),
    )
    if (gone) jar.delete(name)
    else jar.set(name, pair.slice(eq + 1))
  }
}

/**
 * One request; resolves with status, text and headers, and keeps its cookies in `jar`.
 * @param {ReturnType<typeof connect>} server
 * @param {string} method
 * @param {string} path
 * @param {{ body?: string, type?: string, jar?: Map<string, string>, headers?: Record<string, string> }} [options]
 */
export function request(server, method, path, { body, type, jar, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const sent = { origin: server.baseURL, 'accept-language': 'en', ...headers }
    if (jar?.size) sent.cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    if (body !== undefined)
      Object.assign(sent, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
    const { agent, hostname, port } = server
    const call = http.request({ agent, hostname, port, method, path, headers: sent }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk) => {
        text += chunk
      })
      answer.on('error', reject)
      answer.on('end', () => {
        if (jar) keepCookies(jar, answer.headers['set-cookie'])
        resolve({ status: answer.statusCode, text, headers: answer.headers })
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}

/**
 * `connections` workers, each looping over its own numbers, for `seconds` after `warmup`. A step that
 * fails fails the measurement, and so do steps of which none ended: neither is ever counted as speed.
 */
export async function measure(
  step,
  { connections = 32, seconds = 3, warmup = 0.5, most = Number.POSITIVE_INFINITY } = {},
) {
  const from = performance.now() + warmup * 1000
  const to = from + seconds * 1000
  const times = []
  let next = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < to && next < most) {
        const began = performance.now()
        await step(next++)
        const ended = performance.now()
        if (ended >= from && ended < to) times.push(ended - began)
      }
    }),
  )
  if (times.length === 0) throw new Error(`none of ${next} ended within ${warmup} to ${warmup + seconds} s`)
  const measured = (Math.min(performance.now(), to) - from) / 1000
  times.sort((a, b) => a - b)
  const quantile = (p) => times[Math.min(times.length - 1, Math.floor(p * times.length))] ?? Number.NaN
  return {
    perSecond: times.length / measured,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    count: times.length,
  }
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
