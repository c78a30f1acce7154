import { expect, test } from 'vitest'
import { askRight } from '@/lib/approvals/ask-right'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { tidyApprovals } from '@/lib/approvals/tidy'
import { endMainAdministrator } from '@/lib/company/administrators/end-main-administrator'
import { setOffer } from '@/lib/company/staff/set-offer'
import { openChangePdf } from '@/lib/grants/changes/change-pdf'
import { listWhoMay } from '@/lib/grants/people/who-may'
import { listSubstitutes } from '@/lib/grants/queries'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { closeReview } from '@/lib/grants/reviews/close-review'
import { decideReview } from '@/lib/grants/reviews/decide-review'
import { getReviewItems } from '@/lib/grants/reviews/review-queries'
import { openReviewReport } from '@/lib/grants/reviews/review-report'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { endSubstitution } from '@/lib/grants/substitutes/end-substitution'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { endView } from '@/lib/identity/sessions/end-view'
import { findSession } from '@/lib/identity/sessions/find-session'
import { lookingAs, viewAs } from '@/lib/identity/sessions/view-as'
import type { TableFile } from '@/lib/infra/table-file'
import { getLeavePlan } from '@/lib/journeys/leave-plan'
import { leaveUser } from '@/lib/journeys/leave-user'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { can, explain } from '@/lib/rights/explain'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import {
  aCompany,
  aMobile,
  assigned,
  aUser,
  isIn,
  outcome,
  signIn,
  staff,
  VISITOR,
  value,
} from '../support/people'

const context = useContext()
const fresh = (actor: Actor): Actor => ({
  ...actor,
  now: context.clock(),
  proof: { ...actor.proof, at: context.clock() },
})
const dayIn = (days: number) => new Date(context.clock().getTime() + days * DAY).toISOString().slice(0, 10)
const read = async ({ bytes }: TableFile) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const may = async (account: string, fn: 'bill:pay' | 'user:create') => {
  const { subject } = await demoActor(context, account)
  return can(subject, fn, { companyId: subject.companyId }, context.clock())
}

test('A2 the last main administrator stays, also when two end each other’s office at the same moment', async () => {
  const { admin } = await aCompany(context)
  const second = await aUser(context, admin)
  const end = (actor: Actor, id: string) =>
    endMainAdministrator(actor, { id, reason: undefined, proof: undefined }, context)
  expect(outcome(await end(admin, admin.subject.id))).toBe('company.last_main_administrator')
  await context.db.mainAdministrator.create({
    data: { userId: second.id, companyId: admin.company.id, since: context.clock(), declaration: 'D-2' },
  })
  const other = await demoActor(context, second.account)
  const results = await Promise.allSettled([end(admin, second.id), end(other, admin.subject.id)])
  // Who comes second holds no office any more when their turn has come.
  const did = results.map((each) => (each.status === 'fulfilled' ? outcome(each.value) : each.reason))
  expect(did).toEqual(expect.arrayContaining(['ok', expect.any(NotFound)]))
  expect(await context.db.mainAdministrator.count({ where: { companyId: admin.company.id } })).toBe(1)
  const left = did[0] === 'ok' ? admin : other
  expect(outcome(await end(left, (left === admin ? other : admin).subject.id))).toBe(
    'company.not_main_administrator',
  )
  const user = await aUser(context, left)
  value(await giveRight(context, left, user.id, 'user_administrator'))
  await expect(end(await demoActor(context, user.account), left.subject.id)).rejects.toBeInstanceOf(NotFound)
})

