import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { orAsk } from '@/lib/approvals/or-ask'
import { decidersOf, whyNotApprove } from '@/lib/approvals/second-person'
import { removeIdentityProvider } from '@/lib/company/settings/remove-identity-provider'
import { setIdentityProvider } from '@/lib/company/settings/set-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/settings/switch-sms-at-sign-in'
import { editUser } from '@/lib/company/users/edit-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { composeApprovals } from '@/lib/jobs/approvals'
import { DAY, after as later } from '@/lib/kernel/clock'
import { describeRequests } from '@/lib/operations/describe-requests'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { editedUser, shownProvider } from '../support/edited'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()
const proof = undefined

/** A user administrator, somebody who also sees bills, and somebody who holds nothing. */
async function aHouse() {
  const { admin } = await aCompany(context)
  const [ben, cleo, dan] = [
    await aUser(context, admin),
    await aUser(context, admin),
    await aUser(context, admin),
  ]
  value(await giveRight(context, admin, ben.id, 'user_administrator'))
  value(await giveRight(context, admin, cleo.id, 'bill:view'))
  return { admin, ben, cleo, dan, actor: await demoActor(context, ben.account) }
}
const edited = (id: string) =>
  editedUser(context, { id, name: 'X', email: 'x@firm.example', mobile: aMobile() })

test('the ways in of whoever holds more are touched by nobody who holds less', async () => {
  const { admin, cleo, dan, actor } = await aHouse()
  const before = await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })
  expect(outcome(await editUser(actor, await edited(cleo.id), context))).toBe('approvals.needed')
  expect(outcome(await reissueTemporaryPassword(actor, { id: cleo.id }, context))).toBe('approvals.needed')
  expect(outcome(await removeUserFactors(actor, { id: cleo.id, proof }, context))).toBe('approvals.needed')
  expect(await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })).toEqual(before)
  expect(await context.db.contactChange.count({ where: { userId: cleo.id } })).toBe(0)
  // The everyday case stays immediate, and a main administrator holds all.
  expect(outcome(await editUser(actor, await edited(dan.id), context))).toBe('ok')
  expect(outcome(await reissueTemporaryPassword(actor, { id: dan.id }, context))).toBe('ok')
  expect(outcome(await editUser(admin, await edited(cleo.id), context))).toBe('ok')
  expect(outcome(await editUser(actor, await edited(actor.subject.id), context))).toBe('ok')
})

test('whoever does something only with a second person becomes nobody who does it alone', async () => {
  const { admin, ben, dan } = await aHouse()
  const functions: Permission[] = [
    'user:view',
    'user:edit',
    'temporary_password:reissue',
    'second_factor:remove',
  ]
  functions.push('right:view', 'right:grant')
  const role = { id: undefined, name: 'Trainee', meant: '', functions, retire: false, version: 0 }
  const draft = value(await editTemplate(admin, { ...role, asks: ['right:grant'] }, context)).id
  value(await applyChange(admin, { draft, reason: 'Trainees', proof }, context))
  const own = await context.db.rightsTemplate.findFirstOrThrow({ where: { companyId: admin.company.id } })
  await context.db.grant.updateMany({ where: { userId: ben.id }, data: { endedAt: context.clock() } })
  value(await giveRight(context, admin, ben.id, own.id))
  const fay = await aUser(context, admin)
  value(await giveRight(context, admin, fay.id, own.id))
  for (const fn of functions) value(await giveRight(context, admin, dan.id, fn))
  const actor = await demoActor(context, ben.account)
  expect(outcome(await editUser(actor, await edited(dan.id), context))).toBe('approvals.needed')
  expect(outcome(await reissueTemporaryPassword(actor, { id: dan.id }, context))).toBe('approvals.needed')
  expect(outcome(await removeUserFactors(actor, { id: dan.id, proof }, context))).toBe('approvals.needed')
  // Whoever is bound in the same way gains nobody anything, and whoever does it alone holds more.
  expect(outcome(await editUser(actor, await edited(fay.id), context))).toBe('ok')
  const unbound = await demoActor(context, dan.account)
  expect(outcome(await editUser(unbound, await edited(ben.id), context))).toBe('ok')
})

/** Ben asks to give Cleo another address; everybody has long been set up by nobody. */
async function askedFor() {
  const house = await aHouse()
  const { admin, ben, cleo } = house
  const [eve, fay] = [await aUser(context, admin), await aUser(context, admin)]
  for (const { id } of [eve, fay]) value(await giveRight(context, admin, id, 'user_administrator'))
  value(await giveRight(context, admin, fay.id, 'bill:view'))
  const companyId = admin.company.id
  await context.sql.$executeRaw`
    UPDATE "user" SET created_by_id = NULL, created_at = ${later(context.clock(), -30 * DAY)} WHERE company_id = ${companyId}::uuid`
  await context.sql.$executeRaw`
    UPDATE rights_change SET at = ${later(context.clock(), -30 * DAY)} WHERE company_id = ${companyId}::uuid`
  const actor = await demoActor(context, ben.account)
  const ask = orAsk(editUser)
  const input = await edited(cleo.id)
  const { asked } = value(await ask(actor, input, context)) as { asked: string }
  const approve = async (by: Actor) => {
    const decision = { requests: asked, decision: 'approve', answer: '', for: 'day', proof } as const
    return outcome(await decideRequests(by, decision, context))
  }
  const carryOut = () =>
    composeApprovals({ kind: 'approvals.approved', payload: { requestId: asked } }, context)
  return { ...house, eve, fay, actor, input, asked, approve, carryOut }
}

