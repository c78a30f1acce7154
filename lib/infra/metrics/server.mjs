import { createServer } from 'node:http'
import { log } from '../log/log.mjs'
import { metrics } from './metrics.mjs'

/** A port that is taken is tried again so soon, in ms: the process before may still be stopping. */
const AGAIN = 5_000

/**
 * Serves the figures of this process at /metrics, and nothing else, on a port of their own. That it cannot is logged and ends
 * nothing: people are served all the same.
 * @param {{ port: number | undefined, host: string }} at without a port nothing is served
 * @returns {() => void} ends it
 */
export function serveMetrics({ port, host }) {
  if (port === undefined) return () => undefined
  /** @type {Promise<string> | undefined} */
  let asked
  const text = () => {
    // However many ask, the database is asked once at a time.
    asked ??= metrics.text().finally(() => {
      asked = undefined
    })
    return asked
  }
  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 4_096 },
    (request, response) => {
      request.resume()
      if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics')
        return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('/metrics\n')
      text().then(
        (body) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(body),
        (error) => {
          log.error('metrics could not be collected', { error })
          response.writeHead(500).end()
        },
      )
    },
  )
  server.maxConnections = 20
  /** @type {NodeJS.Timeout | undefined} */
  let again
  const listen = () => server.listen(port, host)
  server.on('error', ({ message }) => {
    log.warn(`metrics are not served at ${host}:${port}: ${message}`)
    again = setTimeout(listen, AGAIN).unref()
  })
  server.unref()
  listen()
  return () => {
    clearTimeout(again)
    server.close()
    server.closeAllConnections()
  }
}
