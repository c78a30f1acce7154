import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { deliver } from '../support/deliver'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'
import type { Visitor } from '../support/visitor'

let world: Inside
beforeAll(() => {
  world = insidePortal()
})
afterAll(() => world.close())

const digits = () => `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`

/** Dan runs the drivers; Eve reads the calls of the office. */
async function aHouse() {
  const { admin, slug } = await aCompany(world)
  const [dan, eve] = [await aUser(world, admin), await aUser(world, admin)]
  const { ids } = await deliver(world, [
    { company: slug, number: digits(), costCentre: 'Drivers', billingAccount: 'A' },
    { company: slug, number: digits(), costCentre: 'Office', billingAccount: 'A' },
  ])
  const centre = async (name: string) =>
    (await world.db.costCentre.findFirstOrThrow({ where: { companyId: admin.company.id, name } })).id
  const [drivers, office] = [await centre('Drivers'), await centre('Office')]
  value(await giveRight(world, admin, dan.id, `fleet_manager@centre:${drivers}`))
  for (const fn of ['line:view', 'usage:view'])
    value(await giveRight(world, admin, eve.id, `${fn}@centre:${office}`))
  return { admin, dan, eve, line: ids[0]!, drivers, office }
}
const centreOf = async (id: string) =>
  (await world.db.subscription.findUniqueOrThrow({ where: { id }, select: { costCentre: true } })).costCentre
    ?.name
const calls = async (who: Visitor, line: string) => (await who.get(`/lines/${line}/usage`)).status

async function move(who: Visitor, line: string, costCentre: string) {
  const form = await who.form(`/lines/${line}`, 'Save')
  return who.send(form, { costCentre })
}
async function moveMany(who: Visitor, line: string, value: string) {
  const form = await who.form(`/lines/change?id=${line}&field=costCentre&value=${value}`, 'Change')
  return who.send(form)
}

test('moving a line gives nobody what the mover could not give, one by one or many at once', async () => {
  const { dan, eve, line } = await aHouse()
  const [his, hers] = [await sessionOf(world, dan.account), await sessionOf(world, eve.account)]
  expect(await calls(hers, line)).toBe(404)
  const one = await move(his, line, 'Office')
  const many = await moveMany(his, line, 'Office')
  expect(await centreOf(line)).toBe('Drivers')
  expect(await calls(hers, line)).toBe(404)
  for (const { text } of [one, many]) {
    expect(text).toContain('1 other person could do more')
    expect(text.toLowerCase()).toContain('itemised usage')
    // He does not see who they are.
    expect(text).not.toContain(eve.account)
  }
  // Where nobody gains what he lacks he goes on as ever.
  expect((await move(his, line, 'Night shift')).location).toBe(`/lines/${line}`)
})

test('who may give it moves it, and is told who gains and who loses; where two have to, nobody does alone', async () => {
  const { admin, dan, eve, line, drivers } = await aHouse()
  const ada = await sessionOf(world, admin.name)
  await world.sql
    .$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${admin.company.id}::uuid`
  const alone = await move(ada, line, 'Office')
  expect(alone.text).toContain('wants two people')
  expect(alone.text).toContain(eve.account)
  expect(await centreOf(line)).toBe('Drivers')
  await world.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${admin.company.id}::uuid`
  const { text } = await ada.get(`/lines/change?id=${line}&field=costCentre&value=Office`)
  expect(text).toContain(`gains rights over what is moved: ${eve.account}`)
  expect(text).toContain(`loses the rights over what is moved that the old cost centre gave: ${dan.account}`)
  await move(ada, line, 'Office')
  expect(await centreOf(line)).toBe('Office')
  const moved = await world.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'subscriptions.line_edited' },
  })
  expect(moved.after).toMatchObject({ gained: [eve.account], lost: [dan.account] })
  // Back into his own: who holds all that others hold there needs nobody.
  const chief = await demoActor(world, admin.name)
  for (const fn of ['line:view', 'line:edit']) value(await giveRight(world, chief, dan.id, fn))
  expect(drivers).toBeTruthy()
})
