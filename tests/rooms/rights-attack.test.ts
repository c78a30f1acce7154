import { expect, test } from 'vitest'
import { answerRightRequest } from '@/lib/approvals/answer-right-request'
import { askRight } from '@/lib/approvals/ask-right'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { getReviewToDecide } from '@/lib/approvals/get-review-to-decide'
import { orAsk } from '@/lib/approvals/or-ask'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { changeMany } from '@/lib/grants/changes/change-many'
import { getReview } from '@/lib/grants/changes/preview-change'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { undoChange } from '@/lib/grants/changes/undo-change'
import { importRights } from '@/lib/grants/files/import-rights'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { changeManyInput, changeNumberInput, editPersonInput } from '@/lib/grants/schema'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { endSubstitution } from '@/lib/grants/substitutes/end-substitution'
import { lookingAs } from '@/lib/identity/sessions/view-as'
import { DAY, after as later } from '@/lib/kernel/clock'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan, needsApproval } from '@/lib/rights/actor'
import { can } from '@/lib/rights/explain'
import { changeRights, giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { moveTo } from '../support/moved'
import { aCompany, aMobile, aUser, beforeRules, outcome, signedIn, value } from '../support/people'

const context = useContext()
const again = (account: string) => demoActor(context, account)
const day = (days: number) =>
  later(context.clock(), days * DAY)
    .toISOString()
    .slice(0, 10)

/** A company with a line in Drivers, one in Sales and one in no cost centre, and some people. */
async function aHouse() {
  const { admin, slug } = await aCompany(context)
  const { ids } = await deliver(context, [
    { company: slug, number: aMobile(), costCentre: 'Drivers', billingAccount: 'A' },
    { company: slug, number: aMobile(), costCentre: 'Sales', billingAccount: 'A' },
    { company: slug, number: aMobile(), billingAccount: 'A' },
  ])
  const centre = async (code: string) =>
    (await context.db.costCentre.findFirstOrThrow({ where: { companyId: admin.company.id, code } })).id
  const account = (
    await context.db.billingAccount.findFirstOrThrow({ where: { companyId: admin.company.id } })
  ).id
  const people = [
    await aUser(context, admin),
    await aUser(context, admin),
    await aUser(context, admin),
  ] as const
  return {
    admin,
    slug,
    lines: ids,
    drivers: await centre('Drivers'),
    sales: await centre('Sales'),
    account,
    people,
  }
}
const give = async (admin: Actor, id: string, ...items: string[]) => {
  for (const item of items) value(await giveRight(context, admin, id, item))
}

test('nobody widens their own reach by setting cost centres: also of lines without one, and of rights held in pieces', async () => {
  const { admin, lines, drivers, account, people } = await aHouse()
  const [ben, eve] = people
  const move = (actor: Actor, id: string) => moveTo(context, actor, [id], 'Drivers')
  await give(admin, ben.id, 'line:view', 'line:edit', `sim_codes:view@centre:${drivers}`)
  for (const id of [lines[1]!, lines[2]!])
    expect(outcome(await move(await again(ben.account), id))).toBe('subscriptions.beyond_own')
  await give(
    admin,
    eve.id,
    `line:view@account:${account}`,
    `line:edit@account:${account}`,
    `sim_codes:view@centre:${drivers}`,
  )
  expect(outcome(await move(await again(eve.account), lines[1]!))).toBe('subscriptions.beyond_own')
  expect(outcome(await move(admin, lines[2]!))).toBe('ok')
})

test('a move gives nobody what the mover could not give: what needs care takes the right to, everywhere it comes from, now or later', async () => {
  const { admin, lines, drivers, sales, people } = await aHouse()
  const [ben, eve] = people
  await give(admin, ben.id, 'line:view', 'line:edit', 'usage:view')
  await give(admin, eve.id, `line:view@centre:${sales}`)
  const one = async (id: string, costCentre: string) =>
    outcome(await moveTo(context, await again(ben.account), [id], costCentre))
  const many = async (ids: string[]) => outcome(await moveTo(context, await again(ben.account), ids, 'Sales'))
  // Whoever places lines shares what needs no care.
  expect(await one(lines[2]!, 'Sales')).toBe('ok')
  await give(admin, eve.id, `usage:view@centre:${sales}`)
  expect(await one(lines[0]!, 'Sales')).toBe('subscriptions.gives_others')
  await give(admin, ben.id, 'user:view', 'right:view', `right:grant@centre:${drivers}`)
  await context.db.subscription.update({ where: { id: lines[2]! }, data: { costCentreId: null } })
  expect(await many([lines[0]!, lines[2]!])).toBe('subscriptions.gives_others')
  expect(await one(lines[0]!, 'Sales')).toBe('ok')
  await context.db.grant.updateMany({
    where: { userId: eve.id, function: 'usage:view' },
    data: { validFrom: later(context.clock(), DAY) },
  })
  expect(await one(lines[2]!, 'Sales')).toBe('subscriptions.gives_others')
})

test('of a hundred people who would gain over lines of many accounts none is overlooked', async () => {
  const { admin, slug, sales, people } = await aHouse()
  const [ben] = people
  await give(admin, ben.id, 'line:view', 'line:edit')
  await context.sql.$executeRaw`
    INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at)
    SELECT gen_random_uuid(), ${admin.company.id}::uuid, 'm' || n, 'M', 'm@x.example', '+3630' || (1000000 + n), ${context.clock()}
    FROM generate_series(1, 101) n`
  await context.sql.$executeRaw`
    INSERT INTO "grant" (id, company_id, user_id, function, centre_id, valid_from)
    SELECT gen_random_uuid(), u.company_id, u.id, f, ${sales}::uuid, ${context.clock()}
    FROM "user" u, unnest('{line:view,usage:view}'::text[]) f WHERE u.company_id = ${admin.company.id}::uuid AND u.login LIKE 'm%'`
  const { ids } = await deliver(
    context,
    Array.from({ length: 6 }, (_, n) => ({ company: slug, number: aMobile(), billingAccount: `B-${n}` })),
  )
  const actor = await again(ben.account)
  expect(outcome(await moveTo(context, actor, ids, 'Sales'))).toBe('subscriptions.gives_others')
})

test('who gives rights over one cost centre does nothing for the whole company', async () => {
  const { admin, slug, drivers, lines, people } = await aHouse()
  const [ben, eve, fay] = people
  await give(
    admin,
    ben.id,
    'user:view',
    'right:view',
    'access_review:run',
    'user:leave',
    'user:suspend',
    'user:create',
  )
  await give(admin, ben.id, `right:grant@centre:${drivers}`, `line:view@centre:${drivers}`)
  await give(admin, eve.id, 'finance')
  const actor = await again(ben.account)
  expect([actorCan(actor, 'access_review:run'), actorCan(actor, 'user:leave')]).toEqual([false, false])
  await expect(beginReview(actor, {}, context)).rejects.toBeInstanceOf(NotFound)
  const stand = {
    id: eve.id,
    substitute: `${fay.login}@${slug}`,
    from: day(0),
    until: day(3),
    reason: undefined,
    proof: undefined,
  }
  await expect(appointSubstitute(actor, stand, context)).rejects.toBeInstanceOf(NotFound)
  value(await appointSubstitute(admin, stand, context))
  const { id } = await context.db.substitution.findFirstOrThrow({ where: { userId: eve.id } })
  await expect(endSubstitution(actor, { id }, context)).rejects.toBeInstanceOf(NotFound)
  const foreign = await giveRight(context, actor, fay.id, `user:create@line:${lines[1]}`)
  expect(outcome(foreign)).toBe('grants.reaches_nothing')
  expect(outcome(await giveRight(context, actor, fay.id, `line:view@line:${lines[1]}`))).toBe(
    'grants.beyond_own',
  )
  expect(outcome(await giveRight(context, actor, fay.id, `line:view@centre:${drivers}`))).toBe('ok')
})

test('a substitute holds what was held then; what is given later does not go along; once over, they can stand in again', async () => {
  const { admin, slug, people } = await aHouse()
  const [cleo, eve] = people
  await give(admin, cleo.id, 'finance')
  const stand = () =>
    appointSubstitute(
      { ...admin, now: context.clock(), proof: { ...admin.proof, at: context.clock() } },
      {
        id: cleo.id,
        substitute: `${eve.login}@${slug}`,
        from: day(0),
        until: day(1),
        reason: undefined,
        proof: undefined,
      },
      context,
    )
  value(await stand())
  await give(admin, cleo.id, 'user_administrator')
  const { subject } = await again(eve.account)
  const may = (fn: 'bill:pay' | 'user:create') =>
    can(subject, fn, { companyId: subject.companyId }, context.clock())
  expect([may('bill:pay'), may('user:create')]).toEqual([true, false])
  context.pass(3 * DAY)
  expect(outcome(await stand())).toBe('ok')
})

test('a second person is asked for substitutes too; nobody approves what they gain, or could not do everywhere', async () => {
  const { admin, slug, drivers, people } = await aHouse()
  const [ben, eve, fay] = people
  await give(admin, ben.id, 'user_administrator')
  await give(admin, fay.id, 'user:view', 'right:view', 'approval:decide', `right:grant@centre:${drivers}`)
  value(await setApprovalRules(admin, { on: ['right:grant'], off: [] }, context))
  const actor = await again(ben.account)
  const stand = {
    id: fay.id,
    substitute: `${eve.login}@${slug}`,
    from: day(0),
    until: day(3),
    reason: undefined,
    proof: undefined,
  }
  expect(outcome(await appointSubstitute(actor, stand, context))).toBe('approvals.needed')
  const proposal = { groups: [{ people: [eve.id, fay.id], add: [{ item: 'user_administrator@company' }] }] }
  const draft = value(await proposeChange(actor, { kind: 'edited', proposal }, context)).id
  const ask = orAsk(applyChange)
  const { asked } = value(await ask(actor, { draft, reason: 'y', proof: undefined }, context)) as {
    asked: string
  }
  const decide = async (account: string) =>
    outcome(
      await decideRequests(
        await again(account),
        { requests: asked, decision: 'approve', answer: '', for: 'day', proof: undefined },
        context,
      ),
    )
  expect(await decide(fay.account)).toBe('approvals.beyond_own')
  // Whoever decides sees what would happen by what the one who asked holds.
  const review = await getReviewToDecide(await again(fay.account), draft, context)
  expect([review.people, review.missing]).toEqual([2, []])
  const gil = await aUser(context, { ...admin, asks: [] })
  const functions = ['user:view', 'right:view', 'approval:decide', `right:grant@centre:${drivers}`]
  await beforeRules(context, admin.company.id, () => give(admin, gil.id, ...functions))
  expect(await decide(gil.account)).toBe('approvals.beyond_own')
  expect(await decide(admin.name)).toBe('ok')
})

test('a substitute who was approved gets no more by a role that was widened since', async () => {
  const { admin, slug, people } = await aHouse()
  const [ben, eve] = people
  const role = { id: undefined, name: 'Clerk', meant: '', asks: [], retire: false, version: 0 }
  const change = async (asked: Parameters<typeof editTemplate>[1]) => {
    const now = await again(admin.name)
    const draft = value(await editTemplate(now, asked, context)).id
    value(await applyChange(now, { draft, reason: 'Clerks', proof: undefined }, context))
  }
  await change({ ...role, functions: ['line:view'] })
  const own = await context.db.rightsTemplate.findFirstOrThrow({
    where: { companyId: admin.company.id, name: 'Clerk' },
  })
  await give(admin, ben.id, own.id)
  const askedAt = context.clock()
  context.pass(DAY)
  const stand = {
    ...{ id: ben.id, substitute: `${eve.login}@${slug}`, from: day(0), until: day(3) },
    ...{ reason: undefined, proof: undefined },
  }
  const approval = { request: own.id, input: stand, by: admin.name, byId: admin.subject.id, askedAt }
  await change({ ...role, id: own.id, version: own.version, functions: ['line:view', 'bill:view'] })
  expect(outcome(await appointSubstitute({ ...(await again(admin.name)), approval }, stand, context))).toBe(
    'grants.changed_meanwhile',
  )
})

test('what is reviewed is what happens: ids in capitals, other dates, a day given where it is held for good', async () => {
  const { admin, people } = await aHouse()
  const [eve, fay] = people
  const many = { mode: 'give' as const, role: 'finance', place: 'company', until: '', from: '' }
  const capitals = value(await changeMany(admin, { ...many, people: eve.id.toUpperCase() }, context))
  expect((await getReview(admin, capitals.id, context)).people).toBe(1)
  await give(admin, eve.id, 'finance')
  const shorter = value(await changeMany(admin, { ...many, people: eve.id, until: day(5) }, context))
  const [group] = (await getReview(admin, shorter.id, context)).groups
  expect(group?.periods).toMatchObject([{ word: 'finance', place: 'company', was: null }])
  expect(group?.periods[0]?.to).toBeInstanceOf(Date)
  await give(admin, fay.id, 'usage:view')
  const on = { kind: 'company' } as const
  const { asked } = value(
    await askRight(await again(fay.account), { fn: 'usage:view', on, comment: '' }, context),
  )
  value(await answerRightRequest(admin, { id: asked, for: 'day', answer: '', proof: undefined }, context))
  const kept = await context.db.grant.findFirstOrThrow({
    where: { userId: fay.id, function: 'usage:view', endedAt: null },
  })
  expect(kept.validTo).toBeNull()
})

test('taking back leaves what somebody has given since, and is over when it is applied a day later', async () => {
  const { admin, people } = await aHouse()
  const [eve] = people
  await give(admin, eve.id, 'finance')
  const taken = value(
    await changeRights(context, admin, {
      proposal: { groups: [{ people: [eve.id], remove: ['finance@company'] }] },
    }),
  )
  value(await giveRight(context, admin, eve.id, 'finance', { to: later(context.clock(), DAY).toISOString() }))
  expect(outcome(await undoChange(admin, { number: taken.number }, context))).toBe('grants.nothing_changed')
  const given = value(await giveRight(context, admin, eve.id, 'orders'))
  context.pass(DAY - 60_000)
  const fresh = { ...admin, now: context.clock(), proof: { ...admin.proof, at: context.clock() } }
  const undo = value(await undoChange(fresh, { number: given.number }, context))
  context.pass(120_000)
  expect(outcome(await applyChange(fresh, { draft: undo.id, reason: 'x', proof: undefined }, context))).toBe(
    'grants.undo_over',
  )
})

test('looking through somebody’s eyes ends with the right to', async () => {
  const { admin, people } = await aHouse()
  const [ben, eve] = people
  await give(admin, ben.id, 'user:view', 'right:view', 'user:view_as')
  const viewing = { user: eve.id, line: null, since: context.clock() }
  expect((await lookingAs(signedIn(await again(ben.account)), viewing, context)).name).toBe(eve.account)
  await context.db.grant.updateMany({
    where: { userId: ben.id, function: 'user:view_as' },
    data: { endedAt: context.clock() },
  })
  expect(await lookingAs(signedIn(await again(ben.account)), viewing, context)).toMatchObject({
    ...{ name: ben.account, viewEnded: eve.account },
  })
})

test('whoever looks is asked for a second person wherever they or the other are', async () => {
  const { admin, people } = await aHouse()
  const [ben, eve] = people
  await give(admin, ben.id, 'user:view', 'right:view', 'user:view_as')
  const actor = signedIn({ ...(await again(ben.account)), asks: ['user:create'] })
  actor.subject.grants.forEach((grant) => {
    if (grant.functions?.includes('user:view')) Object.assign(grant, { asks: ['usage:export'] })
  })
  const viewing = { user: eve.id, line: null, since: context.clock() }
  const seen = await lookingAs(actor, viewing, context)
  expect(
    (['user:create', 'usage:export', 'top_up:buy'] as const).map((fn) => needsApproval(seen, fn, {})),
  ).toEqual([true, true, false])
})

test('odd input is refused with a sentence, never an error', async () => {
  const { admin, lines, people } = await aHouse()
  const [eve] = people
  const form = { people: eve.id, mode: 'give', role: 'finance', place: 'company' }
  for (const until of ['next friday', '9999-12-31', '2026-02-30'])
    expect(changeManyInput.safeParse({ ...form, until }).success, until).toBe(false)
  expect(changeNumberInput.safeParse({ number: '99999999999' }).success).toBe(false)
  expect(editPersonInput.safeParse({ person: eve.id, seen: '99999999999' }).success).toBe(false)
  const twice = { limits: [{ numbers: [lines[0]!, lines[0]!.toUpperCase()], functions: [] }] }
  expect(outcome(await changeRights(context, admin, { proposal: twice }))).toBe('ok')
  const past = {
    item: 'finance@company',
    from: later(context.clock(), 9 * DAY).toISOString(),
    to: later(context.clock(), DAY).toISOString(),
  }
  expect(
    outcome(
      await changeRights(context, admin, { proposal: { groups: [{ people: [eve.id], add: [past] }] } }),
    ),
  ).toBe('grants.period_over')
  const file = (text: string) => importRights(admin, { file: new File([text], 'x.csv') }, context)
  expect(outcome(await file(`user,what,where,until\n${eve.login}\0,finance,company,`))).toBe('files.encoding')
  for (const fn of ['main_administrator:end', 'profile:edit', 'own_line:view', 'main_administrator:register'])
    expect(outcome(await giveRight(context, admin, eve.id, fn)), fn).toBe('grants.reaches_nothing')
})
