import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { answerRightRequest } from '@/lib/approvals/answer-right-request'
import { askApproval } from '@/lib/approvals/ask-approval'
import { askRight } from '@/lib/approvals/ask-right'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { gainsFrom } from '@/lib/approvals/gains'
import { judgeRequests } from '@/lib/approvals/judge-requests'
import { orAsk } from '@/lib/approvals/or-ask'
import { listRequests } from '@/lib/approvals/queries'
import { whyNotApprove } from '@/lib/approvals/second-person'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { setDecidableRules } from '@/lib/approvals/set-decidable-rules'
import { createUser } from '@/lib/company/users/create-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { type ProposalInput, readProposal } from '@/lib/grants/changes/proposal'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { Prisma } from '@/lib/infra/db'
import { composeApprovals } from '@/lib/jobs/approvals'
import { DAY, after as later } from '@/lib/kernel/clock'
import { describeRequests } from '@/lib/operations/describe-requests'
import type { Actor } from '@/lib/rights/actor'
import { actorCan } from '@/lib/rights/actor'
import { PERMISSIONS, type Permission } from '@/lib/rights/catalogue'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { carriedOut } from '../support/carried-out'
import { useContext } from '../support/context'
import { aCompany, aMobile, aUser, beforeRules, outcome, staff, value } from '../support/people'

const context = useContext()
type User = { id: string; account: string; login: string }
const again = (user: User) => demoActor(context, user.account)

/** A company long since set up, with five people whom nobody in it stands behind, two of them user administrators. */
async function aHouse(...asks: Permission[]) {
  const { admin, slug } = await aCompany(context)
  const people: User[] = []
  for (let n = 0; n < 5; n++) people.push(await aUser(context, admin))
  const [asker, decider, gainer, third, other] = people as [User, User, User, User, User]
  for (const { id } of [asker, decider]) {
    value(await giveRight(context, admin, id, 'user_administrator'))
    value(await giveRight(context, admin, id, 'template:edit'))
    value(await giveRight(context, admin, id, 'approval_rule:edit'))
  }
  value(await setApprovalRules(admin, { on: asks, off: [] }, context))
  await context.sql.$executeRaw`
    UPDATE "user" SET created_by_id = NULL, created_at = ${later(context.clock(), -900 * DAY)} WHERE company_id = ${admin.company.id}::uuid`
  await context.sql.$executeRaw`
    UPDATE rights_change SET at = ${later(context.clock(), -300 * DAY)} WHERE company_id = ${admin.company.id}::uuid`
  return { admin, slug, asker, decider, gainer, third, other }
}
type House = Awaited<ReturnType<typeof aHouse>>

const decide = async (user: User | Actor, requests: string) =>
  outcome(
    await decideRequests(
      'account' in user ? await again(user) : await demoActor(context, user.name),
      { requests, decision: 'approve', answer: '', for: 'day', proof: undefined },
      context,
    ),
  )
const asked = (answer: object | null) => (answer as { asked: string }).asked
const carryOut = (requestId: string) =>
  composeApprovals({ kind: 'approvals.approved', payload: { requestId } }, context)
const problemOf = async (id: string) =>
  (await context.db.approvalRequest.findUniqueOrThrow({ where: { id } })).problem

/** Who stands behind whom, so many days ago. */
const created = (by: User, whom: User, days: number) => context.sql.$executeRaw`
  UPDATE "user" SET created_by_id = ${by.id}::uuid, created_at = ${later(context.clock(), -days * DAY)} WHERE id = ${whom.id}::uuid`
const readdressed = async (by: User | Actor, whom: User | Actor, days: number) => {
  const idOf = (user: User | Actor) => ('account' in user ? user.id : user.subject.id)
  await context.sql.$executeRaw`
    INSERT INTO contact_change (id, company_id, user_id, by_id, at, kind, old_email, new_email, old_mobile, new_mobile)
    SELECT ${randomUUID()}::uuid, u.company_id, u.id, ${idOf(by)}::uuid, ${later(context.clock(), -days * DAY)}, 'edited',
      u.email, 'x@y.example', u.mobile, u.mobile FROM "user" u WHERE u.id = ${idOf(whom)}::uuid`
}
const granted = (by: User, whom: User, days: number) => context.sql.$executeRaw`
  INSERT INTO "grant" (id, company_id, user_id, function, valid_from, granted_by_id)
  SELECT gen_random_uuid(), u.company_id, u.id, 'line:view', ${later(context.clock(), -days * DAY)}, ${by.id}::uuid
  FROM "user" u WHERE u.id = ${whom.id}::uuid`
