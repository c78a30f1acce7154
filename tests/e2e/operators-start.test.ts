import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '@/bin/lib/free-port.mjs'
import { openPersona } from '@/lib/identity/sign-in/open-persona'
import { giveRight } from '@/prisma/seed/change-rights'
import { copyTemplate } from '../support/cluster'
import { environment } from '../support/environment'
import { files } from '../support/files'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, comeIn, isInside } from '../support/knock'
import { aUser, VISITOR, value } from '../support/people'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

// As an operator starts it: no demo mode, behind TLS that ends before it.
let origin: string
let portal: Running
let context: Inside
beforeAll(async () => {
  const database = await copyTemplate(inject('adminUrl'), `operator_${randomUUID().slice(0, 8)}`)
  const { DATABASE_URL: _own, ...settings } = environment({ url: database } as never)
  const PORT = String(await freePort())
  origin = `https://localhost:${PORT}`
  portal = await startPortal(database, {
    ...settings,
    ...{ PORT, PORTAL_URL: origin, WORKER: 'out', OIDC_INSIDE: '0' },
  })
  context = insidePortal({ database, url: portal.url })
})
afterAll(async () => {
  await context?.close()
  await portal?.stop()
})
const aBrowser = () => new Visitor(portal.url, {}, origin)

/** Everything under /dev that the sources have, filled in. */
const DEV = files('app/dev', /^(page\.tsx|route\.ts)$/).map((file) =>
  file
    .replace(/^app|\/(page\.tsx|route\.ts)$/g, '')
    .replace(/\[\w+\]/g, '00000000-0000-0000-0000-000000000000'),
)

test('without demo mode nothing under /dev is there, not even for who asks from this machine', async () => {
  expect(DEV.length).toBeGreaterThan(3)
  const admin = aBrowser()
  const { account } = await aPerson(context)
  await comeIn(context, admin, account)
  for (const door of DEV)
    for (const browser of [aBrowser(), admin]) expect((await browser.get(door)).status, door).toBe(404)
})

test('every cookie is out of reach of scripts, goes over TLS alone, and is this host’s only', async () => {
  const { account } = await aPerson(context)
  const browser = aBrowser()
  const set: string[] = []
  const fetched = browser.fetch.bind(browser)
  browser.fetch = async (...asked) => {
    const answer = await fetched(...asked)
    set.push(...answer.headers.getSetCookie())
    return answer
  }
  await comeIn(context, browser, account)
  // A form that says what was done, without scripts.
  await browser.send(await browser.form('/profile', 'Save'))
  const names = new Set(set.map((line) => line.split('=', 1)[0]!))
  for (const name of ['session', 'sign-in', 'device']) expect([...names]).toContain(`__Host-${name}`)
  for (const line of set) {
    expect(line).toMatch(/^__(Host-|Secure-authjs.callback-url=)/)
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i])
      expect(line).toMatch(attribute)
    expect(line).not.toMatch(/; Domain=/i)
  }
  expect((await browser.get('/overview')).headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
})

test('who signs in anew in the same browser leaves no session behind', async () => {
  const { account } = await aPerson(context)
  const [browser, thief] = [aBrowser(), aBrowser()]
  await comeIn(context, browser, account)
  for (const [name, cookie] of browser.cookies) thief.cookies.set(name, cookie)
  expect(await isInside(thief)).toBe(true)
  await comeIn(context, browser, account)
  expect(await isInside(browser)).toBe(true)
  expect(await isInside(thief)).toBe(false)
})

test('whoever looks through somebody’s eyes changes nothing', async () => {
  const { admin, slug } = await aPerson(context)
  const eve = await aUser(context, admin)
  value(await giveRight(context, admin, eve.id, 'user_administrator'))
  const browser = aBrowser()
  browser.cookies.set('__Host-session', value(await openPersona(VISITOR, admin.name, context)).token)
  const look = await browser.form(`/rights/view?user=${eve.id}`, 'View as this person')
  const create = async (login: string) => {
    const form = await browser.form('/users/new', 'Create')
    const email = `${login}@${slug}.example`
    await browser.send(form, { login, name: 'New One', email, mobile: '30 999 8877', language: '' })
    return context.db.user.count({ where: { companyId: admin.company.id, login } })
  }
  await browser.send(look)
  expect((await browser.get('/overview')).text).toContain(eve.account)
  expect(await create('quietly')).toBe(0)
  await browser.send(await browser.form('/overview', 'Stop looking'))
  expect(await create('aloud')).toBe(1)
})
