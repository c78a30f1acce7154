import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { saidOnce } from '@/bin/lib/said-once.mjs'
import { pageMark } from '@/lib/kernel/page-mark.mjs'

const names = { done: '__Host-done', answer: '__Host-answer' }
const GONE = 'Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure'
const done = (path: string) => `__Host-done=${pageMark(path)}.saved`
const door = () => saidOnce({ names, secure: true })

type Asked = {
  method?: string
  path?: string
  headers?: Record<string, string>
  partOf?: string
  id?: string
}
/** Lets a request in, and returns its answer before it is sent. */
function ask(
  judge: ReturnType<typeof door>,
  { method = 'GET', path = '/users', headers = {}, partOf, id = 'x' }: Asked,
) {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, headers })
  const response = new ServerResponse(request)
  judge({ path }, request, response, { id, ...(partOf && { partOf }) })
  return response
}
const setBy = (response: ServerResponse) => [response.getHeader('set-cookie') ?? []].flat()

describe('what was done is said once', () => {
  const cookie = done('/users')
  test.each<[string, Asked, string[]]>([
    ['by its page', { headers: { cookie } }, [`__Host-done=; ${GONE}`]],
    ['among other cookies', { headers: { cookie: `session=a; ${cookie};x=y` } }, [`__Host-done=; ${GONE}`]],
    ['by what scripts fetch', { headers: { cookie, rsc: '1' } }, [`__Host-done=; ${GONE}`]],
    ['not by what they fetch ahead', { headers: { cookie, rsc: '1', 'next-router-prefetch': '1' } }, []],
    ['not by another page', { path: '/lines', headers: { cookie } }, []],
    ['not by a page whose name begins alike', { path: '/user', headers: { cookie } }, []],
    ['not by a page below', { path: '/users/1', headers: { cookie } }, []],
    ['not when only its head is asked for', { method: 'HEAD', headers: { cookie } }, []],
    ['not without the cookie', {}, []],
    ['not by a cookie of another name', { headers: { cookie: cookie.replace('__Host-', '') } }, []],
    ['not by one that is cut', { headers: { cookie: '__Host-done=' } }, []],
    [
      'by a part of a form that there is not',
      { headers: { cookie }, partOf: 'y' },
      [`__Host-done=; ${GONE}`],
    ],
    [
      'an answer by whatever page is next',
      { headers: { cookie: '__Host-answer=a' } },
      [`__Host-answer=; ${GONE}`],
    ],
    ['an answer not by scripts', { headers: { cookie: '__Host-answer=a', rsc: '1' } }, []],
  ])('%s', (_what, asked, set) => {
    expect(setBy(ask(door(), asked))).toEqual(set)
  })

  test('by the answer to the form, where that brings its page along', () => {
    for (const others of [[], ['language=hu; Path=/']]) {
      const judge = door()
      const form = ask(judge, { method: 'POST', id: 'form' })
      const part = ask(judge, { headers: { cookie, rsc: '1' }, partOf: 'form' })
      // The browser never sees the answer to a part.
      expect(setBy(part)).toEqual([])
      form.setHeader('Set-Cookie', [...others, `${cookie}; Path=/`])
      form.writeHead(200)
      expect(setBy(form)).toEqual(others)
    }
  })

  test('not yet by a form that only leads there, or whose page is drawn for another', () => {
    for (const path of ['', '/lines']) {
      const judge = door()
      const form = ask(judge, { method: 'POST', id: 'form' })
      if (path) ask(judge, { path, headers: { cookie, rsc: '1' }, partOf: 'form' })
      form.setHeader('Set-Cookie', `${cookie}; Path=/`)
      form.writeHead(303)
      expect(setBy(form)).toEqual([`${cookie}; Path=/`])
    }
  })
})
