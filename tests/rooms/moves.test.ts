import { expect, test } from 'vitest'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { DAY } from '@/lib/kernel/clock'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { DELIVERY_LOCK } from '@/lib/subscriptions/files/deliver-lines'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { listMoves } from '@/lib/subscriptions/moves/list-moves'
import { moveLines } from '@/lib/subscriptions/moves/move-lines'
import { undoMove } from '@/lib/subscriptions/moves/undo-move'
import { listLinesInput, moveLinesInput } from '@/lib/subscriptions/schema'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { moveTo, previewTo } from '../support/moved'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()

/** A house with an old and a new cost centre, each with lines, and somebody who may place lines and no more. */
async function aHouse() {
  const { admin, slug } = await aCompany(context)
  const line = (costCentre: string) => ({ company: slug, number: aMobile(), costCentre })
  const { ids } = await deliver(context, [line('Old'), line('Old'), line('New')])
  const centre = await context.db.costCentre.findFirstOrThrow({
    where: { companyId: admin.company.id, name: 'New' },
  })
  const mover = await aUser(context, admin)
  value(await giveRight(context, admin, mover.id, 'line:view'))
  value(await giveRight(context, admin, mover.id, 'line:edit'))
  return { admin, centre: centre.id, lines: ids, mover: await demoActor(context, mover.account) }
}
type House = Awaited<ReturnType<typeof aHouse>>

/** So many people, by name in order, each with a right over the new cost centre. */
const people = ({ admin, centre }: House, prefix: string, count: number, fn: string) => context.sql
  .$executeRaw`
  WITH people AS (
    INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at)
    SELECT gen_random_uuid(), ${admin.company.id}::uuid, ${prefix} || lpad(n::text, 4, '0'), 'Person ' || n,
      ${prefix} || n || '@example.com', '+3630' || lpad((1000000 + n)::text, 7, '0'), now()
    FROM generate_series(1, ${count}::int) n RETURNING id, company_id)
  INSERT INTO "grant" (id, company_id, user_id, function, centre_id, valid_from)
  SELECT gen_random_uuid(), company_id, id, ${fn}, ${centre}::uuid, ${context.clock()}::timestamptz - interval '1 day'
  FROM people`
const give = (to: string, fn: string, line: string, { admin }: House) => context.sql.$executeRaw`
  INSERT INTO "grant" (id, company_id, user_id, function, line_id, valid_from)
  SELECT gen_random_uuid(), company_id, id, ${fn}, ${line}::uuid, ${context.clock()}::timestamptz - interval '1 day'
  FROM "user" WHERE company_id = ${admin.company.id}::uuid AND login LIKE ${to}`
const move = (actor: Actor, id: string) => moveTo(context, actor, [id], 'New')
const preview = (actor: Actor, lines: string[]) => previewTo(context, actor, lines, 'New')

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
  const { effect } = await preview(house.admin, [house.lines[1]!])
  expect(effect?.gain.count).toBe(1_101)
  expect(outcome(await move(house.admin, house.lines[1]!))).toBe('ok')
  const audited = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: house.admin.company.id, action: 'subscriptions.line_moved' },
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
  const gaining = async (lines: string[]) =>
    (await preview(house.admin, lines)).effect?.gain.groups.flatMap(({ names }) => names).sort()
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
  await context.sql.$executeRaw`
    UPDATE "grant" g SET valid_to = ${context.clock()}::timestamptz + (n || ' days')::interval
    FROM (SELECT id, row_number() OVER () AS n FROM "grant" WHERE centre_id = ${house.centre}::uuid) m WHERE m.id = g.id`
  const { ids } = await deliver(
    context,
    Array.from({ length: 101 }, (_, n) => ({
      ...{ company: slug, number: aMobile(), costCentre: 'Old', billingAccount: `A-${n}` },
    })),
  )
  expect((await preview(house.admin, ids)).effect).toBeNull()
  expect(outcome(await moveTo(context, house.admin, ids, 'New'))).toBe('subscriptions.move_too_wide')
  expect((await preview(house.admin, ids.slice(1))).effect?.gain.count).toBe(100)
})

