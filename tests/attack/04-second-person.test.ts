import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { FELT, whatBystandersFeel } from '../support/bystander'
import { here } from '../support/here'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, beforeRules, value } from '../support/people'
import type { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

type User = { id: string; account: string; login: string }

/** A company that wants two people for giving rights, with two user administrators whom nobody of it stands behind. */
async function aHouse() {
  const { admin, slug } = await aCompany(context)
  const [ben, cleo] = [await aUser(context, admin), await aUser(context, admin)]
  for (const { id } of [ben, cleo]) value(await giveRight(context, admin, id, 'user_administrator'))
  await context.sql.$executeRaw`
    UPDATE "user" SET created_by_id = NULL, created_at = now() - interval '900 days' WHERE company_id = ${admin.company.id}::uuid`
  await context.sql.$executeRaw`
    UPDATE rights_change SET at = now() - interval '300 days' WHERE company_id = ${admin.company.id}::uuid`
  await context.sql
    .$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${admin.company.id}::uuid`
  return { admin, slug, ben, cleo, companyId: admin.company.id }
}
const holds = async (user: User, what: string) =>
  (await demoActor(context, user.account)).subject.grants.some(
    ({ template, functions }) => template === what || functions?.includes(what),
  )
const request = (companyId: string, kind: 'right' | 'operation') =>
  context.db.approvalRequest.findFirstOrThrow({ where: { companyId, kind }, orderBy: { id: 'desc' } })
/** Presses Approve for one request; with the form of another decider where the page offers none. */
async function approve(who: Visitor, id: string, lend?: Visitor) {
  const form = await who
    .form('/approvals', 'Approve')
    .catch(() => lend?.form('/approvals', 'Approve') ?? who.form('/approvals', 'Reject'))
  return who.send(form, { requests: id, decision: 'approve', answer: '' })
}
async function until<T>(look: () => Promise<T | null | false>): Promise<T | null> {
  for (let n = 0; n < 100; n++) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return null
}

test('a puppet, just made, asks its maker for a right: giving it asks somebody who is neither', async () => {
  const { admin, ben, cleo, companyId } = await aHouse()
  const puppet = await aUser(context, await demoActor(context, ben.account))
  const asks = await sessionOf(context, puppet.account)
  const ask = await asks.form('/approvals/ask?fn=second_factor:remove', 'Ask')
  await asks.send(ask, { comment: 'please' })
  const right = await request(companyId, 'right')
  const maker = await sessionOf(context, ben.account)
  const answer = await maker.form('/approvals', 'Give for good')
  await maker.send(answer, { id: right.id, for: 'good' })
  expect(await holds(puppet, 'second_factor:remove')).toBe(false)
  // Nor does the maker approve what they have given, nor the puppet.
  const second = await request(companyId, 'operation')
  const independent = await sessionOf(context, cleo.account)
  await approve(maker, second.id, independent)
  expect((await request(companyId, 'operation')).state).toBe('open')
  // Whoever asked is told who can decide.
  const { text } = await maker.get('/approvals')
  expect(text).toContain(cleo.account)
  expect(text).toContain(admin.name)
  await approve(independent, second.id)
  expect(await until(() => holds(puppet, 'second_factor:remove'))).toBe(true)
})

test('nobody approves their own substitution, a role that they hold, or what their maker asks for', async () => {
  const { admin, slug, ben, cleo, companyId } = await aHouse()
  const chief = { ...(await demoActor(context, admin.name)), asks: [] }
  const give = (id: string, item: string) =>
    beforeRules(context, companyId, async () => value(await giveRight(context, chief, id, item)))
  const maker = await sessionOf(context, ben.account)
  const gainer = await sessionOf(context, cleo.account)
  const today = new Date().toISOString().slice(0, 10)
  const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const other = await aUser(context, chief)
  await give(other.id, 'user_administrator')
  const appoint = await maker.form(`/rights/people/${other.id}/substitute`, 'Appoint')
  await maker.send(appoint, {
    ...{ id: other.id, substitute: `${cleo.login}@${slug}`, from: today, until, reason: 'Holidays' },
  })
  const substitution = await request(companyId, 'operation')
  const otherDecider = await sessionOf(context, admin.name)
  await approve(gainer, substitution.id, otherDecider)
  expect((await request(companyId, 'operation')).state).toBe('open')
  // A role that they hold is given more.
  await context.sql.$executeRaw`DELETE FROM approval_request WHERE company_id = ${companyId}::uuid`
  const role = randomUUID()
  await context.sql.$executeRaw`
    INSERT INTO rights_template (id, company_id, name, functions, created_at)
    VALUES (${role}::uuid, ${companyId}::uuid, 'Helper', '{user:view}', now())`
  await context.sql.$executeRaw`
    INSERT INTO "grant" (id, company_id, user_id, template_id, valid_from)
    VALUES (gen_random_uuid(), ${companyId}::uuid, ${cleo.id}::uuid, ${role}::uuid, now() - interval '300 days')`
  const chiefly = await sessionOf(context, admin.name)
  const edit = await chiefly.form(`/rights/roles/edit?id=${role}`, 'Review the change')
  const review = await chiefly.send(edit, {
    'item:user:view': 'on',
    'item:session:end': 'on',
    'item:company:edit': 'on',
  })
  const apply = await chiefly.form(review.location!, 'Apply')
  await chiefly.send(apply, { reason: 'More to do' })
  const growth = await request(companyId, 'operation')
  await approve(gainer, growth.id, maker)
  expect((await request(companyId, 'operation')).state).toBe('open')
})

test('whoever could take the rule away alone could do alone what it is about', async () => {
  const { admin, companyId } = await aHouse()
  const chief = await sessionOf(context, admin.name)
  const rules = await chiefForm(chief)
  await chief.send(rules, {})
  const { needsApproval } = await context.db.company.findUniqueOrThrow({ where: { id: companyId } })
  expect(needsApproval).toEqual(['right:grant'])
  // It is asked for, and the page says that nobody can decide.
  expect((await request(companyId, 'operation')).function).toBe('approval_rule:edit')
  expect((await chief.get('/approvals')).text).toContain('Nobody in your company can decide')
})
const chiefForm = async (chief: Visitor) => {
  const form = await chief.form('/approvals/rules', 'Save')
  return { ...form, fields: form.fields.filter(([name]) => !name.startsWith('item:')) }
}

test('nobody feels it when somebody presses Approve again and again', async () => {
  const { ben, cleo, companyId } = await aHouse()
  const puppet = await aUser(context, await demoActor(context, ben.account))
  const asks = await sessionOf(context, puppet.account)
  await asks.send(await asks.form('/approvals/ask?fn=second_factor:remove', 'Ask'), { comment: 'please' })
  const maker = await sessionOf(context, ben.account)
  const right = await request(companyId, 'right')
  await maker.send(await maker.form('/approvals', 'Give for good'), { id: right.id, for: 'good' })
  const lend = await sessionOf(context, cleo.account)
  const form = await lend.form('/approvals', 'Approve')
  const { id } = await request(companyId, 'operation')
  const felt = await whatBystandersFeel(
    here().url,
    async (going) => {
      while (going()) await maker.send(form, { requests: id, decision: 'approve', answer: '' })
    },
    3,
  )
  expect((await request(companyId, 'operation')).state).toBe('open')
  expect(felt.ratio).toBeLessThan(FELT)
})