test('a substitute holds what the other holds, in that time and no longer; the list of who may says so', async () => {
  const { admin } = await aCompany(context)
  const [cleo, eve] = [await aUser(context, admin), await aUser(context, admin)]
  value(await giveRight(context, admin, cleo.id, 'finance'))
  const appoint = (actor: Actor, more = {}) =>
    appointSubstitute(
      actor,
      {
        id: cleo.id,
        substitute: eve.account,
        from: dayIn(1),
        until: dayIn(3),
        reason: undefined,
        proof: undefined,
        ...more,
      },
      context,
    )
  expect(outcome(await appoint(admin, { substitute: 'nobody' }))).toBe('grants.no_such_substitute')
  expect(outcome(await appoint(admin, { substitute: 'admin' }))).toBe('company.not_oneself')
  expect(outcome(await appoint(admin, { from: dayIn(3), until: dayIn(1) }))).toBe('grants.period_unreadable')
  value(await appoint(admin))
  expect(outcome(await appoint(admin))).toBe('grants.stands_in_already')
  expect(await may(eve.account, 'bill:pay')).toBe(false)
  context.pass(2 * DAY)
  expect(await may(eve.account, 'bill:pay')).toBe(true)
  const who = await listWhoMay(fresh(admin), { fn: 'bill:pay', scope: { kind: 'company' } }, context)
  expect(who.people.find(({ id }) => id === eve.id)?.grants[0]).toMatchObject({
    standsInFor: expect.stringMatching(/^Ben Kővári \(user\d+@firm/),
  })
  context.pass(2 * DAY)
  expect(await may(eve.account, 'bill:pay')).toBe(false)
  // Nobody lets stand in with what they do not hold; ended before its day it ends at once.
  const ben = await aUser(context, admin)
  value(await giveRight(context, fresh(admin), ben.id, 'user_administrator'))
  await context.db.substitution.updateMany({ data: { endedAt: context.clock() } })
  expect(
    outcome(await appoint(await demoActor(context, ben.account), { from: dayIn(0), until: dayIn(3) })),
  ).toBe('grants.beyond_own')
  value(await appoint(fresh(admin), { from: dayIn(0), until: dayIn(3) }))
  expect(await may(eve.account, 'bill:pay')).toBe(true)
  const [row] = await listSubstitutes(fresh(admin), cleo.id, context)
  await expect(
    endSubstitution((await aCompany(context)).admin, { id: row!.id }, context),
  ).rejects.toBeInstanceOf(NotFound)
  value(await endSubstitution(fresh(admin), { id: row!.id }, context))
  expect(await may(eve.account, 'bill:pay')).toBe(false)
})

test('somebody leaves: one plan, applied as one change, with a paper for the file', async () => {
  const { admin, slug } = await aCompany(context)
  const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
  const { mobile, name } = await context.db.user.update({ where: { id: eve.id }, data: { name: 'Eve Nagy' } })
  const { ids } = await deliver(context, [
    { company: slug, number: mobile, holder: name },
    { company: slug, number: aMobile(), holder: 'Somebody else' },
  ])
  value(await giveRight(context, admin, eve.id, 'finance'))
  const token = await signIn(context, eve.account, eve.password)
  value(
    await appointSubstitute(
      admin,
      {
        id: eve.id,
        substitute: fay.account,
        from: dayIn(0),
        until: dayIn(5),
        reason: undefined,
        proof: undefined,
      },
      context,
    ),
  )
  value(
    await askRight(
      await demoActor(context, eve.account),
      { fn: 'line:edit', on: { kind: 'company' }, comment: '' },
      context,
    ),
  )
  expect(await may(fay.account, 'bill:pay')).toBe(true)
  const plan = await getLeavePlan(admin, eve.id, context)
  expect(plan).toMatchObject({
    ...{
      sessions: 1,
      requests: 1,
      substitutes: [expect.stringContaining('Ben Kővári (user')],
      lines: [{ id: ids[0] }],
    },
  })
  const leave = (actor: Actor, more = {}) =>
    leaveUser(
      actor,
      { id: eve.id, reason: 'Retires', release: true, seen: plan.seen, proof: undefined, ...more },
      context,
    )
  expect(outcome(await leave(admin, { reason: '' }))).toBe('grants.reason_missing')
  expect(outcome(await leave(admin, { id: admin.subject.id }))).toBe('company.not_oneself')
  await expect(leave((await aCompany(context)).admin)).rejects.toBeInstanceOf(NotFound)
  // A line that a delivery has given them since is not freed unseen, nor one kept that they held and do not any more.
  for (const seen of [undefined, '', 'anything', (await getLeavePlan(admin, fay.id, context)).seen])
    expect(outcome(await leave(admin, { seen }))).toBe('subscriptions.changed_meanwhile')
  const { ids: later } = await deliver(context, [{ company: slug, number: aMobile(), holder: name }])
  expect(outcome(await leave(admin))).toBe('subscriptions.changed_meanwhile')
  await context.db.subscription.updateMany({ where: { id: { in: later } }, data: { holder: null } })
  const { number } = value(await leave(admin))
  expect(
    await context.db.rightsChange.findFirst({ where: { companyId: admin.company.id, number } }),
  ).toMatchObject({ kind: 'left', people: 1, numbers: 1 })
  expect(await isIn(context, token)).toBe(false)
  expect(await may(fay.account, 'bill:pay')).toBe(false)
  const lines = await context.db.subscription.findMany({
    where: { id: { in: ids } },
    orderBy: { holder: 'asc' },
    select: { holder: true },
  })
  expect(lines).toEqual([{ holder: 'Somebody else' }, { holder: null }])
  await tidyApprovals(context)
  expect(await context.db.approvalRequest.findFirst({ where: { byId: eve.id } })).toMatchObject({
    state: 'withdrawn',
  })
  // Each part leaves its own fact, all of the same moment; the change's document says all of it.
  const facts = await context.db.auditEntry.findMany({
    where: { companyId: admin.company.id, reason: 'Retires' },
    orderBy: { seq: 'asc' },
    select: { action: true, objectName: true, after: true },
  })
  expect(facts).toEqual([
    { action: 'company.user_suspended', objectName: eve.account, after: { sessions: 1 } },
    {
      action: 'subscriptions.lines_freed',
      objectName: eve.account,
      after: { numbers: [expect.any(String)] },
    },
    {
      action: 'grants.left',
      objectName: `#${number} ${eve.account}`,
      after: { people: [eve.account], substitutions: 1 },
    },
  ])
  const pdf = await read(value(await openChangePdf(admin, { number, locale: 'hu' }, context)))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('an access review confirms or removes row by row, and is signed off with a report', async () => {
  const { admin } = await aCompany(context)
  const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
  for (const [user, item] of [
    [eve, 'finance'],
    [eve, 'user_administrator'],
    [fay, 'orders'],
  ] as const)
    value(await giveRight(context, admin, user.id, item))
  await context.db.rightUse.create({
    data: { userId: eve.id, function: 'bill:view', lastOn: new Date('2026-11-01') },
  })
  const { id } = value(await beginReview(admin, {}, context))
  expect(outcome(await beginReview(admin, {}, context))).toBe('grants.review_open')
  const { rows } = await getReviewItems(admin, id, context)
  // What was never seen used comes before what was.
  expect(rows.at(-1)).toMatchObject({ what: 'finance', risk: 2, lastOn: '2026-11-01' })
  const idOf = (what: string) => rows.find((row) => row.what === what)!.id
  const decide = (actor: Actor, which: string[], decision: 'confirm' | 'remove') =>
    decideReview(actor, { review: id, id: which, decision }, context)
  const own = await demoActor(context, eve.account)
  expect(outcome(await decide(own, [idOf('finance')], 'confirm'))).toBe('company.not_oneself')
  value(await decide(admin, [idOf('orders')], 'remove'))
  expect(outcome(await closeReview(admin, { id }, context))).toBe('grants.review_undecided')
  value(await decide(admin, [idOf('finance'), idOf('user_administrator')], 'confirm'))
  await expect(closeReview((await aCompany(context)).admin, { id }, context)).rejects.toBeInstanceOf(NotFound)
  value(await closeReview(admin, { id }, context))
  expect(await context.db.grant.count({ where: { userId: fay.id, endedAt: null } })).toBe(0)
  await expect(decide(admin, [idOf('finance')], 'remove')).rejects.toBeInstanceOf(NotFound)
  const csv = (
    await read(value(await openReviewReport(admin, { id, format: 'csv', locale: 'en' }, context)))
  ).toString()
  expect(csv).toContain('"Orders","the whole company","2","not seen used","removed')
  const pdf = await read(value(await openReviewReport(admin, { id, format: 'pdf', locale: 'hu' }, context)))
  expect(pdf.length).toBeGreaterThan(1_000)
})

test('looking through somebody’s eyes shows what they see, by the real law, and not what is their own', async () => {
  const { admin, slug } = await aCompany(context)
  const [eve, ben] = [await aUser(context, admin), await aUser(context, admin)]
  const { ids } = await deliver(context, [{ company: slug, number: aMobile() }])
  value(await giveRight(context, admin, eve.id, 'finance'))
  for (const fn of ['user:view', 'right:view', 'user:view_as'])
    value(await giveRight(context, admin, ben.id, fn))
  const token = await signIn(context, ben.account, ben.password)
  const eyes = async () => {
    const row = (await findSession(token, context))!
    return lookingAs(
      actorOf(row, VISITOR, context)!,
      { user: row.viewingUserId, line: row.viewingSubscriptionId, since: row.viewingSince },
      context,
    )
  }
  const me = await eyes()
  expect(outcome(await viewAs(me, { user: eve.id }, context))).toBe('identity.sees_more')
  expect(outcome(await viewAs(me, { line: ids[0]! }, context))).toBe('identity.sees_more')
  value(await giveRight(context, admin, ben.id, 'finance'))
  // A number's itemised usage is not among that.
  expect(outcome(await viewAs(await eyes(), { line: ids[0]! }, context))).toBe('identity.sees_more')
  value(await viewAs(await eyes(), { user: eve.id }, context))
  const seen = await eyes()
  expect([
    seen.name,
    seen.viewedBy?.name,
    actorCan(seen, 'bill:view'),
    actorCan(seen, 'user:view'),
    actorCan(seen, 'profile:edit'),
  ]).toEqual([eve.account, ben.account, true, false, false])
  const entry = await context.db.auditEntry.findFirstOrThrow({ where: { action: 'identity.viewed_as' } })
  expect(entry).toMatchObject({ actorName: ben.account, objectName: eve.account })
  // Who is looked at has grown beyond the one who looks: nothing more is seen, and nothing done before they say so.
  value(await giveRight(context, admin, eve.id, 'orders'))
  expect(await eyes()).toMatchObject({ name: ben.account, viewEnded: eve.account })
  expect((await eyes()).viewedBy).toBeUndefined()
  await context.db.grant.updateMany({
    where: { userId: eve.id, template: 'orders' },
    data: { endedAt: context.clock() },
  })
  context.pass(15 * MINUTE)
  expect((await eyes()).viewedBy?.name).toBe(ben.account)
  context.pass(15 * MINUTE)
  expect(await eyes()).toMatchObject({ name: ben.account, viewEnded: eve.account })
  value(await endView(await eyes(), {}, context))
  expect(
    await context.db.auditEntry.findFirstOrThrow({ where: { action: 'identity.view_ended' } }),
  ).toMatchObject({ actorName: ben.account, objectId: eve.id, objectName: eve.account })
  expect((await eyes()).name).toBe(ben.account)
  expect((await eyes()).viewEnded).toBeUndefined()
  await expect(
    viewAs(fresh(admin), { user: (await aCompany(context)).admin.subject.id }, context),
  ).rejects.toBeInstanceOf(NotFound)
})

test('what needs a second person is set for the whole company, and asked for at the next request', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await expect(
    setApprovalRules(await demoActor(context, user.account), { on: [], off: [] }, context),
  ).rejects.toBeInstanceOf(NotFound)
  value(await setApprovalRules(admin, { on: ['user:create', 'bill:view'], off: [] }, context))
  expect((await demoActor(context, admin.name)).asks).toEqual(['user:create'])
})

test('what the operator does not offer nobody of the company can do, main administrators neither', async () => {
  const { admin, slug } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  await expect(setOffer(admin, { slug, notOffered: ['bill:pay'] }, context)).rejects.toBeInstanceOf(NotFound)
  value(await setOffer(sam, { slug, notOffered: ['bill:view', 'profile:edit'] }, context))
  const again = await demoActor(context, admin.name)
  const why = explain(again.subject, 'bill:pay', { companyId: admin.company.id }, context.clock())
  expect(why).toMatchObject({
    allowed: false,
    whyNot: { kind: 'needs', fn: 'bill:view', because: { kind: 'not_offered' } },
  })
  expect(actorCan(again, 'profile:edit')).toBe(true)
  await expect(setOffer(sam, { slug: 'nowhere', notOffered: [] }, context)).rejects.toBeInstanceOf(NotFound)
})

test('a company that asks for a second person keeps what decides, and what changes that', async () => {
  const { admin, slug } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  value(await setApprovalRules(admin, { on: ['user:create'], off: [] }, context))
  for (const fn of ['approval:decide', 'approval_rule:edit'] as const)
    expect(outcome(await setOffer(sam, { slug, notOffered: ['bill:pay', fn] }, context))).toBe(
      'company.offer_leaves_rules',
    )
  expect((await demoActor(context, admin.name)).subject.notOffered).toEqual([])
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE slug = ${slug}`
  value(await setOffer(sam, { slug, notOffered: ['approval:decide'] }, context))
})
