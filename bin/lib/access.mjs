// What is written down of each request, once it is over: a line of the log, and the figures.
import { log } from '../../lib/infra/log/log.mjs'
import { metrics } from '../../lib/infra/metrics/metrics.mjs'
import { shownPath } from './route-class.mjs'
import { whenOver } from './when-over.mjs'

/** What is asked all the time, and tells nothing. */
const QUIET = new Set(['asset', 'health'])

/**
 * Writes down what became of a request. Of one whose sender was gone before there was an answer it is that: what would have been
 * answered was not.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Omit<import('../../lib/infra/log/log.mjs').Context, 'method'> & { method: string | undefined, route: string }} context
 * @param {{ path: string, partOf?: string | null | undefined, over: () => void }} of `over` is called first
 */
export function noteAccess(request, response, context, { path, partOf, over }) {
  const began = performance.now()
  const { route, method } = context
  whenOver(request, response, () => {
    over()
    const seconds = (performance.now() - began) / 1_000
    const status = response.headersSent ? response.statusCode : 'aborted'
    metrics.request({ route, method, status, seconds })
    const fields = {
      path: shownPath(path, route),
      ...(response.headersSent && { status }),
      ms: Math.round(seconds * 1_000),
      ...(partOf && { part: true }),
      ...(!response.writableFinished && { aborted: true }),
    }
    log.within(/** @type {import('../../lib/infra/log/log.mjs').Context} */ (context), () =>
      log[QUIET.has(route) ? 'debug' : 'info']('request', fields),
    )
  })
}
