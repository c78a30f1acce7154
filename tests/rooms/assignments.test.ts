import { expect, test } from 'vitest'
import { beginAssignment } from '@/lib/company/staff/begin-assignment'
import { endAssignment } from '@/lib/company/staff/end-assignment'
import { setOffer } from '@/lib/company/staff/set-offer'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { setOfferOnReference } from '@/lib/journeys/set-offer-on-reference'
import { HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { explain } from '@/lib/rights/explain'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, assigned, aUser, outcome, staff, value } from '../support/people'

const context = useContext()
const offer = (actor: Actor, slug: string) => setOffer(actor, { slug, notOffered: ['bill:pay'] }, context)
const again = (actor: Actor) => demoActor(context, actor.name)
const stale = (actor: Actor): Actor => ({ ...actor, proof: { at: new Date(0), factors: [] } })
const factsOf = (companyId: string) =>
  context.db.auditEntry.findMany({
    where: { companyId, action: { startsWith: 'company.assignment' } },
    orderBy: { seq: 'asc' },
    select: { action: true, actorKind: true, objectName: true, after: true, reason: true },
  })

test('no customer is there for staff who are not assigned to it, whatever they hold in their own company', async () => {
  const { slug } = await aCompany(context)
  const other = await aCompany(context)
  const sam = await staff(context)
  await expect(offer(sam, slug)).rejects.toBeInstanceOf(NotFound)
  const there = await assigned(context, sam, slug)
  expect(outcome(await offer(there, slug))).toBe('ok')
  await expect(offer(there, other.slug)).rejects.toBeInstanceOf(NotFound)
  // It gives nobody what they do not hold: a colleague without the permission stays out.
  const colleague = await aUser(context, sam)
  value(
    await beginAssignment(
      await again(sam),
      {
        slug,
        staff: colleague.login,
        functions: ['company_offer:edit'],
        ground: 'case',
        reference: 'C-1',
        hours: 1,
      },
      context,
    ),
  )
  await expect(offer(await demoActor(context, colleague.account), slug)).rejects.toBeInstanceOf(NotFound)
})

test('the law says why: by what is held, exercised on a customer, by which reference, until when', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  const target = { companyId: admin.company.id }
  const now = context.clock()
  expect(explain(sam.subject, 'company_offer:edit', target, now)).toMatchObject({
    allowed: true,
    source: {
      kind: 'assignment',
      by: { kind: 'main_administrator' },
      assignment: { reference: 'T-1', ground: 'offer' },
    },
  })
  for (const fn of ['user:create', 'main_administrator:register', 'line:view', 'profile:edit'] as const)
    expect(explain(sam.subject, fn, target, now), fn).toMatchObject({
      allowed: false,
      whyNot: { kind: 'other_company' },
    })
  const end = sam.subject.assignments![0]!.validTo
  expect(explain(sam.subject, 'company_offer:edit', target, new Date(end.getTime() - 1)).allowed).toBe(true)
  expect(explain(sam.subject, 'company_offer:edit', target, end).allowed).toBe(false)
})

test('it ends by itself, or before its time; who holds a page or a request from before reaches nothing', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  context.pass(HOUR)
  await expect(offer(sam, slug)).rejects.toBeInstanceOf(NotFound)
  const anew = await assigned(context, await again(sam), slug)
  const { id } = anew.subject.assignments![0]!
  value(await endAssignment(anew, { id, proof: undefined }, context))
  await expect(offer(anew, slug)).rejects.toBeInstanceOf(NotFound)
  await expect(endAssignment(anew, { id, proof: undefined }, context)).rejects.toBeInstanceOf(NotFound)
  expect((await factsOf(admin.company.id)).map(({ action, reason }) => [action, reason])).toEqual([
    ['company.assignment_begun', 'T-1'],
    ['company.assignment_begun', 'T-1'],
    ['company.assignment_ended', 'T-1'],
  ])
})

test('only the operator’s staff assign, with a fresh proof; nobody to what is no customer, nor for what is nobody’s work there', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await staff(context)
  const asked = {
    slug,
    functions: ['company_offer:edit' as const],
    ground: 'support' as const,
    reference: 'S-1',
    hours: 1,
  }
  await expect(beginAssignment(admin, asked, context)).rejects.toBeInstanceOf(NotFound)
  expect(
    outcome(
      await beginAssignment(stale(sam), { ...asked, proof: undefined }, context).catch(
        () => ({ ok: false, refusal: { code: 'threw' } }) as never,
      ),
    ),
  ).toBe('identity.prove_again')
  for (const wrong of [{ slug: 'nowhere' }, { slug: 'operator' }, { staff: 'nobody' }])
    await expect(beginAssignment(sam, { ...asked, ...wrong }, context)).rejects.toBeInstanceOf(NotFound)
  const read = (more: object) => beginAssignment.input.safeParse({ ...asked, ...more }).success
  expect(read({})).toBe(true)
  for (const more of [
    { functions: [] },
    { functions: ['line:view'] },
    { hours: 0 },
    { hours: 721 },
    { reference: ' ' },
  ])
    expect(read(more), JSON.stringify(more)).toBe(false)
  // The database knows its end as well.
  await expect(
    context.sql.$executeRaw`
      INSERT INTO assignment (id, company_id, staff_id, functions, ground, reference, valid_from, valid_to, by_id)
      VALUES (${newId()}::uuid, ${admin.company.id}::uuid, ${sam.subject.id}::uuid, '{company_offer:edit}', 'offer', 'x',
        now(), now() + interval '31 days', ${sam.subject.id}::uuid)`,
  ).rejects.toThrow()
  expect(await factsOf(admin.company.id)).toEqual([])
})