/** A role that somebody has had for long, and that somebody else has changed. */
async function roleChanged(by: User, whom: User, days: number) {
  const [id, long] = [randomUUID(), later(context.clock(), -300 * DAY)]
  const whose = Prisma.sql`FROM "user" u WHERE u.id = ${whom.id}::uuid`
  await context.sql.$executeRaw`
    INSERT INTO rights_template (id, company_id, name, functions, created_at)
    SELECT ${id}::uuid, u.company_id, ${`Role ${id}`}, '{line:view}', ${long} ${whose}`
  await context.sql.$executeRaw`
    INSERT INTO "grant" (id, company_id, user_id, template_id, valid_from)
    SELECT ${randomUUID()}::uuid, u.company_id, u.id, ${id}::uuid, ${long} ${whose}`
  await context.sql.$executeRaw`
    INSERT INTO rights_change (id, company_id, number, at, by_id, kind, template_id)
    SELECT ${randomUUID()}::uuid, u.company_id, -1, ${later(context.clock(), -days * DAY)}, ${by.id}::uuid, 'template_changed', ${id}::uuid
    ${whose}`
}
const standsIn = (by: User, forWhom: User, whom: User, ended?: number) => context.sql.$executeRaw`
  INSERT INTO substitution (id, company_id, user_id, substitute_id, valid_from, valid_to, by_id, grant_ids, ended_at)
  SELECT gen_random_uuid(), u.company_id, ${forWhom.id}::uuid, u.id, ${later(context.clock(), -20 * DAY)}, ${later(context.clock(), DAY)},
    ${by.id}::uuid, '{}', ${ended === undefined ? null : later(context.clock(), -ended * DAY)} FROM "user" u WHERE u.id = ${whom.id}::uuid`

const propose = (actor: Actor, proposal: ProposalInput) =>
  proposeChange(actor, { kind: 'edited', proposal }, context)
/** Proposes a change of rights and asks for a second person. */
async function askChange(actor: Actor, proposal: ProposalInput): Promise<string> {
  const draft = value(await propose(actor, proposal)).id
  const ask = orAsk(applyChange)
  return asked(value(await ask(actor, { draft, reason: 'why', proof: undefined }, context)))
}
const give = (user: User, item = 'user_administrator@company'): ProposalInput => ({
  groups: [{ people: [user.id], add: [{ item }] }],
})
const day = (days: number) =>
  later(context.clock(), days * DAY)
    .toISOString()
    .slice(0, 10)
const stand = ({ gainer, slug }: House, forWhom: User) => ({
  ...{ id: forWhom.id, substitute: `${gainer.login}@${slug}`, from: day(0), until: day(3) },
  ...{ reason: undefined, proof: undefined },
})
const askSubstitute = async (house: House, actor: Actor): Promise<string> => {
  const input = stand(house, house.asker)
  const ask = orAsk(appointSubstitute)
  return asked(value(await ask(actor, input, context)))
}

