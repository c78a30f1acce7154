import { expect, test } from 'vitest'
import { editUser } from '@/lib/company/edit-user'
import { reissueTemporaryPassword } from '@/lib/company/reissue-temporary-password'
import { removeIdentityProvider } from '@/lib/company/remove-identity-provider'
import { removeUserFactors } from '@/lib/company/remove-user-factors'
import { switchSmsAtSignIn } from '@/lib/company/switch-sms-at-sign-in'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const proof = undefined

/** A user administrator, somebody who also sees bills, and somebody who holds nothing. */
async function aHouse() {
  const { admin } = await aCompany(world)
  const [ben, cleo, dan] = [await aUser(world, admin), await aUser(world, admin), await aUser(world, admin)]
  value(await giveRight(world, admin, ben.id, 'user_administrator'))
  value(await giveRight(world, admin, cleo.id, 'bill:view'))
  return { admin, ben, cleo, dan, actor: await demoActor(world, ben.account) }
}
const edited = (id: string) => ({ id, name: 'X', email: 'x@firm.example', mobile: aMobile(), proof })

test('the ways in of whoever holds more are touched by nobody who holds less', async () => {
  const { admin, cleo, dan, actor } = await aHouse()
  const before = await world.db.user.findUniqueOrThrow({ where: { id: cleo.id } })
  expect(outcome(await editUser(actor, edited(cleo.id), world))).toBe('company.holds_more')
  expect(outcome(await reissueTemporaryPassword(actor, { id: cleo.id }, world))).toBe('company.holds_more')
  expect(outcome(await removeUserFactors(actor, { id: cleo.id, proof }, world))).toBe('company.holds_more')
  expect(await world.db.user.findUniqueOrThrow({ where: { id: cleo.id } })).toEqual(before)
  expect(await world.db.contactChange.count({ where: { userId: cleo.id } })).toBe(0)
  // The everyday case stays immediate, and a main administrator holds all.
  expect(outcome(await editUser(actor, edited(dan.id), world))).toBe('ok')
  expect(outcome(await reissueTemporaryPassword(actor, { id: dan.id }, world))).toBe('ok')
  expect(outcome(await editUser(admin, edited(cleo.id), world))).toBe('ok')
  expect(outcome(await editUser(actor, edited(actor.subject.id), world))).toBe('ok')
})

test('what somebody will hold counts, and what is over does not', async () => {
  const { dan, actor, admin } = await aHouse()
  value(await giveRight(world, admin, dan.id, 'bill:view', { to: '2035-01-31T00:00:00.000Z' }))
  await world.db.grant.updateMany({
    where: { userId: dan.id },
    data: { validFrom: new Date(world.clock().getTime() + 86_400_000) },
  })
  expect(outcome(await editUser(actor, edited(dan.id), world))).toBe('company.holds_more')
  await world.db.grant.updateMany({
    where: { userId: dan.id },
    data: { validFrom: new Date(0), validTo: new Date(1) },
  })
  expect(outcome(await editUser(actor, edited(dan.id), world))).toBe('ok')
})

test('how everybody signs in is for main administrators, also where the right to it was given', async () => {
  const { admin, ben } = await aHouse()
  for (const fn of ['sign_in_policy:edit', 'identity_provider:edit'])
    value(await giveRight(world, admin, ben.id, fn))
  const actor = await demoActor(world, ben.account)
  expect(outcome(await switchSmsAtSignIn(actor, { on: false, proof }, world))).toBe(
    'company.sign_in_of_everybody',
  )
  expect(outcome(await removeIdentityProvider(actor, { proof }, world))).toBe('company.sign_in_of_everybody')
})
