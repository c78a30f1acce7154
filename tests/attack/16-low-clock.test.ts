import { afterAll, beforeAll, expect, test } from 'vitest'
import { here } from '../support/here'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, enterLatestCode, isInside, knock } from '../support/knock'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

/** A process whose machine is ten minutes ahead. */
const AHEAD = `data:text/javascript,${encodeURIComponent(`
  const Real = Date, BY = 600000
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(Real.now() + BY) : super(...given) }
    static now() { return Real.now() + BY }
    static UTC = Real.UTC
    static parse = Real.parse
  }`)}`

let context: Inside
let ahead: Running
beforeAll(async () => {
  context = insidePortal()
  ahead = await startPortal(here().database, { WORKER: 'out' }, ['--import', AHEAD])
})
afterAll(async () => {
  await ahead.stop()
  await context.close()
})
/** The same browser at the other process, whichever way the load is balanced. */
function across(browser: Visitor): Visitor {
  const there = new Visitor(ahead.url)
  for (const [name, value] of browser.cookies) there.cookies.set(name, value)
  return there
}

test('a lock set by one process holds in another whose machine is ten minutes ahead', async () => {
  const person = await aPerson(context)
  for (let n = 0; n < 9; n++) await knock(new Visitor(), person.account, 'Spring2026!')
  for (let n = 0; n < 4; n++) await knock(new Visitor(ahead.url), person.account, 'Spring2026!')
  const { failures } = await context.db.throttle.findFirstOrThrow({ orderBy: { failedAt: 'desc' } })
  expect(failures).toBe(5)
  expect(await knock(new Visitor(ahead.url), person.account, person.password)).toContain(
    'The user name or the password is not right',
  )
})

test('a code is worth its five minutes in every process, and so is a session its time', async () => {
  const person = await aPerson(context)
  const browser = new Visitor()
  expect(await knock(browser, person.account, person.password)).toBe(null)
  const there = across(browser)
  expect(await enterLatestCode(context, there, person.account)).toBe(null)
  expect(await isInside(there)).toBe(true)
  const { expiresAt } = await context.db.session.findFirstOrThrow({
    where: { userId: person.id },
    orderBy: { createdAt: 'desc' },
  })
  expect(Math.abs(expiresAt.getTime() - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000)
})
