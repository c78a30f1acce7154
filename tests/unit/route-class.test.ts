import { expect, test } from 'vitest'
import { ROUTE_CLASSES, routeClass } from '@/bin/lib/route-class.mjs'
import { files } from '../support/files'

/** The addresses that there are routes for, with something in the place of what differs. */
const addresses = files('app', /^(page\.tsx|route\.ts)$/).map(
  (file) =>
    file
      .replace(/^app|\/(page\.tsx|route\.ts)$/g, '')
      .replace(/\/\([^)]+\)/g, '')
      .replace('[format]', 'pdf')
      .replace(/\[[^\]]+\]/g, '0196f0a2-1111-7000-8000-123456789012') || '/',
)

test('every route is of a class', () => {
  expect(addresses.length).toBeGreaterThan(50)
  for (const address of addresses) {
    expect(routeClass(address), address).not.toBe('other')
    expect(ROUTE_CLASSES).toContain(routeClass(address))
    if (/\/(export|pdf)$/.test(address)) expect(routeClass(address), address).toBe('file')
  }
})

test('a stranger’s address makes no class, however many they send', () => {
  const made = new Set(
    Array.from({ length: 5_000 }, (_, n) => [`/x${n}`, `/api/x${n}`, `/sign-in/steps/x${n}`, `/lines/x${n}`])
      .flat()
      .map(routeClass),
  )
  for (const odd of [
    '//',
    '/%00',
    '/constructor',
    '/__proto__',
    '/..',
    '',
    '/_next/x',
    '/_next/static/x',
    '/lines\n',
    '/😀',
  ])
    made.add(routeClass(odd))
  expect(made.size).toBeLessThan(8)
  for (const name of made) expect(ROUTE_CLASSES).toContain(name)
  expect(ROUTE_CLASSES.length).toBeLessThan(40)
})