/** A company where ann runs Drivers, bob reads Office, and both cost centres and lines without one hold some. */
async function twoCentres() {
  const { admin, slug } = await aCompany(context)
  const line = (costCentre?: string) => ({
    ...{ company: slug, number: aMobile(), billingAccount: 'A' },
    ...(costCentre && { costCentre }),
  })
  const { ids } = await deliver(context, [line('Drivers'), line('Drivers'), line('Office'), line()])
  const centre = async (code: string) =>
    (await context.db.costCentre.findFirstOrThrow({ where: { companyId: admin.company.id, code } })).id
  const [ann, bob] = [await aUser(context, admin), await aUser(context, admin)]
  value(await giveRight(context, admin, ann.id, `fleet_manager@centre:${await centre('Drivers')}`))
  for (const fn of ['line:view', 'usage:view'])
    value(await giveRight(context, admin, bob.id, `${fn}@centre:${await centre('Office')}`))
  const placed = async () => {
    const select = { id: true, costCentre: { select: { name: true } } }
    const lines = await context.db.subscription.findMany({ where: { id: { in: ids } }, select })
    const names = new Map(lines.map(({ id, costCentre }) => [id, costCentre?.name ?? null]))
    return ids.map((id) => names.get(id))
  }
  const names = async () =>
    (await context.db.costCentre.findMany({ where: { companyId: admin.company.id } }))
      .map(({ name }) => name)
      .sort()
  const sees = async (who: { account: string }) =>
    (await listLines(await demoActor(context, who.account), listLinesInput.parse({}), context)).rows.length
  return { admin, slug, ids, ann, bob, placed, names, sees, line }
}

test('a move names who gains and who loses which rights over which lines', async () => {
  const { admin, ids, ann, bob } = await twoCentres()
  const { effect } = await previewTo(context, admin, ids, 'Office')
  expect(effect?.gain).toMatchObject({
    count: 1,
    groups: [
      { names: [bob.account], functions: expect.arrayContaining(['line:view', 'usage:view']), lines: 3 },
    ],
  })
  expect(effect?.lose).toMatchObject({ count: 1, groups: [{ names: [ann.account], lines: 2 }] })
  expect(effect?.lose.groups[0]?.numbers).toHaveLength(2)
  expect(effect?.lose.groups[0]?.functions).toContain('line:edit')
  // Whoever moves lines out of their own reach is told as well.
  const hers = await previewTo(context, await demoActor(context, ann.account), ids.slice(0, 2), '')
  expect(hers.effect).toMatchObject({ own: { functions: expect.arrayContaining(['line:view']), lines: 2 } })
  // Somebody is given what the preview did not show: it has to be looked at again.
  const { seen } = await previewTo(context, admin, ids, 'Office')
  const { centreId } = await context.db.grant.findFirstOrThrow({ where: { userId: bob.id } })
  value(await giveRight(context, admin, ann.id, `line:view@centre:${centreId}`))
  const selection = new URLSearchParams(ids.map((id) => ['id', id])).toString()
  const again = await demoActor(context, admin.name)
  expect(
    outcome(await moveLines(again, moveLinesInput.parse({ selection, name: 'Office', seen }), context)),
  ).toBe('subscriptions.changed_meanwhile')
})

test('a slip of the finger creates no cost centre: what only looks otherwise is the one there is, what is close is shown', async () => {
  const { admin, ids, names, placed } = await twoCentres()
  value(await moveTo(context, admin, [ids[3]!], 'Éjszakai műszak'))
  const known = await names()
  for (const name of [
    'drivers',
    'DRIVERS',
    ' Drivers ',
    'Drívers',
    'ejszakai muszak',
    'ÉJSZAKAI  MŰSZAK',
    'Ejszakai Műszak',
  ])
    expect((await previewTo(context, admin, ids, name)).target, name).toMatchObject({ isNew: false })
  for (const [name, meant] of [
    ['Driver', 'Drivers'],
    ['Drviers', 'Drivers'],
    ['Drivrs', 'Drivers'],
    ['Driivers', 'Drivers'],
    ['Offce', 'Office'],
    ['Ofifce', 'Office'],
    ['Office 2', 'Office'],
    ['Ejszakai muszk', 'Éjszakai műszak'],
  ] as const) {
    const { target, similar } = await previewTo(context, admin, ids, name)
    expect(target, name).toEqual({ id: null, name, isNew: true })
    expect(
      similar.map((each) => each.name),
      name,
    ).toEqual([meant])
  }
  expect((await previewTo(context, admin, ids, 'Warehouse')).similar).toEqual([])
  // Looking creates nothing; a name in other letters moves to the one there is.
  expect(await names()).toEqual(known)
  value(await moveTo(context, admin, [ids[2]!], 'DRÍVERS'))
  expect(await placed()).toEqual(['Drivers', 'Drivers', 'Drivers', 'Éjszakai műszak'])
  expect(await names()).toEqual(known)
})

