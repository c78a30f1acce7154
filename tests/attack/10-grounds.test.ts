import { afterAll, beforeAll, expect, test } from 'vitest'
import { challengeCode } from '@/lib/identity/secrets/secrets'
import { sealSecret } from '@/lib/identity/sso/company-provider'
import { CookieJar, follow } from '../support/follow'
import { here } from '../support/here'
import { startIdp, type TestIdp } from '../support/identity-provider'
import { type Inside, insidePortal } from '../support/inside'
import { aPerson, comeIn, isInside, ownMobile, refusalOf } from '../support/knock'
import { Visitor } from '../support/visitor'

let context: Inside
let idp: TestIdp
const back = () => `${here().url}/sign-in/company/return`
beforeAll(async () => {
  context = insidePortal()
  idp = await startIdp({ redirectUris: [back()] })
})
afterAll(async () => {
  await idp.stop()
  await context.close()
})

/** A company whose provider knows one of its users; the provider asserts several factors. */
async function withProvider() {
  const person = await aPerson(context)
  const { companyId, id: userId } = person
  const now = context.clock()
  const { issuer, clientId, clientSecret } = idp
  const sealedSecret = new Uint8Array(sealSecret(context, companyId, clientSecret))
  const provider = {
    companyId,
    address: issuer,
    issuer,
    clientId,
    sealedSecret,
    changedAt: now,
    verifiedAt: now,
  }
  await context.db.identityProvider.create({ data: provider })
  await context.db.companyIdentity.create({
    data: { userId, companyId, issuer, subject: userId, linkedAt: now },
  })
  return person
}
async function comeInThere(slug: string, sub: string): Promise<Visitor> {
  idp.user = { sub, amr: ['pwd', 'mfa'] }
  const browser = new Visitor()
  await browser.step('/sign-in/company/steps/company_name', { company: slug })
  const there = (await browser.get('/sign-in/company/go')).location!
  const { pathname, search } = await follow(there, back(), new CookieJar())
  await browser.get(pathname + search)
  if (!(await isInside(browser))) throw new Error('the provider let nobody in')
  return browser
}
async function comeInByNumber(companyId: string) {
  const msisdn = ownMobile()
  const { id } = await context.db.subscription.create({
    data: { companyId, msisdn, iccid: '8936304000000000001', holder: 'Dora', createdAt: new Date(0) },
    select: { id: true },
  })
  const browser = new Visitor()
  await browser.step('/sign-in/phone/steps/phone', { number: msisdn })
  await browser.step('/sign-in/phone/steps/number', {})
  const where = { subscriptionId: id, purpose: 'sign_in_number' }
  for (let n = 0; n < 200 && (await context.db.challenge.count({ where })) === 0; n++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const code = challengeCode(context.keys, await context.db.challenge.findFirstOrThrow({ where }))
  expect(refusalOf(await browser.step('/sign-in/phone/steps/number_code', { code }))).toBe(null)
  expect(await isInside(browser)).toBe(true)
  return { browser, id }
}

test('what a company’s provider opened ends with the provider, with its set-up, and with the link', async () => {
  const { slug, id, companyId } = await withProvider()
  const where = { companyId }
  const first = await comeInThere(slug, id)
  const [provider] = await context.db.identityProvider.findMany({ where })
  await context.db.identityProvider.update({ where, data: { verifiedAt: new Date() } })
  expect(await isInside(first)).toBe(false)
  const second = await comeInThere(slug, id)
  await context.db.companyIdentity.deleteMany({ where: { userId: id } })
  expect(await isInside(second)).toBe(false)
  const link = { userId: id, companyId, issuer: idp.issuer, subject: id, linkedAt: new Date() }
  await context.db.companyIdentity.create({ data: link })
  const third = await comeInThere(slug, id)
  expect(provider).toBeTruthy()
  await context.db.identityProvider.delete({ where })
  expect(await isInside(third)).toBe(false)
})

test('what a number opened ends with its SIM and with its holder', async () => {
  const { companyId } = await aPerson(context)
  for (const data of [{ iccid: '8936304000000000002' }, { holder: 'Emil' }, { holder: null }]) {
    const { browser, id } = await comeInByNumber(companyId)
    await context.db.subscription.update({ where: { id }, data })
    expect(await isInside(browser), JSON.stringify(data)).toBe(false)
  }
})

test('what a password and an SMS opened ends with either; the session that changes its password stays', async () => {
  const person = await aPerson(context)
  const [here, there] = [new Visitor(), new Visitor()]
  await comeIn(context, here, person.account)
  await comeIn(context, there, person.account)
  const next = 'green ferry sails east'
  const form = await here.form('/profile', 'Save password')
  await here.send(form, { current: person.password, password: next, again: next })
  expect([await isInside(here), await isInside(there)]).toEqual([true, false])
  await context.db.user.update({ where: { id: person.id }, data: { mobile: ownMobile() } })
  expect(await isInside(here)).toBe(false)
})
