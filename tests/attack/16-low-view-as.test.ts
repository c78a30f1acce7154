import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

async function aLook() {
  const { admin } = await aCompany(context)
  const eve = await aUser(context, admin)
  value(await giveRight(context, admin, eve.id, 'user_administrator'))
  const ada = await sessionOf(context, admin.name)
  const own = await ada.form('/users/new', 'Create')
  const look = await ada.form(`/rights/view?user=${eve.id}`, 'View as this person')
  await ada.send(look)
  const seen = await ada.form('/users/new', 'Create')
  const create = (form: typeof own, login: string) =>
    ada.send(form, {
      login,
      name: 'New One',
      email: `${login}@x.example`,
      mobile: '30 999 8877',
      language: '',
    })
  const created = (login: string) => context.db.user.count({ where: { companyId: admin.company.id, login } })
  return { admin, eve, ada, own, seen, create, created }
}

/** Ways in which looking ends by itself. */
const ENDS: Record<string, (look: Awaited<ReturnType<typeof aLook>>) => Promise<unknown>> = {
  'whoever is looked at is suspended': ({ admin, eve }) =>
    context.db.suspension.create({
      data: { userId: eve.id, since: new Date(), byId: admin.subject.id },
      select: { id: true },
    }),
  'half an hour is over': ({ admin }) => context.sql.$executeRaw`
    UPDATE session SET viewing_since = now() - interval '31 minutes' WHERE user_id = ${admin.subject.id}::uuid`,
  'it was begun by a process of before': ({ admin }) => context.sql.$executeRaw`
    UPDATE session SET viewing_since = NULL WHERE user_id = ${admin.subject.id}::uuid`,
}

test.each(Object.entries(ENDS))(
  'when %s, nothing is done as oneself before one has said so',
  async (_what, end) => {
    const look = await aLook()
    const { ada, own, seen, create, created, eve, admin } = look
    await end(look)
    // The next press, from a page of before or of one's own: neither does anything.
    for (const form of [seen, own]) {
      await create(form, 'quietly')
      expect(await created('quietly')).toBe(0)
    }
    expect((await ada.get('/users')).location).toContain('/view-ended')
    const page = await ada.get('/view-ended')
    expect(page.text).toContain(`no longer looking as ${eve.account}`)
    expect(page.text).toContain(admin.name)
    const on = await ada.send(await ada.form('/view-ended', 'Go on as myself'))
    expect(on.location).toContain('/overview')
    // A page that was shown through other eyes stays one, also in a second tab; one's own works again.
    expect((await create(seen, 'quietly')).text).toContain('looking through somebody else')
    expect(await created('quietly')).toBe(0)
    await create(own, 'aloud')
    expect(await created('aloud')).toBe(1)
  },
)

test('who stops in one tab does nothing by the page of the other', async () => {
  const { ada, seen, create, created } = await aLook()
  await ada.send(await ada.form('/overview', 'Stop looking'))
  await create(seen, 'quietly')
  expect(await created('quietly')).toBe(0)
  await create(await ada.form('/users/new', 'Create'), 'aloud')
  expect(await created('aloud')).toBe(1)
  // Nothing is over, so nothing has to be said.
  expect((await ada.get('/view-ended')).location).toContain('/overview')
})