test('a move is undone within 24 hours: everybody has what they had, and a cost centre created by it is gone', async () => {
  const { admin, ids, ann, bob, placed, names, sees } = await twoCentres()
  const before = { placed: await placed(), ann: await sees(ann), bob: await sees(bob), names: await names() }
  const { id, count } = value(await moveTo(context, admin, ids, 'Typo'))
  expect([count, await sees(bob), await names()]).toEqual([4, 0, ['Drivers', 'Office', 'Typo']])
  expect(await listMoves(admin, context)).toMatchObject([
    {
      id,
      lines: 4,
      from: ['Drivers', 'Office', null],
      to: 'Typo',
      own: true,
      some: ids.slice(0, 3).map((each) => ({ id: each })),
    },
  ])
  expect(value(await undoMove(admin, { id }, context))).toEqual({ count: 4 })
  expect({
    placed: await placed(),
    ann: await sees(ann),
    bob: await sees(bob),
    names: await names(),
  }).toEqual(before)
  expect(outcome(await undoMove(admin, { id }, context))).toBe('subscriptions.undone_already')
  expect(await listMoves(admin, context)).toEqual([])
  const late = value(await moveTo(context, admin, ids, 'Office')).id
  context.pass(DAY)
  const later = await demoActor(context, admin.name)
  expect(outcome(await undoMove(later, { id: late }, context))).toBe('subscriptions.undo_over')
  expect(await listMoves(later, context)).toEqual([])
  context.pass(-DAY)
})

test('whoever has moved lines out of their own sight undoes it; it gives nobody more than it took', async () => {
  const { admin, ids, ann, bob, placed, sees } = await twoCentres()
  const hers = () => demoActor(context, ann.account)
  const { id } = value(await moveTo(context, await hers(), ids.slice(0, 2), 'Elsewhere'))
  expect(await sees(ann)).toBe(0)
  // Nobody else, unless they may change all lines; nobody of another company.
  const other = await demoActor(context, (await aUser(context, admin)).account)
  await expect(undoMove(other, { id }, context)).rejects.toBeInstanceOf(NotFound)
  await expect(undoMove((await aCompany(context)).admin, { id }, context)).rejects.toBeInstanceOf(NotFound)
  // What somebody was given over the old cost centre since is given by whoever undoes it: she could not.
  const { centreId } = await context.db.grant.findFirstOrThrow({ where: { userId: ann.id } })
  for (const fn of ['line:view', 'sim_codes:view'])
    value(await giveRight(context, admin, bob.id, `${fn}@centre:${centreId}`))
  expect(outcome(await undoMove(await hers(), { id }, context))).toBe('subscriptions.gives_others')
  await context.db.grant.deleteMany({ where: { userId: bob.id, centreId } })
  expect(value(await undoMove(await hers(), { id }, context))).toEqual({ count: 2 })
  expect([await sees(ann), (await placed()).slice(0, 2)]).toEqual([2, ['Drivers', 'Drivers']])
  // Of what was moved again since, and of what a delivery has placed, nothing is undone.
  const first = value(await moveTo(context, admin, ids.slice(0, 2), 'One')).id
  const second = value(await moveTo(context, admin, [ids[0]!], 'Two')).id
  expect(value(await undoMove(admin, { id: first }, context))).toEqual({ count: 1 })
  expect((await placed()).slice(0, 2)).toEqual(['Two', 'Drivers'])
  // Where nothing is left to undo nothing is offered.
  const offered = async () => (await listMoves(admin, context)).map((move) => move.id)
  expect(await offered()).toContain(second)
  value(await moveTo(context, admin, [ids[0]!], 'Office'))
  expect(await offered()).not.toContain(second)
})

test('undoing a move gives nobody lines that it had not taken from them, whatever else it has', async () => {
  const { admin, ids, bob, slug, sees, placed } = await twoCentres()
  const mover = await aUser(context, admin)
  for (const fn of ['line:view', 'line:edit']) value(await giveRight(context, admin, mover.id, fn))
  const { id } = value(
    await moveTo(context, await demoActor(context, mover.account), [ids[0]!, ids[2]!], 'Elsewhere'),
  )
  // Over the other's old cost centre he is given what he had over one.
  const old = await context.db.costCentre.findFirstOrThrow({
    where: { company: { slug }, code: 'Drivers' },
  })
  for (const fn of ['line:view', 'usage:view'])
    value(await giveRight(context, admin, bob.id, `${fn}@centre:${old.id}`))
  const seen = await sees(bob)
  const again = async () => outcome(await undoMove(await demoActor(context, mover.account), { id }, context))
  expect(await again()).toBe('subscriptions.gives_others')
  expect([await sees(bob), (await placed())[0]]).toEqual([seen, 'Elsewhere'])
  await context.db.grant.deleteMany({ where: { userId: bob.id, centreId: old.id } })
  expect(await again()).toBe('ok')
})

