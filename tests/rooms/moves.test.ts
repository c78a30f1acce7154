import { expect, test } from 'vitest'
import type { Actor } from '@/lib/rights/actor'
import { editLine } from '@/lib/subscriptions/edit-line'
import { editLines } from '@/lib/subscriptions/edit-lines'
import { previewLines } from '@/lib/subscriptions/preview-lines'
import { previewLinesInput, selectLinesInput } from '@/lib/subscriptions/schema'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { deliver } from '../support/deliver'
import { editedLine } from '../support/edited'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()

/** A house with an old and a new cost centre, each with lines, and somebody who may place lines and no more. */
async function aHouse() {
  const { admin, slug } = await aCompany(world)
  const line = (costCentre: string) => ({ company: slug, number: aMobile(), costCentre })
  const { ids } = await deliver(world, [line('Old'), line('Old'), line('New')])
  const centre = await world.db.costCentre.findFirstOrThrow({
    where: { companyId: admin.company.id, name: 'New' },
  })
  const mover = await aUser(world, admin)
  value(await giveRight(world, admin, mover.id, 'line:view'))
  value(await giveRight(world, admin, mover.id, 'line:edit'))
  return { admin, centre: centre.id, lines: ids, mover: await demoActor(world, mover.account) }
}
type House = Awaited<ReturnType<typeof aHouse>>

/** So many people, by name in order, each with a right over the new cost centre. */
const people = ({ admin, centre }: House, prefix: string, count: number, fn: string) => world.sql.$executeRaw`
  WITH people AS (
    INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at)
    SELECT gen_random_uuid(), ${admin.company.id}::uuid, ${prefix} || lpad(n::text, 4, '0'), 'Person ' || n,
      ${prefix} || n || '@example.com', '+3630' || lpad((1000000 + n)::text, 7, '0'), now()
    FROM generate_series(1, ${count}::int) n RETURNING id, company_id)
  INSERT INTO "grant" (id, company_id, user_id, function, centre_id, valid_from)
  SELECT gen_random_uuid(), company_id, id, ${fn}, ${centre}::uuid, ${world.clock()}::timestamptz - interval '1 day'
  FROM people`
const give = (to: string, fn: string, line: string, { admin }: House) => world.sql.$executeRaw`
  INSERT INTO "grant" (id, company_id, user_id, function, line_id, valid_from)
  SELECT gen_random_uuid(), company_id, id, ${fn}, ${line}::uuid, ${world.clock()}::timestamptz - interval '1 day'
  FROM "user" WHERE company_id = ${admin.company.id}::uuid AND login LIKE ${to}`
const move = async (actor: Actor, id: string) =>
  editLine(actor, await editedLine(world, { id, costCentre: 'New' }), world)
const preview = (actor: Actor, lines: string[]) =>
  previewLines(actor, previewLinesInput.parse({ id: lines }), { field: 'costCentre', value: 'New' }, world)

test('whoever gains by a move is judged, also the last of very many', async () => {
  const house = await aHouse()
  await people(house, 'a', 1_100, 'line:view')
  expect(outcome(await move(house.mover, house.lines[0]!))).toBe('ok')
  await people(house, 'zz', 1, 'usage:view')
  await give('zz%', 'line:view', house.lines[1]!, house)
  const refused = await move(house.mover, house.lines[1]!)
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'subscriptions.gives_others', values: { count: 1, functions: 'usage:view' } },
  })
  const { moves } = await preview(house.admin, [house.lines[1]!])
  expect(moves?.gain.count).toBe(1_101)
  expect(outcome(await move(house.admin, house.lines[1]!))).toBe('ok')
  const audited = await world.db.auditEntry.findFirstOrThrow({
    where: { companyId: house.admin.company.id, action: 'subscriptions.line_edited' },
    orderBy: { seq: 'desc' },
  })
  expect((audited.after as { gained: string[] }).gained).toHaveLength(1_101)
})

test('who holds a line by itself gains nothing with it, whoever else does', async () => {
  const house = await aHouse()
  await people(house, 'a', 3, 'line:view')
  const [first, second] = house.lines
  await give('a0001', 'line:view', first!, house)
  await give('a0002', 'line:view', first!, house)
  await give('a0002', 'line:view', second!, house)
  const gaining = async (lines: string[]) => (await preview(house.admin, lines)).moves?.gain.names
  const named = (...logins: string[]) => logins.map((login) => `${login}@${house.admin.company.slug}`)
  expect(await gaining([first!])).toEqual(named('a0003'))
  expect(await gaining([second!])).toEqual(named('a0001', 'a0003'))
  expect(await gaining([first!, second!])).toEqual(named('a0001', 'a0003'))
})

test('where more is held than can be judged nobody moves, and the page says so before', async () => {
  const house = await aHouse()
  const slug = house.admin.company.slug
  // Each of a hundred until another day, no two of them alike; and lines of 101 accounts.
  await people(house, 'a', 100, 'line:view')
  await world.sql.$executeRaw`
    UPDATE "grant" g SET valid_to = ${world.clock()}::timestamptz + (n || ' days')::interval
    FROM (SELECT id, row_number() OVER () AS n FROM "grant" WHERE centre_id = ${house.centre}::uuid) m WHERE m.id = g.id`
  const { ids } = await deliver(
    world,
    Array.from({ length: 101 }, (_, n) => ({
      ...{ company: slug, number: aMobile(), costCentre: 'Old', billingAccount: `A-${n}` },
    })),
  )
  const { seen, moves } = await preview(house.admin, ids)
  expect(moves).toBeNull()
  const selection = selectLinesInput.parse({ id: ids })
  const all = { field: 'costCentre', value: 'New', selection, seen } as const
  expect(outcome(await editLines(house.admin, all, world))).toBe('subscriptions.move_too_wide')
  expect((await preview(house.admin, ids.slice(1))).moves?.gain.count).toBe(100)
})