/** Kinds of what a second person is asked for: asked by `asker`; `gains`: who gains besides. */
const KINDS: Record<string, { asks: Permission; gains: boolean; ask: (house: House) => Promise<string> }> = {
  'a right': {
    ...{ asks: 'right:grant', gains: true },
    ask: async (house) => askChange(await again(house.asker), give(house.gainer)),
  },
  'a role that is given more': {
    ...{ asks: 'right:grant', gains: true },
    ask: async ({ admin, asker, gainer }) => {
      const id = randomUUID()
      const role = { id, name: 'Helper', meant: null, functions: ['user:view'], version: 0 }
      await context.sql
        .$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${admin.company.id}::uuid`
      const chief = await demoActor(context, admin.name)
      for (const proposal of [{ template: role }, give(gainer, `${id}@company`)]) {
        const draft = value(await propose(chief, proposal)).id
        value(await applyChange(chief, { draft, reason: 'why', proof: undefined }, context))
      }
      await context.sql.$executeRaw`
        UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${admin.company.id}::uuid`
      const more = { ...role, functions: ['user:view', 'user:suspend'], version: 1 }
      return askChange(await again(asker), { template: more })
    },
  },
  'a substitute': {
    ...{ asks: 'right:grant', gains: true },
    ask: async (house) => askSubstitute(house, await again(house.asker)),
  },
  'a user who comes back': {
    ...{ asks: 'right:grant', gains: true },
    ask: async ({ admin, asker, gainer }) => {
      const chief = await demoActor(context, admin.name)
      const give = () => giveRight(context, { ...chief, asks: [] }, gainer.id, 'user_administrator')
      value(await beforeRules(context, admin.company.id, give))
      value(await suspendUser(chief, { id: gainer.id, reason: '' }, context))
      const ask = orAsk(reactivateUser)
      return asked(value(await ask(await again(asker), { id: gainer.id }, context)))
    },
  },
  'a new user': {
    ...{ asks: 'user:create', gains: false },
    ask: async ({ asker }) => {
      const person = {
        login: 'fay',
        name: 'Fay',
        email: 'fay@x.example',
        mobile: aMobile(),
        language: undefined,
      }
      const ask = orAsk(createUser)
      return asked(value(await ask(await again(asker), person, context)))
    },
  },
  'a rule that falls': {
    ...{ asks: 'user:create', gains: false },
    ask: async ({ asker }) => {
      const ask = orAsk(setDecidableRules)
      return asked(value(await ask(await again(asker), { on: [], off: ['user:create'] }, context)))
    },
  },
}

type Relation = (house: House, whom: User) => Promise<unknown>
/** What makes a decider depend on somebody whom it is about, or not. */
const RELATIONS: Record<string, { bars: boolean; set: Relation }> = {
  'they have nothing to do with each other': { bars: false, set: async () => undefined },
  'the decider was created by them, years ago': {
    ...{ bars: true, set: ({ decider }, whom) => created(whom, decider, 800) },
  },
  'the decider created them, years ago': {
    ...{ bars: true, set: ({ decider }, whom) => created(decider, whom, 800) },
  },
  'they changed the decider’s contacts yesterday': {
    ...{ bars: true, set: ({ decider }, whom) => readdressed(whom, decider, 1) },
  },
  'the decider changed their contacts yesterday': {
    ...{ bars: true, set: ({ decider }, whom) => readdressed(decider, whom, 1) },
  },
  'they changed the decider’s contacts eight days ago': {
    ...{ bars: false, set: ({ decider }, whom) => readdressed(whom, decider, 8) },
  },
  'they gave the decider a right yesterday': {
    ...{ bars: true, set: ({ decider }, whom) => granted(whom, decider, 1) },
  },
  'the decider gave them a right yesterday': {
    ...{ bars: true, set: ({ decider }, whom) => granted(decider, whom, 1) },
  },
  'they gave the decider a right eight days ago': {
    ...{ bars: false, set: ({ decider }, whom) => granted(whom, decider, 8) },
  },
  'they changed a role of the decider’s yesterday': {
    ...{ bars: true, set: ({ decider }, whom) => roleChanged(whom, decider, 1) },
  },
  'they changed a role of the decider’s eight days ago': {
    ...{ bars: false, set: ({ decider }, whom) => roleChanged(whom, decider, 8) },
  },
  'they created a third one, who gave the decider a right': {
    bars: true,
    set: async ({ decider, third }, whom) => {
      await created(whom, third, 800)
      await granted(third, decider, 1)
    },
  },
  'the decider created a third one, who created them': {
    bars: true,
    set: async ({ decider, third }, whom) => {
      await created(decider, third, 800)
      await created(third, whom, 700)
    },
  },
  'a third one holds the addresses of both': {
    bars: true,
    set: async ({ decider, third }, whom) => {
      await readdressed(third, decider, 1)
      await readdressed(third, whom, 2)
    },
  },
  'a third one created both, years ago': {
    bars: false,
    set: async ({ decider, third }, whom) => {
      await created(third, decider, 800)
      await created(third, whom, 800)
    },
  },
  'a third one gave both a right yesterday': {
    bars: false,
    set: async ({ decider, third }, whom) => {
      await granted(third, decider, 1)
      await granted(third, whom, 1)
    },
  },
  'a third one holds the decider’s address, and that of who gave them a right': {
    bars: false,
    set: async ({ decider, third, other }, whom) => {
      await readdressed(third, decider, 1)
      await readdressed(third, other, 1)
      await granted(other, whom, 1)
    },
  },
  'the operator’s staff set up both yesterday': {
    bars: false,
    set: async ({ decider }, whom) => {
      const { subject, name } = await staff(context)
      for (const each of [decider, whom])
        await created({ id: subject.id, account: name, login: 'sam' }, each, 1)
    },
  },
  'the decider stood in for them until yesterday': {
    ...{ bars: true, set: ({ decider, other }, whom) => standsIn(other, whom, decider, 1) },
  },
  'the decider stood in for them until eight days ago': {
    ...{ bars: false, set: ({ decider, other }, whom) => standsIn(other, whom, decider, 8) },
  },
  'the decider stands in for them': {
    ...{ bars: true, set: ({ decider, other }, whom) => standsIn(other, whom, decider) },
  },
  'they appointed the decider as somebody’s substitute': {
    ...{ bars: true, set: ({ decider, other }, whom) => standsIn(whom, other, decider) },
  },
}

/** Whether somebody may approve a request as things are, without doing it. */
async function judged(user: User, id: string): Promise<string> {
  const {
    byId,
    kind,
    function: fn,
    input,
  } = await context.db.approvalRequest.findUniqueOrThrow({ where: { id } })
  const why = await whyNotApprove(await again(user), { id, byId, kind, fn, input }, context.sql)
  return why ? why.refusal.code : 'ok'
}
async function strangersAgain({ admin: { company } }: House) {
  await context.sql.$executeRaw`UPDATE "user" SET created_by_id = NULL WHERE company_id = ${company.id}::uuid`
  await context.sql.$executeRaw`DELETE FROM contact_change WHERE company_id = ${company.id}::uuid`
  await context.sql.$executeRaw`DELETE FROM substitution WHERE company_id = ${company.id}::uuid`
  await context.sql.$executeRaw`
    DELETE FROM "grant" WHERE template_id IN (SELECT id FROM rights_template WHERE company_id = ${company.id}::uuid AND name LIKE 'Role %')`
  await context.sql
    .$executeRaw`DELETE FROM rights_change WHERE company_id = ${company.id}::uuid AND number < 0`
  await context.sql
    .$executeRaw`DELETE FROM "grant" WHERE company_id = ${company.id}::uuid AND function = 'line:view'`
}

describe.each(Object.entries(KINDS))('asked for %s', (_kind, { asks, gains, ask }) => {
  let house: House
  let id: string
  beforeAll(async () => {
    house = await aHouse(asks)
    id = await ask(house)
  })
  afterEach(() => strangersAgain(house))

  test.each(Object.entries(RELATIONS))('and %s', async (_relation, { bars, set }) => {
    const expected = bars ? 'approvals.not_independent' : 'ok'
    await set(house, house.asker)
    expect(await judged(house.decider, id), 'to whoever asks').toBe(expected)
    await strangersAgain(house)
    await set(house, house.gainer)
    expect(await judged(house.decider, id), 'to whoever gains').toBe(gains ? expected : 'ok')
  })

  test('it is decided, and the puppet of whoever gains does not', async () => {
    await created(house.gainer, house.decider, 800)
    expect(await decide(house.decider, id)).toBe(gains ? 'approvals.not_independent' : 'ok')
    expect(await decide(house.admin, id)).toBe(gains ? 'ok' : 'approvals.decided_already')
  })
})

test('who is named in a change and gains nothing by it may decide; who holds it longer, or alone, gains', async () => {
  const house = await aHouse('right:grant')
  const { admin, asker, decider, gainer } = house
  const both = (item: string, to: string | null = null): ProposalInput => ({
    groups: [{ people: [decider.id, gainer.id], add: [{ item, to }] }],
  })
  const actor = await again(asker)
  expect(await decide(decider, await askChange(actor, both('user:edit@company')))).toBe('ok')
  const chief = { ...(await demoActor(context, admin.name)), asks: [] }
  const giveAlone = async (item: string, more = {}) =>
    value(
      await beforeRules(context, admin.company.id, () => giveRight(context, chief, decider.id, item, more)),
    )
  await giveAlone('second_factor:remove')
  await giveAlone('session:end', { to: later(context.clock(), 2 * DAY).toISOString() })
  await context.sql.$executeRaw`
    UPDATE "grant" SET ended_at = ${context.clock()} WHERE user_id = ${decider.id}::uuid AND template = 'user_administrator'`
  for (const fn of ['approval:decide', 'user:view', 'right:view', 'right:grant', 'user:edit'])
    await giveAlone(fn)
  await context.sql.$executeRaw`UPDATE rights_change SET at = ${later(context.clock(), -300 * DAY)}`
  const longer = {
    groups: [
      {
        people: [decider.id, gainer.id],
        add: [{ item: 'session:end@company' }, { item: 'user:edit@company' }],
      },
    ],
  }
  expect(await decide(decider, await askChange(actor, longer))).toBe('approvals.gains')
})

test('a right that was asked for takes who gives it and one more, neither of them the other’s', async () => {
  const house = await aHouse('right:grant')
  const { admin, asker, decider } = house
  // A puppet, just made, asks its maker.
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${admin.company.id}::uuid`
  const puppet = await aUser(context, await again(asker))
  await context.sql
    .$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${admin.company.id}::uuid`
  const on = { kind: 'company' } as const
  const fn = 'second_factor:remove' as const
  const right = value(await askRight(await again(puppet), { fn, on, comment: 'please' }, context)).asked
  const answer = { id: right, for: 'good' as const, answer: '', proof: undefined }
  const may = async () => actorCan(await again(puppet), fn)
  const second = asked(value(await answerRightRequest(await again(asker), answer, context)))
  expect(await may()).toBe(false)
  expect(await decide(asker, second)).toBe('approvals.own')
  const { deciders } = await judgeRequests(
    await again(asker),
    await listRequests(await again(asker), context),
    context,
  )
  expect(deciders.get(second)?.map((name) => /\((.*)\)/.exec(name)![1])).toEqual(
    expect.arrayContaining([admin.name, decider.account]),
  )
  expect(await decide(decider, second)).toBe('ok')
  await carryOut(second)
  expect(await may()).toBe(true)
  expect(await context.db.approvalRequest.findUniqueOrThrow({ where: { id: right } })).toMatchObject({
    ...{ state: 'approved', decidedById: asker.id },
  })
  expect(outcome(await answerRightRequest(await again(decider), answer, context))).toBe(
    'approvals.decided_already',
  )
})

test('a right for a day is held for a day from when it is given; asked for twice, it is one request', async () => {
  const house = await aHouse('right:grant')
  const { admin, asker, third } = house
  const on = { kind: 'company' } as const
  const right = value(
    await askRight(await again(third), { fn: 'second_factor:remove', on, comment: 'please' }, context),
  ).asked
  const answer = { id: right, for: 'day' as const, answer: '', proof: undefined }
  const gift = asked(value(await answerRightRequest(await again(asker), answer, context)))
  const twice = await answerRightRequest(await again(asker), { ...answer, answer: 'Again' }, context)
  expect(asked(value(twice))).toBe(gift)
  context.pass(3 * DAY)
  expect(await decide(admin, gift)).toBe('ok')
  await carriedOut(context, gift)
  const grant = await context.db.grant.findFirstOrThrow({
    where: { userId: third.id, function: 'second_factor:remove' },
  })
  expect(grant.validTo).toEqual(later(context.clock(), DAY))
})

test('a draft that this version cannot read breaks no list; approved, it is not done, and its asker hears so', async () => {
  const house = await aHouse('right:grant')
  const id = await askChange(await again(house.asker), give(house.gainer))
  await context.sql.$executeRaw`
    UPDATE rights_draft SET proposal = '{"groups": [{"people": "nobody"}]}'
    WHERE id = (SELECT (input ->> 'draft')::uuid FROM approval_request WHERE id = ${id}::uuid)`
  const { toDecide, own } = await listRequests(await again(house.decider), context)
  expect(toDecide.map((row) => row.id)).toContain(id)
  await judgeRequests(await again(house.decider), { toDecide, own }, context)
  expect((await describeRequests(await again(house.decider), [id], context)).get(id)).toEqual({
    kind: 'nothing_left',
  })
  expect(await decide(house.decider, id)).toBe('ok')
  expect(await carriedOut(context, id)).toHaveLength(1)
  expect(await context.db.approvalRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ problem: 'web.not_there', doneAt: null },
  })
})

test('of two gifts for one request one is given; the other is not called done, and who asked for it hears why', async () => {
  const house = await aHouse('right:grant')
  const { admin, asker, decider, third } = house
  const on = { kind: 'company' } as const
  const right = value(
    await askRight(await again(third), { fn: 'second_factor:remove', on, comment: 'please' }, context),
  ).asked
  const answer = { id: right, for: 'good' as const, answer: '', proof: undefined }
  const gifts = [
    asked(value(await answerRightRequest(await again(asker), answer, context))),
    asked(value(await answerRightRequest(await again(decider), answer, context))),
  ]
  expect(new Set(gifts).size).toBe(2)
  for (const each of gifts) expect(await decide(admin, each)).toBe('ok')
  const notifications = await Promise.all(gifts.map((id) => carriedOut(context, id)))
  const rows = await context.db.approvalRequest.findMany({ where: { id: { in: gifts } } })
  expect(rows.map(({ problem, doneAt }) => [problem, doneAt !== null]).sort()).toEqual([
    [null, true],
    ['approvals.decided_already', false],
  ])
  const textOf = (notification: (typeof notifications)[number]) => JSON.stringify(notification)
  expect(textOf(notifications[0]!)).not.toBe(textOf(notifications[1]!))
  // Told again, each says the same: nothing is given twice, and nothing is called done that is not.
  for (const each of gifts) await carryOut(each)
  expect(
    await context.db.grant.count({ where: { userId: third.id, function: 'second_factor:remove' } }),
  ).toBe(1)
  expect(await context.db.approvalRequest.findMany({ where: { id: { in: gifts } } })).toEqual(rows)
})

test('a main administrator can always be the second person, but for their own new account while another can', async () => {
  const house = await aHouse('user:create')
  const { admin, asker, decider, other } = house
  const ask = () => KINDS['a new user']!.ask(house)
  // One user administrator has made everybody, the one who asks included: the main administrator decides.
  for (const each of [decider, house.gainer, house.third, other]) await created(asker, each, 800)
  const first = await ask()
  expect(await decide(decider, first)).toBe('approvals.not_independent')
  expect(await decide(admin, first)).toBe('ok')
  // Their own account of yesterday: not while somebody else can, but where nobody else can.
  await context.sql
    .$executeRaw`UPDATE "user" SET created_by_id = NULL WHERE company_id = ${admin.company.id}::uuid`
  const chief = { id: admin.subject.id, account: admin.name, login: 'admin' }
  await created(chief, asker, 1)
  await context.sql.$executeRaw`DELETE FROM approval_request WHERE company_id = ${admin.company.id}::uuid`
  const second = await ask()
  expect(await decide(admin, second)).toBe('approvals.not_independent')
  await created(asker, decider, 800)
  expect(await decide(admin, second)).toBe('ok')
  // Whoever holds their address may be them: never.
  await context.sql.$executeRaw`DELETE FROM approval_request WHERE company_id = ${admin.company.id}::uuid`
  await readdressed(asker, admin, 1)
  const third = await ask()
  expect(await decide(admin, third)).toBe('approvals.not_independent')
  const { deciders } = await judgeRequests(
    await again(asker),
    await listRequests(await again(asker), context),
    context,
  )
  expect(deciders.get(third)).toEqual([])
})

test('a crowd of puppets does not make their maker the only one who can decide', async () => {
  const house = await aHouse('user:create')
  const { admin, asker } = house
  await created({ id: admin.subject.id, account: admin.name, login: 'admin' }, asker, 1)
  // By name before everybody else, and none of them may decide.
  await context.sql.$executeRaw`
    WITH puppets AS (
      INSERT INTO "user" (id, company_id, login, name, email, mobile, created_at, created_by_id)
      SELECT gen_random_uuid(), ${admin.company.id}::uuid, 'puppet' || n, 'A puppet ' || n, 'p' || n || '@example.com',
        '+3630' || (2000000 + n), ${later(context.clock(), -800 * DAY)}, ${asker.id}::uuid
      FROM generate_series(1, 101) n RETURNING id, company_id)
    INSERT INTO "grant" (id, company_id, user_id, template, valid_from)
    SELECT gen_random_uuid(), company_id, id, 'user_administrator', ${later(context.clock(), -800 * DAY)} FROM puppets`
  const request = await KINDS['a new user']!.ask(house)
  expect(await decide(admin, request)).toBe('approvals.not_independent')
})

test('what was approved is judged again when it is done: the decider, whom they depend on, and what it gives', async () => {
  const house = await aHouse('right:grant')
  const { admin, asker, decider, gainer, third } = house
  const gone = await askChange(await again(asker), give(gainer))
  expect(await decide(decider, gone)).toBe('ok')
  await readdressed(asker, decider, 0)
  await carryOut(gone)
  expect(await problemOf(gone)).toBe('approvals.decider_gone')
  await context.sql.$executeRaw`DELETE FROM contact_change WHERE company_id = ${admin.company.id}::uuid`
  const suspended = await askChange(await again(asker), give(third))
  expect(await decide(decider, suspended)).toBe('ok')
  value(await suspendUser(await demoActor(context, admin.name), { id: decider.id, reason: '' }, context))
  await carryOut(suspended)
  expect(await problemOf(suspended)).toBe('approvals.decider_gone')
  // A substitute gets what was held when it was asked, and not what was given meanwhile.
  const substitute = await askSubstitute(house, await again(asker))
  context.pass(1_000)
  const more = async () => giveRight(context, { ...admin, asks: [] }, asker.id, 'finance')
  value(await beforeRules(context, admin.company.id, more))
  expect(await decide(admin, substitute)).toBe('ok')
  await carryOut(substitute)
  expect(await problemOf(substitute)).toBe('grants.changed_meanwhile')
})

test('an approval is worth nothing for another input, and a rule is loosened by nobody alone', async () => {
  const { admin, asker, gainer } = await aHouse('right:grant', 'user:create')
  const actor = await again(asker)
  const draft = value(await propose(actor, give(gainer))).id
  const input = { draft, reason: 'why', proof: undefined }
  const approval = { request: randomUUID(), input, by: 'eve', byId: '', askedAt: context.clock() }
  expect(outcome(await applyChange({ ...actor, approval }, { ...input }, context))).toBe('approvals.needed')
  expect(outcome(await applyChange({ ...actor, approval }, input, context))).toBe('ok')
  const chief = await demoActor(context, admin.name)
  expect(outcome(await setApprovalRules(chief, { on: [], off: ['user:create'] }, context))).toBe(
    'approvals.needed',
  )
  expect(outcome(await setApprovalRules(chief, { on: ['usage:export'], off: [] }, context))).toBe('ok')
  const looser = { on: [], off: ['usage:export'] as Permission[] }
  const approved = (what: object) => ({ ...chief, approval: { ...approval, input: what } })
  expect(outcome(await setApprovalRules(approved({ ...looser }), looser, context))).toBe('approvals.needed')
  expect(outcome(await setApprovalRules(approved(looser), looser, context))).toBe('ok')
})

test('who is limited no longer gains, and so does who will only come back; a right that is asked for is not approved here', async () => {
  const { admin, asker, decider, gainer } = await aHouse('right:grant')
  const actor = await again(asker)
  const gaining = async (proposal: ProposalInput) => [
    ...(await gainsFrom(context.sql, actor, await readProposal(proposal), [gainer.id])),
  ]
  expect(await gaining({ limits: [{ numbers: [randomUUID()], functions: null }] })).toEqual([gainer.id])
  value(await suspendUser(await demoActor(context, admin.name), { id: gainer.id, reason: '' }, context))
  expect(await gaining(give(gainer))).toEqual([gainer.id])
  const right = {
    id: randomUUID(),
    byId: gainer.id,
    kind: 'right',
    fn: 'user:edit',
    input: { place: 'company' },
  }
  expect((await whyNotApprove(await again(decider), right, context.sql))?.refusal.code).toBe(
    'approvals.right_apart',
  )
})

test('two who decide at the same moment decide once', async () => {
  const house = await aHouse('user:create')
  const id = await KINDS['a new user']!.ask(house)
  const answers = await Promise.all([decide(house.decider, id), decide(house.admin, id)])
  expect(answers.sort()).toEqual(['approvals.decided_already', 'ok'])
  await expect(
    askApproval(
      { ...(await again(house.other)) },
      { kind: 'operation', operation: 'company.create_user', fn: 'user:create', input: {}, subject: 'x' },
      context,
    ),
  ).rejects.toThrow()
})

test('who decides is judged in no time, however much one person is changed', async () => {
  const house = await aHouse('right:grant')
  const { decider, gainer, asker } = house
  await context.sql.$executeRaw`
    INSERT INTO "grant" (id, company_id, user_id, function, valid_from, valid_to)
    SELECT gen_random_uuid(), u.company_id, u.id, f.fn, ${context.clock()}, ${context.clock()}::timestamptz + make_interval(hours => f.n::int)
    FROM "user" u, unnest(${PERMISSIONS.slice(40)}::text[]) WITH ORDINALITY AS f (fn, n)
    WHERE u.id = ANY(${[decider.id, gainer.id]}::uuid[]) ON CONFLICT DO NOTHING`
  const add = PERMISSIONS.slice(0, 40).map((fn) => ({ item: `${fn}@company` }))
  const proposal = await readProposal({ groups: [{ people: [decider.id, gainer.id], add }] })
  const began = performance.now()
  const gaining = await gainsFrom(context.sql, await again(asker), proposal, [decider.id, gainer.id])
  expect(performance.now() - began).toBeLessThan(500)
  expect(gaining.size).toBe(2)
})

test('a rule that nobody could decide about is not set: who is alone does not lock the company', async () => {
  const { admin } = await aCompany(context)
  const set = async (...on: Permission[]) =>
    setDecidableRules(await demoActor(context, admin.name), { on, off: [] }, context)
  const alone = await set('user:create', 'right:grant')
  expect(outcome(alone)).toBe('approvals.nobody_decides')
  expect(alone.ok || alone.refusal.values).toEqual({ functions: 'user:create, right:grant' })
  expect((await demoActor(context, admin.name)).asks ?? []).toEqual([])
  // Somebody who may ask is enough where the main administrator decides.
  const ben = await aUser(context, admin)
  for (const right of ['user:view', 'user:create']) value(await giveRight(context, admin, ben.id, right))
  expect(outcome(await set('right:grant'))).toBe('approvals.nobody_decides')
  expect(outcome(await set('user:create'))).toBe('ok')
  // Whom she has created decides about nothing that she asks for: she could give no right any more, and no way back.
  value(await giveRight(context, admin, ben.id, 'user_administrator'))
  expect(outcome(await set('right:grant'))).toBe('approvals.nobody_decides')
  // Nor does somebody count who is suspended.
  for (const right of ['right:view', 'right:grant']) value(await giveRight(context, admin, ben.id, right))
  value(await suspendUser(await demoActor(context, admin.name), { id: ben.id, reason: 'left' }, context))
  expect(outcome(await set('right:grant'))).toBe('approvals.nobody_decides')
})

test('two who are independent can set that rights are given by two', async () => {
  const { admin } = await aHouse()
  const chief = await demoActor(context, admin.name)
  expect(outcome(await setDecidableRules(chief, { on: ['right:grant'], off: [] }, context))).toBe('ok')
})
