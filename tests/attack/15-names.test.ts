import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { type Inside, insidePortal, sessionOf } from '../support/inside'
import { aCompany, aUser, value } from '../support/people'
import type { Visitor } from '../support/visitor'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

/** What Ben calls himself so that whoever decides takes him for somebody else. */
const BORROWED = 'Chief Cleo Fekete'
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A company in which Ben has done, asked for and been given something of every kind, and then takes another name. */
async function aHouse() {
  const { admin } = await aCompany(context)
  const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
  for (const { id } of [ben, eve]) value(await giveRight(context, admin, id, 'user_administrator'))
  value(await giveRight(context, admin, ben.id, 'finance'))
  await context.sql.$executeRaw`
    UPDATE company SET needs_approval = '{user:create}' WHERE id = ${admin.company.id}::uuid`
  const bens = await sessionOf(context, ben.account)
  const profile = await bens.form('/profile', 'Save')
  expect((await bens.send(profile, { name: `admin@${admin.company.slug}` })).text).toContain(
    'must not look like a user name',
  )
  await bens.send(profile, { name: BORROWED })
  const ask = await bens.form('/approvals/ask?fn=company:edit', 'Ask')
  await bens.send(ask, { comment: 'please' })
  const create = await bens.form('/users/new', 'Create')
  await bens.send(create, {
    ...{ login: 'gil', name: 'Gil Nagy', email: 'gil@firm.example', mobile: '+36201234567' },
  })
  value(await giveRight(context, await demoActor(context, ben.account), eve.id, 'line:view'))
  const schedule = await bens.form('/reports', 'Set up')
  await bens.send(schedule, { report: 'kinds', email: 'books@firm.example', every: 'month' })
  const chief = await demoActor(context, admin.name)
  const chiefs = await sessionOf(context, admin.name)
  for (const [whom, substitute] of [
    [ben, eve],
    [eve, ben],
  ] as const) {
    const appoint = await chiefs.form(`/rights/people/${whom.id}/substitute`, 'Appoint')
    await chiefs.send(appoint, {
      ...{ substitute: substitute.account, from: day(0), until: day(5), reason: 'Holidays' },
    })
  }
  value(await beginReview(chief, {}, context))
  return { ben, chiefs }
}

/** One of every kind of page that links lead to from the overview; of several alike the first few. */
async function* pages(visitor: Visitor, starts: string[]) {
  const [seen, kinds, waiting] = [new Set<string>(), new Map<string, number>(), [...starts]]
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const url = new URL(path, visitor.url)
    const kind = `${url.pathname.replace(/[0-9a-f-]{36}|\d+/g, '*')} ${[...url.searchParams.keys()].sort()}`
    const often = kinds.get(kind) ?? 0
    if (seen.has(path) || often >= 3) continue
    kinds.set(kind, often + 1)
    seen.add(path)
    const { text, status, headers } = await visitor.get(path)
    yield { path, status, text: headers.get('content-type')?.includes('pdf') ? '' : text }
    for (const [, href] of text.matchAll(/<a [^>]*href="(\/[^"#]*)"/g))
      waiting.push(href!.replaceAll('&amp;', '&'))
  }
}

/**
 * Where a name stands without its account: on screen, in labels for screen readers, and in files. In a row of the audit
 * that says how a name was changed, the account stands before it.
 */
function alone(html: string, name: string, account: string): string[] {
  // What is typed into a field is the name itself.
  const seen = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/ value="[^"]*"/g, '')
  const parts = seen.split(name)
  return parts.flatMap((after, n) => {
    if (n === 0) return []
    const shown = after
      .slice(0, 600)
      .replace(/<[^>]*>/g, '')
      .slice(0, account.length + 4)
    const before = parts.slice(0, n).join(name)
    const row = before.slice(before.lastIndexOf('<tr'))
    const inRow = before.includes('<tr') && !row.includes('</tr>') && row.includes(account)
    return shown.includes(account) || inRow ? [] : [after.slice(0, 120)]
  })
}

test('whatever somebody calls themselves, their account stands beside it on every page of whoever decides', async () => {
  const { ben, chiefs } = await aHouse()
  const starts = ['/overview', `/rights/view?user=${ben.id}`, `/rights/change?id=${ben.id}`]
  const found = new Map<string, string[]>()
  let named = 0
  for await (const { path, text, status } of pages(chiefs, starts)) {
    expect(status, path).toBeLessThan(500)
    if (text.includes(BORROWED)) named += 1
    const without = alone(text, BORROWED, ben.account)
    if (without.length) found.set(path, without)
  }
  expect(Object.fromEntries(found)).toEqual({})
  expect(named).toBeGreaterThan(8)
}, 90_000)
