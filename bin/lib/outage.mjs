import { answerOf } from './sentences.mjs'

/** So long somebody is asked to wait before they try again, in seconds. */
const AGAIN = '5'
/** Of the answer that is not given, what says how it is coded; the policy of a page stays. */
const OF_ANOTHER = /^(content-(?!security-policy)|transfer-encoding$|etag$|link$|location$|cache-control$)/

/**
 * Answers honestly what could not be served and was no bug of ours: 400 to what cannot be read, and 503 where the database is
 * away, with a sentence in place of an empty answer or of a page that only scripts could show.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {() => number | undefined} statusOf what became of the request, once it has failed
 */
export function answerHonestly(request, response, statusOf) {
  const { writeHead, write, end } = response
  let isReplaced = false

  /** Whether our own answer has been given instead. */
  function replace(status) {
    if (isReplaced) return true
    if (response.headersSent || status !== 500 || statusOf() !== 503) return false
    isReplaced = true
    for (const name of response.getHeaderNames()) if (OF_ANOTHER.test(name)) response.removeHeader(name)
    const nonce = /'nonce-([^']+)'/.exec(String(response.getHeader('Content-Security-Policy')))?.[1]
    const { type, body } = outageAnswer(request, nonce)
    response.setHeader('Retry-After', AGAIN)
    response.setHeader('Content-Type', type)
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Content-Length', Buffer.byteLength(body))
    writeHead.call(response, 503)
    end.call(response, request.method === 'HEAD' ? undefined : body)
    return true
  }
  // An action's answer, and what the router asks for, is read by scripts: they have ways of their own to say it.
  const isForScripts = 'next-action' in request.headers || 'rsc' in request.headers

  response.writeHead = function (status, ...rest) {
    if (!isForScripts && replace(status)) return this
    const known = status === 500 && statusOf()
    if (!known) return writeHead.call(this, status, ...rest)
    if (known === 503) this.setHeader('Retry-After', AGAIN)
    return writeHead.call(this, known, ...rest)
  }
  if (isForScripts) return
  response.write = function (...all) {
    return replace(this.statusCode) ? true : write.apply(this, all)
  }
  response.end = function (...all) {
    return replace(this.statusCode) ? this : end.apply(this, all)
  }
}

/** What somebody reads while the database is away: scripts of the steps of signing in show it in place. */
function outageAnswer({ method, url = '', headers }, nonce) {
  const step = /\/steps\/([^/?]+)/.exec(url)?.[1]
  if (step && headers.accept === 'application/json') {
    const { body } = answerOf('away_again', headers)
    const state = { refusal: { field: null, sentence: body.trim() } }
    return { type: 'application/json', body: JSON.stringify({ step, state }) }
  }
  return answerOf(method === 'POST' ? 'away_sent' : 'away', headers, nonce)
}