test('of a cost centre out of reach a guessed name tells neither its spelling nor who may do what there', async () => {
  const { admin, ids, ann, bob } = await twoCentres()
  const { centreId: bobs } = await context.db.grant.findFirstOrThrow({ where: { userId: bob.id } })
  const hers = await demoActor(context, ann.account)
  for (const guess of ['office', 'OFFICE', 'Óffice', 'offíce']) {
    const { target, effect } = await previewTo(context, hers, [ids[0]!], guess)
    expect(target).toMatchObject({ name: guess, isNew: false })
    expect(effect?.gain).toEqual({ count: 0, groups: [] })
    const refused = await moveTo(context, hers, [ids[0]!], guess)
    expect(outcome(refused)).toBe('subscriptions.gives_others_there')
    expect(JSON.stringify(refused)).not.toMatch(/Office|line:view|usage:view/)
  }
  // Somebody who may give all of that, but not alone, is not said that they may not.
  const giver = await aUser(context, admin)
  const { centreId: anns } = await context.db.grant.findFirstOrThrow({ where: { userId: ann.id } })
  for (const fn of ['user:view', 'right:view']) value(await giveRight(context, admin, giver.id, fn))
  for (const fn of ['line:view', 'line:edit', 'usage:view', 'right:grant'])
    value(await giveRight(context, admin, giver.id, `${fn}@centre:${anns}`))
  value(await setApprovalRules(admin, { on: ['right:grant'], off: [] }, context))
  for (const guess of ['office', 'OFFICE', 'Óffice']) {
    const refused = await moveTo(context, await demoActor(context, giver.account), [ids[0]!], guess)
    expect(outcome(refused)).toBe('subscriptions.gives_others_there_alone')
    expect(JSON.stringify(refused)).not.toMatch(/Office|line:view|usage:view/)
    expect(outcome(await moveTo(context, await demoActor(context, ann.account), [ids[0]!], guess))).toBe(
      'subscriptions.gives_others_there',
    )
  }
  // Whoever sees it reads its name.
  value(await giveRight(context, admin, ann.id, `line:view@centre:${bobs}`))
  const { target } = await previewTo(context, await demoActor(context, ann.account), [ids[0]!], 'office')
  expect(target).toMatchObject({ name: 'Office', isNew: false })
})

test('which move was later the database’s time says, whatever the clock of the process that wrote it', async () => {
  const { admin, ids, placed } = await twoCentres()
  for (const ahead of [true, false]) {
    const first = value(await moveTo(context, admin, [ids[0]!], 'One')).id
    context.pass(1_000)
    value(await moveTo(context, admin, [ids[0]!], 'Two'))
    context.pass(1_000)
    value(await moveTo(context, admin, [ids[0]!], 'One'))
    const id = `${ahead ? 'ffffffff' : '00000000'}${first.slice(8)}`
    await context.db.$executeRaw`UPDATE line_move SET id = ${id}::uuid WHERE id = ${first}::uuid`
    expect(outcome(await undoMove(admin, { id }, context))).toBe('subscriptions.undo_nothing')
    expect((await placed())[0]).toBe('One')
    value(await moveTo(context, admin, [ids[0]!], 'Drivers'))
  }
})

test('while a delivery is under way, which may have read it, an undone move leaves its new cost centre', async () => {
  const { admin, ids, names } = await twoCentres()
  const { id } = value(await moveTo(context, admin, ids, 'Typo'))
  await context.sql.transaction(async (delivery) => {
    await delivery.$executeRaw`SELECT pg_advisory_xact_lock(${DELIVERY_LOCK})`
    value(await undoMove(admin, { id }, context))
  })
  expect(await names()).toEqual(['Drivers', 'Office', 'Typo'])
})

test('a move to a cost centre that was undone meanwhile has to be looked at again', async () => {
  const { admin, ids, placed } = await twoCentres()
  const { id } = value(await moveTo(context, admin, [ids[0]!], 'Typo'))
  const { seen } = await previewTo(context, admin, [ids[1]!], 'Typo')
  value(await undoMove(admin, { id }, context))
  const move = moveLinesInput.parse({ selection: `id=${ids[1]}`, name: 'Typo', seen })
  expect(outcome(await moveLines(admin, move, context))).toBe('subscriptions.changed_meanwhile')
  expect((await placed()).slice(0, 2)).toEqual(['Drivers', 'Drivers'])
})

