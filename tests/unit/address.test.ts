import fc from 'fast-check'
import { parseUrl } from 'next/dist/shared/lib/router/utils/parse-url'
import { getRouteMatcher } from 'next/dist/shared/lib/router/utils/route-matcher'
import { getRouteRegex } from 'next/dist/shared/lib/router/utils/route-regex'
import { describe, expect, test } from 'vitest'
import { readAddress, withoutSlash } from '@/bin/lib/address.mjs'
import { kindOf } from '@/bin/lib/kinds.mjs'
import { routes } from '../support/routes'

describe('an address', () => {
  test.each([
    ['/', '/', ''],
    ['/sign-in?returnTo=%2Flines%3Fq%3D1', '/sign-in', '?returnTo=%2Flines%3Fq%3D1'],
    ['/users?q=%F0%9F%98%80&state=x', '/users', '?q=%F0%9F%98%80&state=x'],
    ['/dev/pay/a%40b%20c', '/dev/pay/a%40b%20c', ''],
    ["/users/'", "/users/'", ''],
    ['/.well-known/change-password', '/.well-known/change-password', ''],
    ['/bills/a..b', '/bills/a..b', ''],
    ['/_next/static/chunks/3qfy96eoyh-ek.js', '/_next/static/chunks/3qfy96eoyh-ek.js', ''],
  ])('%s is read', (target, path, query) => {
    expect(readAddress(target)).toEqual({ path, query, target })
  })

  test.each([
    ['another form than origin-form', ['', '*', 'http://evil.example/', 'localhost:80', 'sign-in', '?x']],
    ['dot segments', ['/..', '/.', '/a/../b', '/a/./b', '/a/..', '/api/intake/../../sign-in/steps/name']],
    [
      'dots by escapes',
      ['/a/%2e%2e/b', '/a/%2E./b', '/a/.%2e', '/%2e', '/a/%252e%252e/b', '/a/%c0%ae%c0%ae/b'],
    ],
    ['empty segments', ['//', '//evil.example', '/a//b', '/a//']],
    [
      'escapes of what parts a path',
      ['/a%2fb', '/a%5cb', '/a%3fb', '/a%23b', '/a%3bb', '/a%25b', '/a%252fb'],
    ],
    ['backslashes and parameters', ['/\\evil', '/a\\..\\b', '/a;x=1/b', '/..;/b']],
    ['another spelling', ['/%73ign-in', '/sign%2din', '/api/%69ntake/lines', '/a%7eb']],
    [
      'what cannot be decoded',
      ['/%', '/%z', '/%zz', '/%f', '/%ff', '/%ed%a0%80', '/?q=%', '/?q=%ed%a0%80', '/?q=%c0%80'],
    ],
    [
      'controls and white space',
      ['/a%00', '/a%0a', '/a%7f', '/a%c2%85', '/?q=%00', '/a\tb', '/a b', '/?q=a b', '/a\r\nb'],
    ],
    ['fragments and raw bytes', ['/a#b', '/?q#b', '/é', '/?q=é']],
    ['parameters that speak for a segment', ['/bills/1?nxtPid=2', '/bills/1?n%78tPid=2', '/?NXTIid=1']],
  ])('with %s is refused', (_what, targets) => {
    for (const target of targets) expect(readAddress(target), target).toBeNull()
  })

  test('with a slash at its end is somewhere else', () => {
    expect(withoutSlash(readAddress('/sign-in/?a=/b/')!)).toBe('/sign-in?a=/b/')
    expect(withoutSlash(readAddress('/')!)).toBeNull()
  })
})

/** As base-server and router-server do: static routes by name, then dynamic ones in the order of the build. */
const patterns = routes().map((route) => ({
  route,
  match: route.includes('[') ? getRouteMatcher(getRouteRegex(route)) : null,
}))
/** Next serves the page of an address itself before one with a segment that stands for any. */
const served = (path: string) =>
  (
    patterns.find(({ route, match }) => !match && (route === path || route === safely(path))) ??
    patterns.find(({ match }) => match?.(path))
  )?.route

test('an address with a page of its own is served by that, not by one for any', () => {
  for (const route of routes().filter((each) => !each.includes('['))) expect(served(route)).toBe(route)
})
const safely = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const trick = fc.constantFrom(
  ...[
    '..',
    '.',
    '%2e%2e',
    '%2E',
    '%252e%252e',
    '%2f',
    '%5c',
    '\\',
    ';',
    ';x=1',
    '//',
    '/',
    '%',
    '%00',
    '%0a',
    '\t',
  ],
  ...[
    '#',
    '?',
    '?a=b',
    '&',
    '%c0%ae',
    '%ed%a0%80',
    '%73',
    '%25',
    'x',
    '%F0%9F%98%80',
    '@',
    ':',
    '~',
    "'",
    'é',
  ],
)
const piece = fc.oneof(
  trick,
  fc.constantFrom(
    ...routes()
      .flatMap((route) => route.split('/'))
      .filter(Boolean),
  ),
  fc.string({ maxLength: 4 }),
)
const target = fc.oneof(
  fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('/')}`),
  fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('')}`),
  fc.tuple(fc.constantFrom(...routes()), trick, trick).map(([route, a, b]) => `${route}/${a}/${b}`),
)

test('whatever passes, Next resolves to exactly that path, and serves what it was judged as', () => {
  let passed = 0
  fc.assert(
    fc.property(target, (sent) => {
      const address = readAddress(sent)
      if (!address || withoutSlash(address)) return
      passed += 1
      const resolved = parseUrl(sent)
      expect(resolved.pathname).toBe(address.path)
      expect(new URL(sent, 'http://n').pathname).toBe(address.path)
      // A second reader who unescapes once more finds the same segments.
      expect(new URL(`http://n${safely(address.path)}`).pathname.split('/')).toHaveLength(
        address.path.split('/').length,
      )
      const route = served(address.path)
      if (route) expect(kindOf(route)).toBe(kindOf(address.path))
    }),
    { numRuns: 20_000 },
  )
  expect(passed).toBeGreaterThan(1_000)
})
