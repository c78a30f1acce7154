import { expect, test } from 'vitest'
import { decideRequests } from '@/lib/approvals/decide-requests'
import { orAsk } from '@/lib/approvals/or-ask'
import { approvalRulesInput } from '@/lib/approvals/schema'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { setDecidableRules } from '@/lib/approvals/set-decidable-rules'
import { editProfile } from '@/lib/company/edit-profile'
import {
  editProfileInput,
  editUserInput,
  removeIdentityProviderInput,
  switchSmsInput,
} from '@/lib/company/schema'
import { removeIdentityProvider } from '@/lib/company/settings/remove-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/settings/switch-sms-at-sign-in'
import { editUser } from '@/lib/company/users/edit-user'
import type { Context } from '@/lib/infra/context'
import { composeApprovals } from '@/lib/jobs/approvals'
import { DAY, after as later } from '@/lib/kernel/clock'
import type { Result } from '@/lib/kernel/result'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { editLine } from '@/lib/subscriptions/lines/edit-line'
import { editLines } from '@/lib/subscriptions/lines/edit-lines'
import { labelOwnLine } from '@/lib/subscriptions/lines/label-own-line'
import { lookAtLines } from '@/lib/subscriptions/lines/preview-lines'
import { editLineInput, labelOwnLineInput } from '@/lib/subscriptions/schema'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

// Whole forms, as pages show and browsers send them: two people have the same page open.

const context = useContext()
const fresh = (actor: Actor): Actor => ({
  ...actor,
  proof: { ...actor.proof, at: context.clock() },
})

type Schema<In> = { parse: (fields: Record<string, string>) => In }
type UseCase<In> = (actor: Actor, input: In, context: Context) => Promise<Result<unknown>>

/** A page that shows what is there now; what is typed into it later is sent with all that it showed. */
function page<In>(
  actor: Actor,
  schema: Schema<In>,
  useCase: UseCase<In>,
  shown: Record<string, string>,
  id?: string,
) {
  const was = Object.fromEntries(Object.entries(shown).map(([field, text]) => [`was:${field}`, text]))
  // A box that is not ticked is not sent.
  const sent = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).filter(([field, text]) => text || !/^(item:|on$)/.test(field)))
  return (typed: Record<string, string>) =>
    useCase(fresh(actor), schema.parse(sent({ ...(id && { id }), ...shown, ...was, ...typed })), context)
}

async function userPage(actor: Actor, id: string, useCase: UseCase<never> = editUser as never) {
  const { name, email, mobile } = await userOf(id)
  return page(
    actor,
    editUserInput,
    useCase as UseCase<unknown>,
    { name, email, mobile: displayNumber(mobile, context.market) },
    id,
  )
}
const userOf = (id: string) => context.db.user.findUniqueOrThrow({ where: { id } })
const whoChanged = (result: Result<unknown>) => (result.ok ? 'ok' : result.refusal.stale)

test('a user’s page that was open since before writes only what was typed there', async () => {
  const { admin } = await aCompany(context)
  const { id } = await aUser(context, admin)
  const [first, second, third] = [
    await userPage(admin, id),
    await userPage(admin, id),
    await userPage(admin, id),
  ]
  const stolen = await userOf(id)
  const mobile = aMobile()
  value(await first({ mobile }))
  value(await second({ name: 'Ben Kovari' }))
  const now = await userOf(id)
  expect(now).toMatchObject({ name: 'Ben Kovari', email: stolen.email })
  expect(now.mobile).not.toBe(stolen.mobile)
  // The same field is written over by nobody who has not seen what it says.
  const refused = await third({ mobile: aMobile(), name: 'Ben K.' })
  expect(outcome(refused)).toBe('web.changed_meanwhile')
  expect(whoChanged(refused)).toEqual([
    { field: 'name', now: 'Ben Kovari', by: admin.name },
    { field: 'mobile', now: displayNumber(now.mobile, context.market), by: admin.name },
  ])
  expect(await userOf(id)).toEqual(now)
  // What somebody else has typed as well is no conflict.
  value(await third({ mobile }))
})

test('a line’s page that was open since before gives it nobody', async () => {
  const { slug, admin } = await aCompany(context)
  const id = (await deliver(context, [{ company: slug, number: aMobile(), holder: 'Ada' }])).ids[0]!
  const shown = { label: '', holder: 'Ada' }
  const open = () => page(admin, editLineInput, editLine, shown, id)
  const [first, second, third] = [open(), open(), open()]
  value(await first({ holder: 'Eve' }))
  value(await second({ label: 'Front desk' }))
  const line = await context.db.subscription.findUniqueOrThrow({ where: { id } })
  expect([line.label, line.holder]).toEqual(['Front desk', 'Eve'])
  const refused = await third({ holder: 'Bea' })
  expect(whoChanged(refused)).toEqual([{ field: 'holder', now: 'Eve', by: admin.name }])
})

