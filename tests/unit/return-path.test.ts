import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { returnPath, withReturn } from '@/lib/kernel/return-path'

describe('the way back after sign-in', () => {
  test.each([
    '/lines?q=%2B36+30+123',
    '/lines?cols=holder,account,used',
    '/rights/who?fn=line:view&on=line:0190a000',
    '/lines?q=~pool',
    '/lines?q=a%20b&sort=cost&after=eyJhIjoxfQ==',
    "/users?q=O'Neil(2)!*",
    '/reports?from=2026-10-01&to=2026-10-31;x@y$z',
    '/lines?q=[a]{b}|c^d`e',
    '/bills?q=%C3%A1rv%C3%ADz',
    '/users/0190a000-0000-7000-8000-000000000001',
    '/signing-in',
    '/',
  ])('keeps %s', (path) => {
    const back = returnPath(path)!
    // As browsers write it.
    expect(back).toBe(path.replaceAll("'", '%27'))
    const asked = new URL(withReturn('/sign-in', path), 'http://portal.example')
    expect(returnPath(asked.searchParams.get('returnTo'))).toBe(back)
  })

  test.each([
    ['/lines?_rsc=1a2b', '/lines'],
    ['/lines?q=1&_rsc=1a2b', '/lines?q=1'],
    ['/lines?_rsc=1a2b&q=1&_rsc', '/lines?q=1'],
    ['/lines?x_rsc=1', '/lines?x_rsc=1'],
    ['/lines?q=1#top', '/lines?q=1'],
    ['/lines?', '/lines'],
  ])('asks for the page itself: %s', (path, back) => expect(returnPath(path)).toBe(back))

  test.each([
    ...[
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '/lines\\..',
      '/.//evil.example',
      '/x/..//evil.example',
    ],
    ...[
      '/%09/evil.example\t',
      'https://evil.example/',
      'javascript:alert(1)',
      'lines',
      '',
      '/a\r\nb',
      '/ő',
      '/a b',
      '/\u0000',
    ],
    ...[
      '/sign-in',
      '/sign-in/phone',
      '/sign-in?returnTo=%2Flines',
      '/x/../sign-in',
      '/recover',
      null,
      undefined,
    ],
  ])('is none: %j', (path) => {
    expect(returnPath(path)).toBeNull()
    expect(withReturn('/sign-in', path)).toBe('/sign-in')
  })

  test('whatever it is, it stays on the portal', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      '?',
      '#',
      '%2f',
      '%5c',
      '\t',
      'a',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const back = returnPath(pieces.join(''))
        if (back === null) return
        expect(new URL(back, 'https://portal.example').origin).toBe('https://portal.example')
        expect(returnPath(back)).toBe(back)
      }),
      { numRuns: 5_000 },
    )
  })
})
