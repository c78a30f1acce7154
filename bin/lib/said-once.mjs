// What has just been done, or what a step has answered, is said once: by the page that it leads to. Neither a reload nor an
// address that somebody sends says it again (lib/web/just-done.ts). It travels in a cookie, since another process may draw
// that page, and whoever has drawn it takes the cookie back: without scripts, too.
import { pageMark } from '../../lib/kernel/page-mark.mjs'
import { whenOver } from './when-over.mjs'

/**
 * @param {object} options
 * @param {{ done: string, answer: string }} options.names of the cookies: `done` is for one page, `answer` for the next one
 * @param {boolean} options.secure whether they are sent over https only
 * @returns a function that judges a request before its page is drawn
 */
export function saidOnce({ names, secure }) {
  const gone = (name) => `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  /** Forms under way, by the ids of their requests: whether their answer brings the page that says it. */
  const forms = new Map()

  /**
   * @param {{ path: string }} address
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {{ id: string, partOf?: string }} ids the request's, and that of the form whose answer it is a part of
   */
  return (address, request, response, { id, partOf }) => {
    const { method, headers } = request
    if (method === 'POST') {
      forms.set(id, false)
      whenOver(request, response, () => forms.delete(id))
      return withoutOnceSaid(response, names.done, () => forms.get(id))
    }
    // What is fetched ahead is not shown, and may never be.
    if (method !== 'GET' || 'next-router-prefetch' in headers) return
    const cookies = cookiesOf(headers.cookie)
    const saysDone = cookies.get(names.done)?.startsWith(`${pageMark(address.path)}.`)
    if (saysDone && forms.has(partOf)) forms.set(partOf, true)
    else if (saysDone) response.appendHeader('Set-Cookie', gone(names.done))
    if (cookies.has(names.answer) && !('rsc' in headers))
      response.appendHeader('Set-Cookie', gone(names.answer))
  }
}

/** Takes a cookie out of the answer to a form that brings its page along, and has said it by that. */
function withoutOnceSaid(response, name, isSaid) {
  const { writeHead } = response
  response.writeHead = function (...all) {
    const set = [this.getHeader('set-cookie') ?? []].flat()
    const rest = set.filter((line) => !String(line).startsWith(`${name}=`))
    if (isSaid() && rest.length < set.length) {
      if (rest.length > 0) this.setHeader('Set-Cookie', rest)
      else this.removeHeader('Set-Cookie')
    }
    return writeHead.apply(this, all)
  }
}

const cookiesOf = (header) =>
  new Map(
    (header ?? '').split(';').map((each) => {
      const at = each.indexOf('=')
      return [each.slice(0, at).trim(), each.slice(at + 1).trim()]
    }),
  )
