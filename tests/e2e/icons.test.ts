import { expect, test } from 'vitest'
import { Visitor } from '../support/visitor'

test.each([
  ['/favicon.ico', 'image/x-icon', 86_400],
  ['/icons/icon.svg', 'image/svg+xml', 86_400],
  ['/icons/apple-touch-icon.png', 'image/png', 86_400],
  ['/icons/maskable.png', 'image/png', 86_400],
  ['/manifest.webmanifest', 'application/manifest+json', 3_600],
  ['/robots.txt', 'text/plain; charset=utf-8', 86_400],
])('whoever is not signed in gets %s, as %s, and may keep it', async (path, type, seconds) => {
  const { status, headers } = await new Visitor().get(path)
  expect([status, headers.get('content-type')]).toEqual([200, type])
  expect(headers.get('cache-control')).toBe(`public, max-age=${seconds}`)
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('set-cookie')).toBeNull()
})

test('a page names its icons and manifest, and its policy lets the browser have them', async () => {
  const { text, headers } = await new Visitor().get('/sign-in')
  for (const link of [
    '<link rel="icon" href="/icons/icon.svg" type="image/svg+xml"',
    '<link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"',
    '<link rel="manifest" href="/manifest.webmanifest"',
  ])
    expect(text).toContain(link)
  expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*img-src 'self'/)
})

test('what a portal is called where it is installed is said in the language of the browser', async () => {
  const manifest = async (language: string) =>
    JSON.parse(
      (await new Visitor(undefined, { 'accept-language': language }).get('/manifest.webmanifest')).text,
    )
  const [en, hu] = [await manifest('en'), await manifest('hu')]
  expect(en).toMatchObject({ name: 'Switchboard', lang: 'en-GB', start_url: '/overview', scope: '/' })
  expect(hu).toMatchObject({ lang: 'hu-HU', description: 'A cég előfizetései, számlái és felhasználói' })
  const portal = new Visitor()
  for (const { src } of en.icons) expect((await portal.get(src)).status, src).toBe(200)
})

test('an icon that is none is not there, and robots are kept from what is not for them', async () => {
  for (const name of ['none.png', '__proto__', 'hu', '..%2f..%2fmarket.ts', 'favicon.ico.bak'])
    expect([400, 404], name).toContain((await new Visitor().get(`/icons/${name}`)).status)
  expect((await new Visitor().get('/robots.txt')).text).toBe(
    'User-agent: *\nDisallow: /api/\nDisallow: /dev/\n',
  )
})
