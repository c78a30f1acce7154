import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aPerson, enterLatestCode, knock, ownMobile } from '../support/knock'
import { aUser, signIn } from '../support/people'
import { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

/** Everything that is announced for a company has been told. */
async function allTold(companyId: string) {
  const open = { companyId, state: { in: ['initial', 'in_progress'] as never[] } }
  for (let n = 0; n < 400 && (await context.db.message.count({ where: open })) > 0; n++)
    await new Promise((resolve) => setTimeout(resolve, 50))
}
/** A confirmed old address gets what stops the change, the others that there was one. */
const EDITED = ['company.user_edited', 'company.contact_change_stoppable']
const sentTo = async (companyId: string, channel: string) =>
  (
    await context.db.delivery.findMany({
      where: { channel, message: { companyId, kind: { in: EDITED } }, sentAt: { not: null } },
    })
  ).map(({ recipient }) => recipient)

test('thirty changes of contacts are not sixty SMS to strangers, hide nothing from their owner, and keep nobody out', async () => {
  const person = await aPerson(context)
  const { companyId, admin, id } = person
  const colleague = await aUser(context, admin)
  await signIn(context, colleague.account, colleague.password)
  const { mobile, email } = await context.db.user.findUniqueOrThrow({ where: { id } })
  const chief = await sessionOf(context, admin.name)
  for (let n = 0; n < 30; n++) {
    // Each over what the one before has left: a form that is stale is refused.
    const edit = await chief.form(`/users/${id}`, 'Save')
    const { status } = await chief.send(edit, {
      email: `stranger${n}@elsewhere.example`,
      mobile: ownMobile(),
    })
    expect(status).toBe(303)
  }
  await allTold(companyId)
  const [texts, mails] = [await sentTo(companyId, 'sms'), await sentTo(companyId, 'mail')]
  expect(texts).toContain(mobile)
  expect(mails).toContain(email)
  expect(texts.length).toBeLessThan(16)
  expect(mails.length).toBeLessThan(16)
  // Whoever is told of something else is told at once, and codes go out as ever.
  const suspend = await chief.form(`/users/${colleague.id}`, 'Suspend')
  await chief.send(suspend, { reason: '' })
  const browser = new Visitor()
  await context.db.user.update({ where: { id }, data: { mobile, email } })
  expect(await knock(browser, person.account, person.password)).toBe(null)
  expect(await enterLatestCode(context, browser, person.account)).toBe(null)
  await allTold(companyId)
  const notices = await context.db.delivery.findFirst({
    where: { message: { companyId, kind: 'company.user_suspended' }, sentAt: { not: null } },
  })
  expect(notices).not.toBe(null)
}, 90_000)

test('nothing that somebody types is in a mail to an address that nobody has confirmed', async () => {
  const person = await aPerson(context)
  const chief = await sessionOf(context, person.admin.name)
  const TYPED = 'You have won 5,000,000 Ft: call 06 90 123 456 now, say your card number'
  const create = await chief.form('/users/new', 'Create')
  const email = `victim${Date.now()}@elsewhere.example`
  await chief.send(create, { login: 'prize', name: TYPED, email, mobile: ownMobile() })
  await allTold(person.companyId)
  const mails = await context.db.mailboxItem.findMany({ where: { recipient: email } })
  expect(mails).toHaveLength(1)
  expect(`${mails[0]!.subject} ${mails[0]!.text} ${mails[0]!.html}`).not.toMatch(/5,000,000|123 456/)
})