test('whoever becomes a colleague becomes what they are assigned to: they hold as much, or a second person does', async () => {
  const { slug } = await aCompany(context)
  const sam = await staff(context)
  const [ann, bob] = [await aUser(context, sam), await aUser(context, sam)]
  for (const { id } of [ann, bob])
    for (const item of ['user:view', 'temporary_password:reissue', 'company_offer:edit'])
      value(await giveRight(context, await again(sam), id, item))
  const asked = {
    slug,
    functions: ['company_offer:edit' as const],
    ground: 'case' as const,
    reference: 'C-1',
    hours: 2,
  }
  const reissue = async () =>
    reissueTemporaryPassword(await demoActor(context, ann.account), { id: bob.id }, context)
  expect(outcome(await reissue())).toBe('ok')
  value(await beginAssignment(await again(sam), { ...asked, staff: bob.login }, context))
  expect(outcome(await reissue())).toBe('approvals.needed')
  // To another customer, or for less long, is not as much.
  value(await beginAssignment(await again(sam), { ...asked, staff: ann.login, hours: 1 }, context))
  expect(outcome(await reissue())).toBe('approvals.needed')
  value(await beginAssignment(await again(sam), { ...asked, staff: ann.login, hours: 3 }, context))
  expect(outcome(await reissue())).toBe('ok')
})

test('what was done stands in the audit of both sides, with its reference and the assignment by which it can be ended', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  value(await offer(sam, slug))
  const { id } = sam.subject.assignments![0]!
  const facts = await context.db.auditEntry.findMany({
    where: {
      OR: [
        { companyId: admin.company.id, actorKind: 'staff' },
        { companyId: sam.company.id, objectName: slug },
      ],
    },
    orderBy: [{ at: 'asc' }, { seq: 'asc' }],
  })
  expect(facts.filter(({ action }) => action !== 'company.main_administrator_registered')).toHaveLength(3)
  for (const { action, reason, after } of facts)
    if (action !== 'company.main_administrator_registered')
      expect({ reason, after }, action).toMatchObject({ reason: 'T-1', after: { assignment: id } })
})

test('a company that has rules keeps what deciding needs, too', async () => {
  const { slug } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{user:create}' WHERE slug = ${slug}`
  for (const fn of ['user:view', 'right:view', 'approval:decide'] as const)
    expect(outcome(await setOffer(sam, { slug, notOffered: [fn] }, context)), fn).toBe(
      'company.offer_leaves_rules',
    )
})

test('two offers by a ticket at once are done one after the other', async () => {
  const { slug } = await aCompany(context)
  const sam = await staff(context)
  const set = (reference: string) =>
    setOfferOnReference(sam, { slug, notOffered: ['bill:pay'], reference, proof: undefined }, context)
  const results = await Promise.all(['T-1', 'T-2', 'T-3', 'T-4'].map(set))
  expect(results.map(outcome)).toEqual(['ok', 'ok', 'ok', 'ok'])
})

test('an offer by a ticket is all or nothing: what is refused leaves no assignment', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await staff(context)
  const asked = { slug, notOffered: ['bill:pay' as const], reference: 'T-7', proof: undefined }
  value(await setOfferOnReference(sam, asked, context))
  expect((await factsOf(admin.company.id)).map(({ action, actorKind }) => [action, actorKind])).toEqual([
    ['company.assignment_begun', 'staff'],
    ['company.assignment_ended', 'staff'],
  ])
  const held = (await again(sam)).subject.assignments ?? []
  expect(held.filter(({ companyId }) => companyId === admin.company.id)).toEqual([])
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{user:create}' WHERE slug = ${slug}`
  const refused = { ...asked, notOffered: ['approval:decide' as const] }
  expect(outcome(await setOfferOnReference(sam, refused, context))).toBe('company.offer_leaves_rules')
  expect(await context.db.assignment.count({ where: { companyId: admin.company.id } })).toBe(1)
})

test('a company whose roles ask for a second person keeps who decides, also of a retired role that somebody holds', async () => {
  const { slug, admin } = await aCompany(context)
  const sam = await assigned(context, await staff(context), slug)
  const companyId = admin.company.id
  const role = newId()
  await context.sql.$executeRaw`
    INSERT INTO rights_template (id, company_id, name, functions, asks, version, created_at)
    VALUES (${role}::uuid, ${companyId}::uuid, 'Helper', '{usage:export}', '{usage:export}', 1, ${context.clock()})`
  const close = () => setOffer(sam, { slug, notOffered: ['approval:decide'] }, context)
  expect(outcome(await close())).toBe('company.offer_leaves_rules')
  await context.sql
    .$executeRaw`UPDATE rights_template SET retired_at = ${context.clock()} WHERE id = ${role}::uuid`
  const user = await aUser(context, admin)
  await context.sql.$executeRaw`
    INSERT INTO "grant" (id, company_id, user_id, template_id, valid_from)
    VALUES (${newId()}::uuid, ${companyId}::uuid, ${user.id}::uuid, ${role}::uuid, ${context.clock()})`
  expect(outcome(await close())).toBe('company.offer_leaves_rules')
  await context.sql
    .$executeRaw`UPDATE "grant" SET ended_at = ${context.clock()} WHERE template_id = ${role}::uuid`
  expect(outcome(await close())).toBe('ok')
})