test('nobody is said to have written what a change of many lines or a delivery has', async () => {
  const { slug, admin } = await aCompany(context)
  const number = aMobile()
  const [id] = (await deliver(context, [{ company: slug, number, holder: 'Old' }])).ids
  const open = (holder: string, label: string) => page(admin, editLineInput, editLine, { label, holder }, id)
  value(await open('Old', '')({ label: 'One' }))
  const tab = open('Old', 'One')
  const other = await aUser(context, admin)
  for (const fn of ['line:view', 'line:edit']) value(await giveRight(context, admin, other.id, fn))
  const second = await demoActor(context, other.account)
  const change = { field: 'label', value: 'Two' } as const
  const selection = { id: [id!] } as never
  const { seen } = await lookAtLines(context.sql, second, selection, change, context)
  value(await editLines(fresh(second), { ...change, selection, seen } as never, context))
  await deliver(context, [{ company: slug, number, holder: 'New' }])
  expect(whoChanged(await tab({ label: 'Three', holder: 'Mine' }))).toEqual([
    { field: 'label', now: 'Two', by: null },
    { field: 'holder', now: 'New', by: null },
  ])
})

test('the name that a number’s holder gives a line is not written over from another window', async () => {
  const { slug, admin } = await aCompany(context)
  const [id] = (await deliver(context, [{ company: slug, number: aMobile() }])).ids
  const subject = { ...admin.subject, kind: 'number' as const, id: id!, mainAdministrator: false, grants: [] }
  const holder: Actor = { ...admin, subject }
  const open = () => page(holder, labelOwnLineInput, labelOwnLine, { label: '' })
  const [first, second] = [open(), open()]
  value(await first({ label: 'Van 12' }))
  const refused = await second({ label: 'Van 13' })
  expect(outcome(refused)).toBe('web.changed_meanwhile')
  // Nor does the number learn the account of whoever named it, or its company's name.
  expect(whoChanged(refused)).toEqual([{ field: 'label', now: 'Van 12', by: null }])
  value(await second({ label: '' }))
  expect((await context.db.subscription.findUniqueOrThrow({ where: { id: id! } })).label).toBe('Van 12')
})

test('one’s own profile keeps the name that an administrator has corrected meanwhile', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const me = await demoActor(context, user.account)
  const open = page(me, editProfileInput, editProfile, { name: 'Ben Kővári', language: '' })
  value(await (await userPage(admin, user.id))({ name: 'Benedek Kővári' }))
  value(await open({ language: 'hu' }))
  expect(await userOf(user.id)).toMatchObject({ name: 'Benedek Kővári', language: 'hu' })
  expect(outcome(await open({ name: 'Bence', language: 'hu' }))).toBe('web.changed_meanwhile')
})

test('how everybody signs in stays as it was switched by whoever was first', async () => {
  const { admin } = await aCompany(context)
  const sms = async () =>
    (await context.db.company.findUniqueOrThrow({ where: { id: admin.company.id } })).smsAtSignIn
  const first = page(admin, switchSmsInput, switchSmsAtSignIn, { on: 'on' })
  const second = page(admin, switchSmsInput, switchSmsAtSignIn, { on: 'on' })
  value(await first({ on: '' }))
  expect(await sms()).toBe(false)
  // Saved as it was shown, it switches nothing back.
  value(await second({}))
  expect(await sms()).toBe(false)
})

test('another provider of single sign-on than the page showed is removed by nobody', async () => {
  const { admin } = await aCompany(context)
  const provider = {
    issuer: 'https://new.example',
    changedAt: context.clock(),
    sealedSecret: Buffer.from('x'),
  }
  await context.db.identityProvider.create({
    data: { companyId: admin.company.id, address: 'https://new.example', clientId: 'new', ...provider },
  })
  const open = (address: string, clientId: string) =>
    page(admin, removeIdentityProviderInput, removeIdentityProvider, { address, clientId })
  const refused = await open('https://old.example', 'new')({})
  expect(outcome(refused)).toBe('web.changed_meanwhile')
  expect(whoChanged(refused)).toEqual([{ field: 'address', now: 'https://new.example', by: null }])
  value(await open('https://new.example', 'new')({}))
})

