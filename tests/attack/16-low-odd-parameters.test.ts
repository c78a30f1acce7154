import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addresses } from '../support/build'
import { Visitor } from '../support/visitor'

/** Every name that some page or route reads from its address, and some that none does. */
const NAMES = [
  ...'account after all bill before by centre channel code cols company copy cursor done dry error field fn format'.split(
    ' ',
  ),
  ...'from id iss line month on only page payment q query reason report returnTo role scope soon sort state'.split(
    ' ',
  ),
  ...'status tab tariff to user value with changed moved undone name __proto__ constructor toString then'.split(
    ' ',
  ),
]
/** What they are given. */
const VALUES = [
  ...['x', '', 'toString', '-1', '1e309', '99999999999999999999', '%F0%9F%98%80', 'line:x', 'a'.repeat(200)],
  '00000000-0000-0000-0000-000000000000',
]
const ids = new Set(['id', 'bill', 'line', 'user'])
const queries = [
  ...VALUES.map((value) => NAMES.map((name) => `${name}=${value}`)),
  // Ids that are none end some pages early: the rest is read without them.
  NAMES.filter((name) => !ids.has(name)).map((name) => `${name}=x`),
  NAMES.flatMap((name) => [`${name}=x`, `${name}=y`]),
  NAMES.flatMap((name) => [`${name}[]=x`, `${name}[a]=x`]),
].map((pairs) => pairs.join('&'))

test('every name that is read from an address is among those tried', () => {
  for (const path of ['approvals', 'audit', 'billing', 'company', 'grants', 'subscriptions'])
    for (const [, fields] of readFileSync(`lib/${path}/schema.ts`, 'utf8').matchAll(
      /export const list\w+Input = z\.object\(\{([\s\S]*?)\n\}\)/g,
    ))
      for (const [, name] of fields!.matchAll(/^ {2}(\w+):/gm)) expect(NAMES, path).toContain(name)
})

test('nothing in the query of any page or route is an error of ours', async () => {
  const all = addresses()
  expect(all.length).toBeGreaterThan(50)
  const [admin, nobody] = [await new Visitor().openAs('admin@globex'), new Visitor()]
  const failed: string[] = []
  const ask = async (visitor: Visitor, path: string, query: string) => {
    const { status } = await visitor.get(`${path}?${query}`)
    if (status >= 500) failed.push(`${status} ${path}?${query.slice(0, 60)}`)
  }
  for (const path of all) {
    for (const query of queries) await ask(admin, path, query)
    await ask(nobody, path, queries[0]!)
  }
  for (const query of ['fn=x', 'fn=__proto__', 'fn=', 'fn=x&fn=y'])
    for (const path of ['/rights/who', '/rights/places', '/approvals/ask']) await ask(admin, path, query)
  expect(failed).toEqual([])
})