test('what one may not do alone is asked of somebody independent who holds as much as the other', async () => {
  const { admin, cleo, dan, eve, fay, actor, input, asked, approve, carryOut } = await askedFor()
  expect((await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })).email).not.toBe(
    input.changes.email?.next,
  )
  const request = await context.db.approvalRequest.findUniqueOrThrow({ where: { id: asked } })
  expect(JSON.stringify(request.input)).not.toContain('proof')
  const { function: fn, ...rest } = request
  const can = (await decidersOf(actor, { ...rest, fn }, context.sql)).filter(({ bar }) => !bar)
  expect(can.map(({ account }) => account).sort()).toEqual([admin.name, fay.account].sort())
  // Whoever decides reads what it is about.
  const helper = await demoActor(context, fay.account)
  const effect = (await describeRequests(helper, [asked], context)).get(asked)
  expect(effect).toMatchObject({ kind: 'user_edited', account: cleo.account })
  expect(effect).toHaveProperty(
    'changes',
    expect.arrayContaining([expect.objectContaining({ field: 'email', next: input.changes.email?.next })]),
  )
  const stranger = (await aCompany(context)).admin
  expect((await describeRequests(stranger, [asked], context)).size).toBe(0)
  expect((await describeRequests(await demoActor(context, dan.account), [asked], context)).size).toBe(0)
  // Another user administrator could have done it for nobody of Cleo's rights, and approves it no more.
  expect(await approve(await demoActor(context, eve.account))).toBe('approvals.holds_less')
  expect(await approve(actor)).toBe('approvals.own')
  expect(await approve(helper)).toBe('ok')
  await carryOut()
  expect(await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })).toMatchObject({
    email: input.changes.email?.next,
  })
  expect(await context.db.contactChange.findFirstOrThrow({ where: { userId: cleo.id } })).toMatchObject({
    ...{ byId: actor.subject.id, decidedById: fay.id },
  })
})

test('whoever has lost what it took by the time it is done has approved nothing', async () => {
  const { admin, cleo, input, asked, approve, carryOut } = await askedFor()
  expect(await approve(await demoActor(context, admin.name))).toBe('ok')
  await context.db.approvalRequest.update({
    where: { id: asked },
    data: { decidedById: (await aUser(context, admin)).id },
  })
  await carryOut()
  expect((await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })).email).not.toBe(
    input.changes.email?.next,
  )
  expect(await context.db.approvalRequest.findUniqueOrThrow({ where: { id: asked } })).toMatchObject({
    problem: 'approvals.decider_gone',
    doneAt: null,
  })
})

test('what somebody will hold counts, and what is over does not', async () => {
  const { dan, actor, admin } = await aHouse()
  value(await giveRight(context, admin, dan.id, 'bill:view', { to: '2035-01-31T00:00:00.000Z' }))
  await context.db.grant.updateMany({
    where: { userId: dan.id },
    data: { validFrom: new Date(context.clock().getTime() + 86_400_000) },
  })
  expect(outcome(await editUser(actor, await edited(dan.id), context))).toBe('approvals.needed')
  await context.db.grant.updateMany({
    where: { userId: dan.id },
    data: { validFrom: new Date(0), validTo: new Date(1) },
  })
  expect(outcome(await editUser(actor, await edited(dan.id), context))).toBe('ok')
})

test('how everybody signs in is for main administrators, also where the right to it was given', async () => {
  const { admin, ben } = await aHouse()
  for (const fn of ['sign_in_policy:edit', 'identity_provider:edit'])
    value(await giveRight(context, admin, ben.id, fn))
  const actor = await demoActor(context, ben.account)
  expect(outcome(await switchSmsAtSignIn(actor, { on: false, proof }, context))).toBe(
    'company.sign_in_of_everybody',
  )
  const there = await shownProvider(context, admin.company.id)
  expect(outcome(await removeIdentityProvider(actor, there, context))).toBe('company.sign_in_of_everybody')
  const input = { ...there, address: 'https://idp.example', clientId: 'x', secret: 'y', proof }
  const nobody = {} as Parameters<typeof setIdentityProvider>[3]
  expect(outcome(await setIdentityProvider(actor, input, context, nobody))).toBe(
    'company.sign_in_of_everybody',
  )
})

test('whichever way in it is, who decides holds as much; an approval is for its own input', async () => {
  const { cleo, eve, fay, actor } = await askedFor()
  for (const fn of ['user:edit', 'temporary_password:reissue', 'second_factor:remove']) {
    const request = {
      id: randomUUID(),
      byId: actor.subject.id,
      kind: 'operation',
      fn,
      input: { id: cleo.id },
    }
    const why = async (account: string) =>
      (await whyNotApprove(await demoActor(context, account), request, context.sql))?.refusal.code
    expect([await why(eve.account), await why(fay.account)], fn).toEqual(['approvals.holds_less', undefined])
  }
  const input = await edited(cleo.id)
  const approval = { request: randomUUID(), by: fay.account, byId: fay.id, askedAt: context.clock() }
  const approved = (what: object) => ({ ...actor, approval: { ...approval, input: what } })
  expect(outcome(await editUser(approved({ ...input }), input, context))).toBe('approvals.needed')
  expect(outcome(await editUser(approved(input), input, context))).toBe('ok')
})
