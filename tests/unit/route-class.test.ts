import { expect, test } from 'vitest'
import { ROUTE_CLASSES, routeClass, shownPath } from '@/bin/lib/route-class.mjs'
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

test('the log shows addresses of ours, and of what strangers and mail programs write only where it stood', () => {
  for (const address of addresses) expect(shownPath(address, routeClass(address)), address).toBe(address)
  const asset = '/_next/static/chunks/0~x-1abc.d3f.js'
  expect(shownPath(asset, routeClass(asset))).not.toContain('chunks/…')
  const said: [string, string][] = [
    ['/stop%3Ft=a-token', '/…'],
    ['/stop;t=a-token', '/…'],
    ['/stop/a-token', '/stop/…'],
    ['/recover/ada%40acme.example', '/recover/…'],
    ['/recover/ada@acme.example/x', '/recover/…/…'],
    ['/lines/36301234567', '/lines/…'],
    ['/users/kiss-anna', '/users/…'],
    ['/_next/static/ada%40acme.example', '/_next/static/…'],
    ['//evil.example/x', '//…/…'],
  ]
  for (const [path, shown] of said)
    expect(shownPath(path, routeClass(path)).replace('/…/static', '/_next/static'), path).toBe(shown)
})
