import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { contactStop } from '@/lib/identity/secrets/secrets'
import { displayNumber } from '@/lib/market/phone-number'
import { giveRight } from '@/prisma/seed/change-rights'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { here } from '../support/here'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aMobile, aUser, value } from '../support/people'
import { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

/** Two user administrators, somebody with more rights than theirs, and somebody with none. */
async function aHouse() {
  const { admin } = await aCompany(context)
  const user = () => aUser(context, admin)
  const [ben, cleo, dan, eve] = [await user(), await user(), await user(), await user()]
  for (const { id } of [ben, eve]) value(await giveRight(context, admin, id, 'user_administrator'))
  value(await giveRight(context, admin, cleo.id, 'bill:view'))
  return { admin, cleo, dan, eve, attacker: await sessionOf(context, ben.account) }
}
const contactsOf = (id: string) =>
  context.db.user.findUniqueOrThrow({ where: { id }, select: { email: true, mobile: true } })
const passwordsOf = (userId: string) => context.db.temporaryPassword.count({ where: { userId } })
const taken = () => ({ name: 'Cleo', email: 'mine@attacker.example', mobile: aMobile(), proof: '' })

test('a user administrator does not become somebody who holds more, with the form of another’s page either', async () => {
  const { admin, cleo, dan, eve, attacker } = await aHouse()
  const [before, passwords] = [await contactsOf(cleo.id), await passwordsOf(cleo.id)]
  // Their own page says what will come of it before anything is pressed.
  expect((await attacker.get(`/users/${cleo.id}`)).text).toContain('holds rights that you do not')
  // The forms of somebody's page who holds nothing, sent about Cleo.
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  expect((await attacker.send(edit, { ...taken(), id: cleo.id })).location).toBe(null)
  // What that form showed is Dan's; with what Cleo's would have shown, it is a request.
  const { name } = await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })
  const was = {
    'was:name': name,
    'was:email': before.email,
    'was:mobile': displayNumber(before.mobile, context.market),
  }
  const forged = await attacker.send(edit, { ...taken(), ...was, id: cleo.id })
  expect(forged.location).toBe('/approvals')
  const reissue = await attacker.form(`/users/${dan.id}`, 'Send a new temporary password')
  await attacker.send(reissue, { id: cleo.id })
  expect(await contactsOf(cleo.id)).toEqual(before)
  expect(await passwordsOf(cleo.id)).toBe(passwords)
  // Nobody who holds as little says yes to it, with the fields of a form that is not offered either.
  const puppet = await sessionOf(context, eve.account)
  const { text } = await puppet.get('/approvals')
  expect(text).toContain('holds rights that you do not, and this gives somebody a way in')
  expect(text).toContain('mine@attacker.example')
  const answer = await puppet.form('/approvals', 'Reject')
  await puppet.send(answer, { decision: 'approve' })
  expect(await contactsOf(cleo.id)).toEqual(before)
  // A main administrator does, and only then it is done.
  const chief = await sessionOf(context, admin.name)
  const requests = await context.db.approvalRequest.findMany({
    where: { companyId: admin.company.id, function: 'user:edit' },
  })
  expect(requests.map(({ state }) => state)).toEqual(['open'])
  const decide = await chief.form('/approvals', 'Approve')
  await chief.send(decide, { requests: requests[0]!.id, decision: 'approve', answer: '' })
  await vi.waitFor(async () => expect((await contactsOf(cleo.id)).email).toBe('mine@attacker.example'), {
    timeout: 30_000,
    interval: 300,
  })
  // The temporary password that was sent to the old address died with it; a new one went to the new one.
  expect(await passwordsOf(cleo.id)).toBe(passwords + 1)
  expect(await context.db.temporaryPassword.count({ where: { userId: cleo.id, revokedAt: null } })).toBe(1)
})

test('a typo in the address of somebody who holds nothing is still corrected at once', async () => {
  const { dan, attacker } = await aHouse()
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  await attacker.send(edit, { ...taken(), email: 'dan@firm.example' })
  expect((await contactsOf(dan.id)).email).toBe('dan@firm.example')
})

test('a change that is stopped from the old address closes the account, to everybody, until it is settled', async () => {
  const { admin, dan, attacker } = await aHouse()
  const old = await contactsOf(dan.id)
  const at = new Date(Date.now() - 3_600_000)
  await context.db.confirmedEmail.create({ data: { userId: dan.id, email: old.email, at } })
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  await attacker.send(edit, taken())
  const thief = await sessionOf(context, dan.account)
  expect((await thief.get('/overview')).status).toBe(200)
  const row = await context.db.contactChange.findFirstOrThrow({ where: { userId: dan.id } })
  const { token } = contactStop(context.keys, { id: row.id, keyId: row.keyId! })
  // A scanner of mail opens the page, and nothing happens; a wrong link looks the same as an old one.
  const page = `/stop?t=${token}`
  const owner = new Visitor()
  expect((await owner.get(page)).text).toContain(dan.account)
  expect((await owner.get('/stop?t=guessed')).text).toContain('its 24 hours are over')
  expect((await contactsOf(dan.id)).email).toBe('mine@attacker.example')
  const form = await owner.form(page, 'Stop the change')
  expect((await owner.send(form)).location).toBe(page)
  expect((await owner.get(page)).text).toContain('nobody gets in')
  expect((await thief.get('/overview')).status).not.toBe(200)
  // It gave nobody anything: whoever pressed it may have been rightly replaced.
  expect((await contactsOf(dan.id)).email).toBe('mine@attacker.example')
  expect(await wayIn(dan.account)).toBe('refused')
  // Whoever made the change does not decide, with the form of a main administrator’s page either ...
  const chief = await sessionOf(context, admin.name)
  const settle = await chief.form(`/users/${dan.id}`, 'Use these')
  await attacker.send(settle, { contacts: 'present', proof: '' })
  expect(await wayIn(dan.account)).toBe('refused')
  // ... and their own page says why.
  expect((await attacker.get(`/users/${dan.id}`)).text).toContain('made one of these changes yourself')
  await chief.send(settle, { contacts: row.id, proof: '' })
  expect(await contactsOf(dan.id)).toEqual(old)
  expect(await wayIn(dan.account)).toBe('ok')
  expect((await owner.get(page)).text).toContain('This link does nothing any more')
})
const wayIn = (account: string) =>
  sessionOf(context, account).then(
    () => 'ok',
    () => 'refused',
  )

test('while somebody tries again and again, a bystander of another company notices nothing', async () => {
  const { cleo, dan, attacker } = await aHouse()
  const before = await contactsOf(cleo.id)
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  const felt = await whatBystandersFeel(
    here().url,
    async (going) => {
      while (going()) await attacker.send(edit, { ...taken(), id: cleo.id })
    },
    2,
  )
  expect(await contactsOf(cleo.id)).toEqual(before)
  expect(felt.ratio).toBeLessThan(FELT)
})
