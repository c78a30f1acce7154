import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveRight } from '@/prisma/seed/change-rights'
import { deliver } from '../support/deliver'
import { DOORS, type Things } from '../support/doors'
import { files } from '../support/files'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'
import type { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

/** Every address of the portal that hands out a file, as the build has them. */
const FILES = files('app/(portal)', /^route\.ts$/)
  .filter((file) => readFileSync(file, 'utf8').includes('download('))
  .map((file) => file.replace('app/(portal)', '').replace(/\/route\.ts$/, ''))

async function aLook() {
  const { admin, slug } = await aCompany(context)
  const eve = await aUser(context, admin)
  for (const role of ['auditor', 'finance']) value(await giveRight(context, admin, eve.id, role))
  for (const fn of ['usage:view', 'usage:export', 'right:grant', 'access_review:run'])
    value(await giveRight(context, admin, eve.id, fn))
  const number = `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const { ids } = await deliver(context, [{ company: slug, number }])
  const ada = await sessionOf(context, admin.name)
  const look = await ada.form(`/rights/view?user=${eve.id}`, 'View as this person')
  return { admin, eve, line: ids[0]!, ada, start: () => ada.send(look) }
}
const isFile = ({ headers }: { headers: Headers }) =>
  (headers.get('content-disposition') ?? '').startsWith('attachment')

test('whoever looks takes no file away, of any that there are', async () => {
  const { ada, eve, line, admin, start } = await aLook()
  const things: Things = { user: eve.id, line, bill: line, draft: line, review: line }
  expect(FILES.length).toBeGreaterThanOrEqual(7)
  const before = await Promise.all(FILES.map((door) => ada.get(DOORS[door]!.at(things))))
  expect(before.filter(isFile).length).toBeGreaterThanOrEqual(4)
  await start()
  expect((await ada.get('/overview')).text).toContain(eve.account)
  for (const door of FILES) {
    const answer = await ada.get(DOORS[door]!.at(things))
    expect(isFile(answer), door).toBe(false)
    expect(answer.location, door).toContain('/overview?files=closed')
  }
  expect((await ada.get('/overview?files=closed')).text).toContain('Nothing is handed out as a file')
  const taken = await context.db.auditEntry.count({
    where: {
      companyId: admin.company.id,
      action: 'billing.usage_downloaded',
      actorName: { contains: ' as ' },
    },
  })
  expect(taken).toBe(0)
})

test('an approval that the other was given is none for whoever looks', async () => {
  const { ada, eve, line, admin, start } = await aLook()
  await context.sql
    .$executeRaw`UPDATE company SET needs_approval = '{usage:export}' WHERE id = ${admin.company.id}::uuid`
  await context.sql.$executeRaw`
    INSERT INTO approval_request (id, company_id, by_id, function, kind, input, subject, asked_at, deadline, state, decided_at, decided_by_id)
    VALUES (gen_random_uuid(), ${admin.company.id}::uuid, ${eve.id}::uuid, 'usage:export', 'operation',
      ${{ line, month: '2026-10' }}::jsonb, 'x', now(), now() + interval '1 day', 'approved', now(), ${admin.subject.id}::uuid)`
  const take = (who: Visitor) => who.get(`/lines/${line}/usage/export?month=2026-10`)
  expect(isFile(await take(await sessionOf(context, eve.account)))).toBe(true)
  expect(isFile(await take(ada))).toBe(false)
  await start()
  expect(isFile(await take(ada))).toBe(false)
})