test('a move to a cost centre that goes at this very moment has to be looked at again', async () => {
  const { admin, ids, placed } = await twoCentres()
  const { companyId } = admin.subject
  const { id } = await context.db.costCentre.create({ data: { companyId, code: 'Typo', name: 'Typo' } })
  const { seen } = await previewTo(context, admin, [ids[0]!], 'Typo')
  const move = moveLinesInput.parse({ selection: `id=${ids[0]}`, name: 'Typo', seen })
  let moving: Promise<string> | undefined
  await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM cost_centre WHERE id = ${id}::uuid`
    moving = moveLines(admin, move, context).then(outcome, String)
    const waiting = () =>
      context.sql.$queryRaw`SELECT 1 FROM pg_locks JOIN pg_stat_activity a USING (pid)
        WHERE NOT granted AND a.datname = current_database()`
    await expect.poll(waiting, { timeout: 20_000 }).toHaveLength(1)
  })
  expect(await moving).toBe('subscriptions.changed_meanwhile')
  expect((await placed())[0]).toBe('Drivers')
})

test('whoever may not change the lines any more where they were undoes nothing of them', async () => {
  const { admin, ids, ann, placed } = await twoCentres()
  const { id } = value(
    await moveTo(context, await demoActor(context, ann.account), ids.slice(0, 2), 'Elsewhere'),
  )
  await context.db.grant.deleteMany({ where: { userId: ann.id } })
  const office = await context.db.costCentre.findFirstOrThrow({
    where: { companyId: admin.company.id, code: 'Office' },
  })
  for (const fn of ['line:view', 'line:edit'])
    value(await giveRight(context, admin, ann.id, `${fn}@centre:${office.id}`))
  expect(outcome(await undoMove(await demoActor(context, ann.account), { id }, context))).toBe(
    'subscriptions.undo_nothing',
  )
  expect((await placed()).slice(0, 2)).toEqual(['Elsewhere', 'Elsewhere'])
})

test('a cost centre that a bill names stays when the move that created it is undone', async () => {
  const { admin, ids, slug, placed, names } = await twoCentres()
  const { id } = value(await moveTo(context, admin, [ids[0]!], 'Typo'))
  const { msisdn } = await context.db.subscription.findUniqueOrThrow({ where: { id: ids[0]! } })
  const bytes = (async function* () {
    yield Buffer.from(
      `company,account,bill,issuedOn,dueOn,periodFrom,periodTo,billTotal,line,kind,name,net,rate
${slug},A,B-1,2026-11-05,2026-11-25,2026-10-01,2026-10-31,10,${msisdn},fee,Fee,10,0`,
    )
  })()
  const kind = fileKindOf('bills.csv')!
  const { problems } = await importFile({ name: 'bills.csv', format: 'csv', bytes }, kind, context)
  expect(problems).toEqual([])
  expect(value(await undoMove(admin, { id }, context))).toEqual({ count: 1 })
  expect([(await placed())[0], await names()]).toEqual(['Drivers', ['Drivers', 'Office', 'Typo']])
})

test('a delivery says in the audit which lines it has placed elsewhere, and which cost centres and accounts it has created', async () => {
  const { admin, ids, slug } = await twoCentres()
  const lines = await context.db.subscription.findMany({ where: { id: { in: ids } } })
  const again = (n: number, costCentre: string) => ({
    ...{
      company: slug,
      number: lines.find(({ id }) => id === ids[n])!.msisdn!,
      billingAccount: 'A',
      costCentre,
    },
  })
  await deliver(context, [again(0, 'Office'), again(1, 'Office'), again(2, 'Depot'), again(3, 'Depot')])
  const fact = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'subscriptions.lines_delivered' },
    orderBy: { seq: 'desc' },
  })
  expect(fact.after).toMatchObject({
    placed: expect.arrayContaining(['Drivers → Office: 2', 'Office → Depot: 1', '– → Depot: 1']),
    created_centres: ['Depot'],
  })
  await deliver(context, [{ ...again(0, 'Office'), billingAccount: 'A-2' }])
  const next = await context.db.auditEntry.findFirstOrThrow({
    where: { companyId: admin.company.id, action: 'subscriptions.lines_delivered' },
    orderBy: { seq: 'desc' },
  })
  expect(next.after).toMatchObject({ placed_accounts: ['A → A-2: 1'], created_accounts: ['A-2'] })
  expect(next.after).not.toHaveProperty('placed')
})
