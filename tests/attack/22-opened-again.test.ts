import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { getReview } from '@/lib/grants/changes/preview-change'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { after, DAY } from '@/lib/kernel/clock'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, outcome, value } from '../support/people'

// "Open the page again with what I typed": what comes back, where, and what is compared when it is sent then.
let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

const fresh = (actor: Actor): Actor => ({
  ...actor,
  now: context.clock(),
  proof: { ...actor.proof, at: context.clock() },
})
const shownIn = (text: string, name: string) =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(text)?.[1]

describe('a page that is opened again with what was typed', () => {
  /** The forms that say so; what scripts read stands in the page once more. */
  const noticesIn = (text: string) =>
    text
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .split('<form')
      .filter((form) => form.includes('Nothing is sent yet'))
  /** Requests of somebody, which those who give rights or decide see. */
  async function aLot(by: Actor, count: number, kind: 'right' | 'operation' = 'right') {
    const { companyId } = by.subject
    const askedAt = context.clock()
    const rows = Array.from({ length: count }, () => ({
      ...{ id: crypto.randomUUID(), companyId, byId: by.subject.id, kind, subject: 'Acme', askedAt },
      ...(kind === 'right'
        ? { function: 'bill:view', input: { place: 'company' } }
        : { function: 'user:suspend', input: { id: by.subject.id, reason: '' } }),
      deadline: after(askedAt, DAY),
    }))
    await context.db.approvalRequest.createMany({ data: rows })
    return rows.map(({ id }) => id)
  }

  test('shows it once, however many forms it would fit and however large it is', async () => {
    const { admin } = await aCompany(context)
    const ids = await aLot(admin, 20)
    const ada = await sessionOf(context, admin.name)
    const form = await ada.form('/approvals', 'Withdraw')
    const own = form.fields.filter(([name]) => name === '$owner' || name === '$form')
    const page = await ada.get('/approvals')
    const answer = await ada.post('/approvals', [
      ...own,
      ['$refill', '1'],
      ...ids.map((id): [string, string] => ['id', id]),
      ...Array.from({ length: 2_000 }, (_, n): [string, string] => [`f${n}`, 'x'.repeat(800)]),
    ])
    expect(answer.status).toBe(200)
    expect(answer.text.length - page.text.length).toBeLessThan(4_500_000)
    expect(noticesIn(answer.text)).toHaveLength(1)
  })

  test('shows it in the form of the request that it was typed about', async () => {
    const { admin } = await aCompany(context)
    const eve = await demoActor(context, (await aUser(context, admin)).account)
    const ids = await aLot(eve, 2, 'operation')
    const ada = await sessionOf(context, admin.name)
    for (const requests of [ids[0]!, ids[1]!]) {
      const { path, fields } = await ada.form('/approvals', 'Reject')
      const kept = fields.filter(([name]) => !['requests', 'answer'].includes(name))
      const answer = await ada.post(path, [
        ...kept,
        ['requests', requests],
        ['answer', 'Next wéek'],
        ['$refill', '1'],
      ])
      const notices = noticesIn(answer.text)
      expect(notices).toHaveLength(1)
      expect(notices[0]).toContain(`name="requests" value="${requests}"`)
      expect(shownIn(notices[0]!, 'answer')).toBe('Next wéek')
      expect(answer.text.split('value="Next wéek"')).toHaveLength(2)
    }
  })

  test('knows which role it was opened with, so that a change by others meanwhile stands', async () => {
    const { admin } = await aCompany(context)
    const role = { name: 'Desk', meant: '', version: 0, retire: false, id: undefined, asks: [] }
    const edit = async (more: object) =>
      value(await editTemplate(admin, { ...role, functions: ['bill:view'], ...more }, context)).id
    const apply = (draft: string) =>
      applyChange(fresh(admin), { draft, reason: 'As agreed', proof: undefined }, context)
    value(await apply(await edit({})))
    const { id } = await context.db.rightsTemplate.findFirstOrThrow({
      where: { companyId: admin.company.id },
    })
    const ada = await sessionOf(context, admin.name)
    const form = await ada.form(`/rights/roles/edit?id=${id}`, 'Review the change')
    value(await apply(await edit({ id, version: 1, functions: ['bill:view', 'line:view'] })))
    const again = await ada.refill(form, { meant: 'Front desk' }, 'Review the change')
    expect(again.fields).toContainEqual(['version', '1'])
    expect(again.fields).toContainEqual(['meant', 'Front desk'])
    const { location } = await ada.send(again)
    expect(outcome(await apply(location!.split('/').at(-1)!))).toBe('grants.template_changed_meanwhile')
  })

  test('knows what somebody held when it was opened, so that the review tells of a change by others', async () => {
    const { admin } = await aCompany(context)
    const eve = await aUser(context, admin)
    value(await giveRight(context, fresh(admin), eve.id, 'fleet_manager'))
    const ada = await sessionOf(context, admin.name)
    const form = await ada.form(`/rights/people/${eve.id}`, 'Review the change')
    value(await giveRight(context, fresh(admin), eve.id, 'finance'))
    const again = await ada.refill(form, { role: 'orders' }, 'Review the change')
    for (const name of ['seen', 'had'])
      expect(again.fields.filter(([each]) => each === name)).toEqual(
        form.fields.filter(([each]) => each === name),
      )
    // A refusal that draws the page anew forgets it no more than that.
    const refused = await ada.send(form, { role: 'orders', place: '' })
    expect(refused.text).toMatch(new RegExp(`name="seen" value="${Object.fromEntries(form.fields).seen}"`))
    const { location } = await ada.send(again, { role: 'orders' })
    const review = await getReview(admin, location!.split('/').at(-1)!, context)
    expect(review.conflicts).toHaveLength(1)
    expect(review.groups.flatMap(({ loses }) => loses)).toEqual([])
  })
})
