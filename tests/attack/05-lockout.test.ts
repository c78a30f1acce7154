import { afterAll, beforeAll, expect, test } from 'vitest'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { here } from '../support/here'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, comeIn, enterLatestCode, isInside, knock, refusalOf } from '../support/knock'
import { type Running, startPortal } from '../support/portal'
import { Visitor } from '../support/visitor'

const WRONG = 'The user name or the password is not right'
let context: Inside
let portal: Running
let networks = 0
beforeAll(async () => {
  context = insidePortal()
  // Behind one proxy, so that every visitor can have an address.
  portal = await startPortal(here().database, { TRUSTED_PROXIES: '1' })
})
afterAll(async () => {
  await portal.stop()
  await context.close()
})

const from = (address: string) => new Visitor(portal.url, { 'x-forwarded-for': address })
/** Somebody in a network where nobody has been. */
const stranger = () => from(`198.18.${++networks}.9`)
async function guess(account: string, times: number) {
  for (let n = 0; n < times; n++) await knock(stranger(), account, 'Spring2026!')
}

test('strangers who guess keep out neither the browser that was in before nor a newcomer, and get no more guesses', async () => {
  const victim = await aPerson(context)
  const browser = stranger()
  await comeIn(context, browser, victim.account)
  await guess(victim.account, 20)
  expect(await knock(stranger(), victim.account, victim.password)).toContain(WRONG)
  expect(await knock(browser, victim.account, victim.password)).toBe(null)
  expect(await enterLatestCode(context, browser, victim.account)).toBe(null)
  expect(await isInside(browser)).toBe(true)
  // A cookie of somebody else's account is none of this one.
  const other = await aPerson(context)
  await comeIn(context, browser, other.account)
  await guess(other.account, 20)
  for (const { account, password } of [victim, other])
    expect(await knock(browser, account, password), account).toBe(null)

  const newcomer = await aPerson(context, true)
  await guess(newcomer.account, 20)
  const first = stranger()
  expect(await knock(first, newcomer.account, newcomer.password)).toBe(null)
  expect(await enterLatestCode(context, first, newcomer.account)).toBe(null)
})

test('a stolen device cookie is worth one counter, and nothing once its owner was in again or signed out everywhere', async () => {
  const victim = await aPerson(context)
  const browser = stranger()
  await comeIn(context, browser, victim.account)
  const thief = stranger()
  thief.cookies.set('device', browser.cookies.get('device')!)
  for (let n = 0; n < 12; n++) await knock(thief, victim.account, 'Spring2026!')
  expect(await knock(thief, victim.account, victim.password)).toContain(WRONG)
  expect(await knock(stranger(), victim.account, victim.password)).toBe(null)
  const again = stranger()
  await comeIn(context, again, victim.account)
  const copy = again.cookies.get('device')!
  await comeIn(context, again, victim.account)
  expect(again.cookies.get('device')).not.toBe(copy)
  const late = stranger()
  late.cookies.set('device', copy)
  await guess(victim.account, 8)
  expect(await knock(late, victim.account, victim.password)).toContain(WRONG)
})

test('step-up counts for its session and ends that one, and nobody else waits', async () => {
  const victim = await aPerson(context)
  const [here, there] = [stranger(), stranger()]
  await comeIn(context, here, victim.account)
  await comeIn(context, there, victim.account)
  for (let n = 0; n < 5; n++) {
    const form = await here.form('/profile', 'Save password')
    await here.send(form, { current: 'Spring2026!', password: 'x', again: 'x' })
  }
  expect([await isInside(here), await isInside(there)]).toEqual([false, true])
  expect(await knock(stranger(), victim.account, victim.password)).toBe(null)
})

test('asking for a new password on and on uses up nothing of the owner’s', async () => {
  const victim = await aPerson(context)
  const browser = stranger()
  await comeIn(context, browser, victim.account)
  const ask = (visitor: Visitor, channel: string) =>
    visitor.step('/recover/steps/recover', { name: victim.account, channel })
  const sent = async () => {
    const where = { challenge: { userId: victim.id, purpose: { startsWith: 'recover' } } }
    return context.db.codeSend.count({ where })
  }
  for (const channel of ['mail', 'sms']) for (let n = 0; n < 24; n++) await ask(stranger(), channel)
  await settled(context)
  const before = await sent()
  for (const channel of ['mail', 'sms']) expect(refusalOf(await ask(browser, channel))).toBe(null)
  await settled(context)
  expect(await sent()).toBe(before + 2)
})

test('a hundred and ten who ask for codes from one address close no sign-in there', async () => {
  const victim = await aPerson(context)
  for (let n = 0; n < 110; n++) {
    const driver = from('198.51.100.77')
    await driver.step('/sign-in/phone/steps/phone', { number: `0630 99${String(n).padStart(5, '0')}` })
    await driver.step('/sign-in/phone/steps/number', {})
  }
  expect(await knock(from('198.51.100.78'), victim.account, victim.password)).toBe(null)
})

test('where a proxy is not trusted everybody is one network: wrong passwords by anybody keep out no browser that is known', async () => {
  const victim = await aPerson(context)
  const browser = from('203.0.113.5')
  await comeIn(context, browser, victim.account)
  for (let n = 0; n < 101; n++) await knock(from('203.0.113.5'), `nobody${n}@${victim.slug}`, 'Spring2026!')
  expect(await knock(from('203.0.113.5'), victim.account, victim.password)).toContain('from your network')
  await comeIn(context, browser, victim.account)
})

test('rule 2: of two hundred guesses at once with a device cookie at most five are compared', async () => {
  const victim = await aPerson(context)
  const browser = stranger()
  await comeIn(context, browser, victim.account)
  expect(await knock(browser, victim.account, victim.password)).toBe(null)
  const token = browser.cookies.get('sign-in')!
  const results = await Promise.all(
    Array.from({ length: 200 }, () => enterCode(token, { code: '000000' }, context)),
  )
  const compared = results.filter((each) => !each.ok && /code_wrong|code_spent/.test(each.refusal.code))
  expect(compared.length).toBeLessThanOrEqual(5)
})

test('a bystander does not feel the guessing', async () => {
  const victim = await aPerson(context)
  const { ratio } = await whatBystandersFeel(
    portal.url,
    async (going) => {
      while (going()) await guess(victim.account, 1)
    },
    2,
  )
  expect(ratio).toBeLessThan(FELT)
})

/** Every message that was written so far has been told. */
async function settled(at: Inside) {
  for (let n = 0; n < 200; n++) {
    const open = await at.db.message.count({
      where: { kind: 'identity.recovery_requested', state: { in: ['initial', 'in_progress'] } },
    })
    if (open === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
