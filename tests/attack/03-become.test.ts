import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { whatBystandersFeel } from '../support/bystander'
import { here } from '../support/here'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aMobile, aUser, value } from '../support/people'

let world: Inside
beforeAll(() => {
  world = insidePortal()
})
afterAll(() => world.close())

/** A user administrator, somebody with more rights than theirs, and somebody with none. */
async function aHouse() {
  const { admin } = await aCompany(world)
  const [ben, cleo, dan] = [await aUser(world, admin), await aUser(world, admin), await aUser(world, admin)]
  value(await giveRight(world, admin, ben.id, 'user_administrator'))
  value(await giveRight(world, admin, cleo.id, 'bill:view'))
  return { cleo, dan, attacker: await sessionOf(world, ben.account) }
}
const contactsOf = (id: string) =>
  world.db.user.findUniqueOrThrow({ where: { id }, select: { email: true, mobile: true } })
const passwordsOf = (userId: string) => world.db.temporaryPassword.count({ where: { userId } })
const taken = () => ({ name: 'Cleo', email: 'mine@attacker.example', mobile: aMobile(), proof: '' })

test('a user administrator does not become somebody who holds more, with the form of another’s page either', async () => {
  const { cleo, dan, attacker } = await aHouse()
  const [before, passwords] = [await contactsOf(cleo.id), await passwordsOf(cleo.id)]
  // The forms of a page that offers them, sent about somebody else.
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  await attacker.send(edit, { ...taken(), id: cleo.id })
  const reissue = await attacker.form(`/users/${dan.id}`, 'Send a new temporary password')
  await attacker.send(reissue, { id: cleo.id })
  expect(await contactsOf(cleo.id)).toEqual(before)
  expect(await passwordsOf(cleo.id)).toBe(passwords)
  // Their own page says why, and who can, before anything is pressed.
  const { text } = await attacker.get(`/users/${cleo.id}`)
  expect(text).toContain('holds rights that you do not')
  await expect(attacker.form(`/users/${cleo.id}`, 'Save')).rejects.toThrow()
})

test('a typo in the address of somebody who holds nothing is still corrected at once', async () => {
  const { dan, attacker } = await aHouse()
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  await attacker.send(edit, { ...taken(), email: 'dan@firm.example' })
  expect((await contactsOf(dan.id)).email).toBe('dan@firm.example')
})

test('while somebody tries again and again, a bystander of another company notices nothing', async () => {
  const { cleo, dan, attacker } = await aHouse()
  const before = await contactsOf(cleo.id)
  const edit = await attacker.form(`/users/${dan.id}`, 'Save')
  const felt = await whatBystandersFeel(
    here().url,
    async (going) => {
      while (going()) await attacker.send(edit, { ...taken(), id: cleo.id })
    },
    1,
  )
  expect(await contactsOf(cleo.id)).toEqual(before)
  expect(felt.ratio).toBeLessThan(3)
})
