import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { deliver } from '../support/deliver'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'
import type { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

const digits = () => `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`

/** Dan runs the drivers; Eve reads the calls of the office. */
async function aHouse() {
  const { admin, slug } = await aCompany(context)
  const [dan, eve] = [await aUser(context, admin), await aUser(context, admin)]
  const { ids } = await deliver(context, [
    { company: slug, number: digits(), costCentre: 'Drivers', billingAccount: 'A' },
    { company: slug, number: digits(), costCentre: 'Office', billingAccount: 'A' },
  ])
  const centre = async (name: string) =>
    (await context.db.costCentre.findFirstOrThrow({ where: { companyId: admin.company.id, name } })).id
  const [drivers, office] = [await centre('Drivers'), await centre('Office')]
  value(await giveRight(context, admin, dan.id, `fleet_manager@centre:${drivers}`))
  for (const fn of ['line:view', 'usage:view'])
    value(await giveRight(context, admin, eve.id, `${fn}@centre:${office}`))
  return { admin, dan, eve, line: ids[0]!, drivers, office }
}
const centreOf = async (id: string) =>
  (await context.db.subscription.findUniqueOrThrow({ where: { id }, select: { costCentre: true } }))
    .costCentre?.name
const calls = async (who: Visitor, line: string) => (await who.get(`/lines/${line}/usage`)).status

async function move(who: Visitor, line: string, name: string) {
  const form = await who.form(`/lines/move?id=${line}&name=${encodeURIComponent(name)}`, 'ove ')
  return who.send(form)
}

test('moving a line gives nobody what the mover could not give', async () => {
  const { dan, eve, line } = await aHouse()
  const [his, hers] = [await sessionOf(context, dan.account), await sessionOf(context, eve.account)]
  expect(await calls(hers, line)).toBe(404)
  const { text } = await move(his, line, 'Office')
  expect(await centreOf(line)).toBe('Drivers')
  expect(await calls(hers, line)).toBe(404)
  expect(text).toContain('Somebody who gives rights')
  // He sees neither who they are nor how many, nor what they could do: the place is out of his reach.
  for (const secret of [eve.account, '1 other person', 'itemised usage']) expect(text).not.toContain(secret)
  // Where nobody gains what he lacks he goes on as ever.
  expect((await move(his, line, 'Night shift')).location).toBe('/lines')
  expect(await centreOf(line)).toBe('Night shift')
})

test('who may give it moves it, and is told who gains and who loses; where two have to, nobody does alone', async () => {
  const { admin, dan, eve, line, drivers } = await aHouse()
  const ada = await sessionOf(context, admin.name)
  await context.sql
    .$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${admin.company.id}::uuid`
  const alone = await move(ada, line, 'Office')
  expect(alone.text).toContain('wants two people')
  expect(alone.text).toContain(eve.account)
  expect(await centreOf(line)).toBe('Drivers')
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${admin.company.id}::uuid`
  const { text } = await ada.get(`/lines/move?id=${line}&name=Office`)
  const [gain, lose] = [text.indexOf('1 person gains rights'), text.indexOf('1 person loses rights')]
  expect(gain).toBeGreaterThan(0)
  expect(text.slice(gain, lose)).toContain(eve.account)
  expect(text.slice(lose)).toContain(dan.account)
  await move(ada, line, 'Office')
  expect(await centreOf(line)).toBe('Office')
  const moved = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'subscriptions.line_moved' },
  })
  expect(moved.after).toMatchObject({ gained: [eve.account], lost: [dan.account] })
  // Back into his own: who holds all that others hold there needs nobody.
  const chief = await demoActor(context, admin.name)
  for (const fn of ['line:view', 'line:edit']) value(await giveRight(context, chief, dan.id, fn))
  expect(drivers).toBeTruthy()
})