/** Somebody who edits users but holds less than whom it is about, all of them independent of one another. */
async function asking() {
  const { admin } = await aCompany(context)
  const [ben, cleo] = [await aUser(context, admin), await aUser(context, admin)]
  value(await giveRight(context, admin, ben.id, 'user_administrator'))
  value(await giveRight(context, admin, cleo.id, 'bill:view'))
  const ago = later(context.clock(), -30 * DAY)
  await context.sql.$executeRaw`
    UPDATE "user" SET created_by_id = NULL, created_at = ${ago} WHERE company_id = ${admin.company.id}::uuid`
  await context.sql
    .$executeRaw`UPDATE rights_change SET at = ${ago} WHERE company_id = ${admin.company.id}::uuid`
  return { admin: await demoActor(context, admin.name), actor: await demoActor(context, ben.account), cleo }
}
const asks = <In>(operation: unknown) => orAsk(operation as never) as unknown as UseCase<In>
const asked = (result: Result<unknown>) => (value(result) as { asked: string }).asked
async function approved(by: Actor, requests: string) {
  const decision = { requests, decision: 'approve', answer: '', for: 'day', proof: undefined } as const
  value(await decideRequests(fresh(by), decision, context))
  await composeApprovals({ kind: 'approvals.approved', payload: { requestId: requests } }, context)
  return context.db.approvalRequest.findUniqueOrThrow({ where: { id: requests } })
}

test('what was approved changes what was asked for, and nothing that was changed since', async () => {
  const { admin, actor, cleo } = await asking()
  const was = await userOf(cleo.id)
  const ask = await userPage(actor, cleo.id, asks(editUser) as never)
  const [name, mail] = [
    asked(await ask({ name: 'Cleo Nagy' })),
    asked(await ask({ email: 'asked@firm.example' })),
  ]
  value(await (await userPage(admin, cleo.id))({ email: 'moved@firm.example', mobile: aMobile() }))
  const between = await userOf(cleo.id)
  expect(await approved(admin, name)).toMatchObject({ problem: null, doneAt: expect.any(Date) })
  const now = await userOf(cleo.id)
  expect([now.name, now.email, now.mobile]).toEqual(['Cleo Nagy', between.email, between.mobile])
  expect(now.mobile).not.toBe(was.mobile)
  // Where the same was changed, whoever approved has seen something else.
  expect(await approved(admin, mail)).toMatchObject({ problem: 'web.changed_meanwhile', doneAt: null })
  expect((await userOf(cleo.id)).email).toBe('moved@firm.example')
})

test('what is so already is not asked for, and so is not done over what it is made later', async () => {
  const { admin, actor, cleo } = await asking()
  const { email } = await userOf(cleo.id)
  const ask = await userPage(actor, cleo.id, asks(editUser) as never)
  value(await (await userPage(admin, cleo.id))({ name: 'Cleo Nagy' }))
  const request = asked(await ask({ name: 'Cleo Nagy', email: 'asked@firm.example' }))
  const { input } = await context.db.approvalRequest.findUniqueOrThrow({ where: { id: request } })
  expect(input).toMatchObject({ changes: { email: { was: email, next: 'asked@firm.example' } } })
  expect(input).not.toHaveProperty('changes.name')
  // Nothing is left to ask for.
  expect(value(await ask({ name: 'Cleo Nagy' }))).toEqual({ id: cleo.id })
})

test('a rule that is taken off with a second person takes no other one off that was put on since', async () => {
  const { admin, actor } = await asking()
  value(await giveRight(context, admin, actor.subject.id, 'approval_rule:edit'))
  const rules = async () =>
    (await context.db.company.findUniqueOrThrow({ where: { id: admin.company.id } })).needsApproval.sort()
  const open = (by: Actor, shown: object, useCase: UseCase<never>) =>
    page(by, approvalRulesInput, useCase as never, shown as Record<string, string>)
  const none = { 'item:usage:export': '', 'item:right:grant': '', 'item:user:create': '' }
  value(await open(admin, none, setApprovalRules as never)({ 'item:usage:export': 'on' }))
  const one = { ...none, 'item:usage:export': 'on' }
  const ben = fresh(await demoActor(context, actor.name))
  const toAsk = asks(setDecidableRules) as never
  // An older tab shows another one that is off by now.
  const ask = open(ben, { ...one, 'item:user:create': 'on' }, toAsk)
  const request = asked(await ask({ 'item:usage:export': '', 'item:user:create': '' }))
  const { input } = await context.db.approvalRequest.findUniqueOrThrow({ where: { id: request } })
  expect(input).toMatchObject({ on: [], off: ['usage:export'] })
  value(await open(admin, one, setApprovalRules as never)({ 'item:right:grant': 'on' }))
  // A page from before that is saved takes nothing off either, nor needs a second person for it.
  value(await open(admin, one, setApprovalRules as never)({ 'item:user:create': 'on' }))
  expect(await rules()).toEqual(['right:grant', 'usage:export', 'user:create'])
  await context.sql.$executeRaw`
    UPDATE rights_change SET at = ${later(context.clock(), -30 * DAY)} WHERE company_id = ${admin.company.id}::uuid`
  expect(await approved(admin, request)).toMatchObject({ problem: null })
  expect(await rules()).toEqual(['right:grant', 'user:create'])
})
