import { expect, test } from 'vitest'
import { answerRightRequest } from '@/lib/approvals/answer-right-request'
import { askRight } from '@/lib/approvals/ask-right'
import { askUsage } from '@/lib/approvals/ask-usage'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { getReviewToDecide } from '@/lib/approvals/get-review-to-decide'
import { countToApprove } from '@/lib/approvals/judge-requests'
import { orAsk } from '@/lib/approvals/or-ask'
import { countToDecide, listRequests } from '@/lib/approvals/queries'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { withApproval } from '@/lib/approvals/with-approval'
import { withdrawRequest } from '@/lib/approvals/withdraw-request'
import { openUsage } from '@/lib/billing/usage/open-usage'
import { createUser } from '@/lib/company/users/create-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { getReview } from '@/lib/grants/changes/preview-change'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { composeApprovals } from '@/lib/jobs/approvals'
import { DAY } from '@/lib/kernel/clock'
import { LOCALES } from '@/lib/kernel/locale'
import type { Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { translator } from '@/lib/words/translator'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { carriedOut } from '../support/carried-out'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()
const ask = orAsk(createUser)
const person = (login: string) => ({
  login,
  name: 'Fay Nagy',
  email: `${login}@x.example`,
  mobile: aMobile(),
  language: undefined,
})
const decide = (actor: Actor, requests: string, decision: 'approve' | 'reject', answer = '') =>
  decideRequests(actor, { requests, decision, answer, for: 'day', proof: undefined }, context)
const asked = (answer: object) => (answer as { asked: string }).asked
const tell = (kind: 'asked' | 'approved' | 'rejected', requestId: string) =>
  composeApprovals({ kind: `approvals.${kind}`, payload: { requestId } }, context)

/** A company that asks a second person for something, with a user administrator and somebody else. */
async function aCompanyThatAsks(...functions: Permission[]) {
  const { admin, slug } = await aCompany(context)
  const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
  value(await giveRight(context, admin, ben.id, 'user_administrator'))
  value(await setApprovalRules(admin, { on: functions, off: [] }, context))
  return {
    slug,
    ben,
    eve,
    admin: await demoActor(context, admin.name),
    actor: await demoActor(context, ben.account),
  }
}

test('what somebody asked for who is shut out by now is done for nobody, and says why', async () => {
  const { admin, actor, ben } = await aCompanyThatAsks('user:create')
  const [open, approved] = [
    asked(value(await ask(actor, person('fay'), context))),
    asked(value(await ask(actor, person('gil'), context))),
  ]
  value(await decide(admin, approved, 'approve'))
  value(await suspendUser(admin, { id: ben.id, reason: undefined }, context))
  // What is still open is open no more …
  expect(await countToDecide(admin, context)).toBe(0)
  expect(outcome(await decide(admin, open, 'approve'))).toBe('approvals.decided_already')
  // … and what was approved a moment before is not shown as done: whoever approved hears of it.
  expect(await carriedOut(context, approved)).toMatchObject([
    { to: expect.stringContaining('ada@'), subject: 'What you approved was not done' },
  ])
  expect(await context.db.approvalRequest.findUniqueOrThrow({ where: { id: approved } })).toMatchObject({
    ...{ state: 'approved', doneAt: null, problem: 'approvals.asker_gone' },
  })
  expect(await context.db.user.count({ where: { companyId: admin.company.id, login: 'gil' } })).toBe(0)
  value(await reactivateUser(admin, { id: ben.id }, context))
  await tell('approved', approved)
  const { own } = await listRequests(await demoActor(context, ben.account), context)
  expect(own.map(({ state, problem }) => [state, problem]).sort()).toEqual([
    ['approved', 'approvals.asker_gone'],
    ['withdrawn', null],
  ])
})

test('creating a user asks a second person, and is done once, in the name of whoever asked', async () => {
  const { admin, actor } = await aCompanyThatAsks('user:create')
  expect(outcome(await createUser(actor, person('fay'), context))).toBe('approvals.needed')
  const id = asked(value(await ask(actor, person('fay'), context)))
  expect(await countToDecide(admin, context)).toBe(1)
  expect(outcome(await decide(actor, id, 'approve'))).toBe('approvals.own')
  const notifications = await tell('asked', id)
  expect('cancelled' in notifications ? [] : notifications.map(({ to }) => to)).toEqual([
    expect.stringContaining('ada@'),
  ])
  value(await decide(admin, id, 'approve', 'Welcome her'))
  expect(await context.db.user.count({ where: { companyId: admin.company.id, login: 'fay' } })).toBe(0)
  await Promise.all([tell('approved', id), tell('approved', id), tell('approved', id)])
  const fay = await context.db.user.findFirstOrThrow({ where: { companyId: admin.company.id, login: 'fay' } })
  expect(fay.createdById).toBe(actor.subject.id)
  expect((await listRequests(actor, context)).own[0]).toMatchObject({
    state: 'approved',
    done: true,
    problem: null,
    answer: 'Welcome her',
  })
  expect(outcome(await decide(admin, id, 'reject'))).toBe('approvals.decided_already')
})

test('a role can ask a second person for what the company does not; its holders neither hand that on nor loosen it', async () => {
  const { admin } = await aCompany(context)
  const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
  const role = { meant: '', version: 0, retire: false, id: undefined }
  const apply = async (actor: Actor, change: Promise<Result<{ id: string }>>) => {
    const draft = value(await change).id
    return applyChange(actor, { draft, reason: 'Trainees', proof: undefined }, context)
  }
  const functions: Permission[] = ['user:create', 'right:grant', 'template:edit']
  const asks: Permission[] = ['user:create']
  value(await apply(admin, editTemplate(admin, { ...role, name: 'Trainee', functions, asks }, context)))
  const own = await context.db.rightsTemplate.findFirstOrThrow({ where: { companyId: admin.company.id } })
  expect(own.asks).toEqual(asks)
  value(await giveRight(context, admin, ben.id, own.id))
  const actor = await demoActor(context, ben.account)
  expect(outcome(await createUser(actor, person('gus'), context))).toBe('approvals.needed')
  const id = asked(value(await ask(actor, person('gus'), context)))
  value(await decide(admin, id, 'approve'))
  await tell('approved', id)
  expect(await context.db.user.count({ where: { companyId: admin.company.id, login: 'gus' } })).toBe(1)
  // Nor by way of somebody else, or of the role itself.
  expect(outcome(await giveRight(context, actor, eve.id, 'user:create'))).toBe('grants.beyond_own')
  const loose = { ...role, id: own.id, version: 1, name: 'Trainee', functions, asks: [] }
  expect(outcome(await apply(actor, editTemplate(actor, loose, context)))).toBe('grants.beyond_own')
  const draft = value(await editTemplate(admin, loose, context)).id
  expect((await getReview(admin, draft, context)).template).toMatchObject({ asks: [], asksNoLonger: asks })
  value(await apply(admin, editTemplate(admin, loose, context)))
  expect(outcome(await createUser(await demoActor(context, ben.account), person('ida'), context))).toBe('ok')
})

test('what was approved and can no longer be done is told, and changes nothing', async () => {
  const { admin, actor, ben } = await aCompanyThatAsks('user:create')
  const [first, second] = [
    asked(value(await ask(actor, person('fay'), context))),
    asked(value(await ask(actor, { ...person('fay'), name: 'Another' }, context))),
  ]
  value(await decide(admin, `${first} ${second}`, 'approve'))
  await tell('approved', first)
  await tell('approved', second)
  expect((await listRequests(actor, context)).own.map(({ problem }) => problem).sort()).toEqual([
    'company.login_taken',
    null,
  ])
  // Whoever asked has lost the right meanwhile.
  const third = asked(value(await ask(actor, person('gil'), context)))
  value(await decide(admin, third, 'approve'))
  await context.db.grant.updateMany({ where: { userId: ben.id }, data: { endedAt: context.clock() } })
  await tell('approved', third)
  expect(await context.db.approvalRequest.findUnique({ where: { id: third } })).toMatchObject({
    problem: 'web.not_there',
    doneAt: null,
  })
})

test('many are decided at once, all or none; rejected, withdrawn and expired ones are never done', async () => {
  const { admin, actor } = await aCompanyThatAsks('user:create')
  const ids: string[] = []
  for (const login of ['a1', 'a2', 'a3']) ids.push(asked(value(await ask(actor, person(login), context))))
  const again = value(await ask(actor, person('b1'), context))
  const stranger = await aCompanyThatAsks('user:create')
  await expect(decide(stranger.admin, ids.join(' '), 'approve')).rejects.toBeInstanceOf(NotFound)
  value(await withdrawRequest(actor, { id: ids[2]! }, context))
  await expect(withdrawRequest(actor, { id: ids[2]! }, context)).rejects.toBeInstanceOf(NotFound)
  expect(outcome(await decide(admin, ids.join(' '), 'approve'))).toBe('approvals.decided_already')
  value(await decide(admin, ids.slice(0, 2).join(' '), 'reject', 'Not yet'))
  await tell('approved', ids[0]!)
  expect(await context.db.user.count({ where: { companyId: admin.company.id, login: 'a1' } })).toBe(0)
  context.pass(7 * DAY)
  expect(
    outcome(
      await decide({ ...admin, proof: { ...admin.proof, at: context.clock() } }, asked(again), 'approve'),
    ),
  ).toBe('approvals.decided_already')
})

test('who decides must be able to do it too', async () => {
  const { admin, eve } = await aCompanyThatAsks('user:create')
  for (const fn of ['approval:decide', 'user:view']) value(await giveRight(context, admin, eve.id, fn))
  const id = asked(value(await ask(admin, person('fay'), context)))
  expect(outcome(await decide(await demoActor(context, eve.account), id, 'approve'))).toBe(
    'approvals.beyond_own',
  )
})

test('a risky change of rights asks a second person, who sees what it would do; it stays whole for days', async () => {
  const { admin, actor, eve } = await aCompanyThatAsks('right:grant')
  const proposal = { groups: [{ people: [eve.id], add: [{ item: 'user_administrator@company' }] }] }
  const draft = value(await proposeChange(actor, { kind: 'edited', proposal }, context)).id
  const apply = orAsk(applyChange)
  const id = asked(value(await apply(actor, { draft, reason: 'Her deputy', proof: undefined }, context)))
  expect((await getReviewToDecide(admin, draft, context)).people).toBe(1)
  const late = (it: Actor): Actor => ({
    ...it,
    now: context.clock(),
    proof: { ...it.proof, at: context.clock() },
  })
  context.pass(2 * DAY)
  value(await decide(late(admin), id, 'approve'))
  await tell('approved', id)
  expect(
    can(
      (await demoActor(context, eve.account)).subject,
      'user:create',
      { companyId: admin.company.id },
      context.clock(),
    ),
  ).toBe(true)
  const change = await context.db.rightsChange.findFirstOrThrow({
    where: { companyId: admin.company.id },
    orderBy: { number: 'desc' },
  })
  expect(change).toMatchObject({ byId: actor.subject.id, reason: 'Her deputy' })
})

test('itemised usage leaves the portal only for a line and month that were approved, and for a day', async () => {
  const { admin, actor: ben, slug, eve } = await aCompanyThatAsks('usage:export')
  const { ids } = await deliver(context, [{ company: slug, number: aMobile() }])
  const line = { id: ids[0]!, month: '2026-10' }
  const open = (actor: Actor, more = {}) =>
    withApproval(openUsage)(actor, { ...line, format: 'csv', locale: 'en', ...more }, context)
  await expect(open(ben)).rejects.toBeInstanceOf(NotFound)
  for (const fn of ['line:view', 'usage:view', 'usage:export'])
    value(await giveRight(context, admin, eve.id, fn))
  const actor = await demoActor(context, eve.account)
  expect(outcome(await open(actor))).toBe('approvals.needed')
  value(
    await decide(
      admin,
      value(await askUsage(actor, { ...line, format: 'csv', comment: 'A dispute' }, context)).asked,
      'approve',
    ),
  )
  expect(outcome(await open(actor))).toBe('ok')
  expect(outcome(await open(actor, { month: '2026-09' }))).toBe('approvals.needed')
  // Nor a colleague who may as much: it was approved for whoever asked.
  const fay = await aUser(context, admin)
  for (const fn of ['line:view', 'usage:view', 'usage:export'])
    value(await giveRight(context, admin, fay.id, fn))
  expect(outcome(await open(await demoActor(context, fay.account)))).toBe('approvals.needed')
  // Who approved stands in the audit, and is judged again: whoever could not approve it by now has approved nothing.
  expect(
    await context.db.auditEntry.findFirstOrThrow({ where: { action: 'billing.usage_downloaded' } }),
  ).toMatchObject({ actorName: `${eve.account}, approved by ${admin.name}` })
  const office = await context.db.mainAdministrator.findFirstOrThrow({ where: { userId: admin.subject.id } })
  await context.sql.$executeRaw`
    UPDATE main_administrator SET user_id = ${ben.subject.id}::uuid WHERE user_id = ${admin.subject.id}::uuid`
  expect(outcome(await open(actor))).toBe('approvals.decider_gone')
  await context.sql.$executeRaw`
    UPDATE main_administrator SET user_id = ${office.userId}::uuid WHERE user_id = ${ben.subject.id}::uuid`
  expect(outcome(await open(actor))).toBe('ok')
  context.pass(DAY)
  expect(outcome(await open({ ...actor, now: context.clock() }))).toBe('approvals.needed')
})

test('what was approved to be fetched is void once its asker was suspended, also when they are back', async () => {
  const { admin, slug, eve } = await aCompanyThatAsks('usage:export')
  const { ids } = await deliver(context, [{ company: slug, number: aMobile() }])
  const line = { id: ids[0]!, month: '2026-10', format: 'csv' as const }
  for (const fn of ['line:view', 'usage:view', 'usage:export'])
    value(await giveRight(context, admin, eve.id, fn))
  const open = async () =>
    withApproval(openUsage)(await demoActor(context, eve.account), { ...line, locale: 'en' }, context)
  const { asked: id } = value(
    await askUsage(await demoActor(context, eve.account), { ...line, comment: '' }, context),
  )
  value(await decide(admin, id, 'approve'))
  expect(outcome(await open())).toBe('ok')
  value(await suspendUser(admin, { id: eve.id, reason: '' }, context))
  value(await reactivateUser(admin, { id: eve.id }, context))
  expect(outcome(await open())).toBe('approvals.needed')
})

test('a right that somebody lacks is asked for, and given for a day with what it needs', async () => {
  const { admin, eve, actor: ben } = await aCompanyThatAsks()
  const actor = await demoActor(context, eve.account)
  const on = { kind: 'company' } as const
  const id = value(await askRight(actor, { fn: 'bill:pay', on, comment: 'Ada is away' }, context)).asked
  expect(value(await askRight(actor, { fn: 'bill:pay', on, comment: 'Ada is away' }, context)).asked).toBe(id)
  const answer = { id, for: 'day' as const, answer: 'Today only', proof: undefined }
  expect(outcome(await answerRightRequest(ben, answer, context))).toBe('grants.beyond_own')
  expect((await listRequests(admin, context)).toDecide).toMatchObject([
    { id, state: 'open', comment: 'Ada is away' },
  ])
  const results = await Promise.all([
    answerRightRequest(admin, answer, context),
    answerRightRequest(admin, answer, context),
  ])
  expect(results.map(outcome).sort()).toEqual(['approvals.decided_already', 'ok'])
  const may = async () =>
    can(
      (await demoActor(context, eve.account)).subject,
      'bill:pay',
      { companyId: admin.company.id },
      context.clock(),
    )
  expect(await may()).toBe(true)
  context.pass(DAY)
  expect(await may()).toBe(false)
  expect(outcome(await askRight(ben, { fn: 'user:view', on, comment: '' }, context))).toBe(
    'approvals.held_already',
  )
})

test('what was asked for under a milder rule of what may be typed is refused by today’s, and no message is stuck', async () => {
  const { admin, actor } = await aCompanyThatAsks('user:create')
  const id = asked(value(await ask(actor, { ...person('gil'), name: 'admin@acme' }, context)))
  value(await decide(admin, id, 'approve'))
  expect(await carriedOut(context, id)).toHaveLength(1)
  expect((await listRequests(actor, context)).own[0]).toMatchObject({
    problem: 'company.name_disguised',
    done: false,
  })
  expect(await context.db.user.count({ where: { companyId: admin.company.id, login: 'gil' } })).toBe(0)
})

test('twenty requests of one person are open at once, and no more', async () => {
  const { actor } = await aCompanyThatAsks('user:create')
  await context.sql.$executeRaw`
    INSERT INTO approval_request (id, company_id, by_id, function, kind, input, subject, asked_at, deadline)
    SELECT gen_random_uuid(), ${actor.company.id}::uuid, ${actor.subject.id}::uuid, 'user:create', 'operation',
      jsonb_build_object('login', n), 'x', ${context.clock()}, ${context.clock()}::timestamptz + interval '1 day'
    FROM generate_series(1, 19) n`
  const last = asked(value(await ask(actor, person('last'), context)))
  expect(outcome(await ask(actor, person('beyond'), context))).toBe('approvals.too_many')
  value(await withdrawRequest(actor, { id: last }, context))
  expect(outcome(await ask(actor, person('beyond'), context))).toBe('ok')
})

test('what somebody could only reject waits for somebody else', async () => {
  const { admin, ben, actor } = await aCompanyThatAsks('user:create')
  value(await ask(admin, person('fay'), context))
  // Ada has created Ben: he is not independent of her.
  expect((await listRequests(actor, context)).toDecide).toHaveLength(1)
  expect(await countToApprove(actor, context)).toBe(0)
  value(await ask(await demoActor(context, ben.account), person('gil'), context))
  expect(await countToApprove(admin, context)).toBe(1)
})

test('no role of a company is named like one of ours, in any language', async () => {
  const { admin } = await aCompany(context)
  const called = (name: string) =>
    editTemplate(
      admin,
      { id: undefined, name, meant: '', functions: ['line:view'], asks: [], retire: false, version: 0 },
      context,
    )
  for (const locale of LOCALES)
    for (const key of ['main_administrator', 'finance', 'auditor'] as const) {
      const name = translator(locale)(`rights.templates.${key}.name`)
      expect(outcome(await called(name)), name).toBe('grants.name_ours')
      expect(outcome(await called(name.toUpperCase().replaceAll(' ', '  '))), name).toBe('grants.name_ours')
    }
  expect(outcome(await called('Finance of the depot'))).toBe('ok')
})
