import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { factsOf, isHeldBy, isPermission } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import en from '@/lib/words/en'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aUser, value } from '../support/people'
import { useCases } from '../support/rights-doc'

const context = useContext()

/** Which functions the page about rights says that each role holds: written down, reviewed, and not asked of the code. */
function documented(): Map<string, Set<string>> {
  const held = new Map<string, Set<string>>()
  let head: string[] = []
  for (const line of readFileSync('docs/rights.md', 'utf8').split('\n')) {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    if (cells[0] === 'Function') head = cells
    const fn = /^`([\w:]+)`$/.exec(cells[0] ?? '')?.[1]
    if (!fn || !isPermission(fn) || head.length !== cells.length) continue
    for (const [n, cell] of cells.entries())
      if (cell === '●') held.set(head[n]!, (held.get(head[n]!) ?? new Set()).add(fn))
  }
  return held
}

/** Whether somebody gets past the first line; what a use case then makes of no input at all is its own affair. */
async function getsIn(file: string, name: string, actor: Actor): Promise<boolean> {
  const room = (await import(`@/${file.replace(/\.ts$/, '')}`)) as Record<
    string,
    (...args: unknown[]) => unknown
  >
  try {
    const answer = room[name]!(actor, {}, context)
    // A generator asks when it is read.
    const iterator = (answer as AsyncGenerator)[Symbol.asyncIterator]?.()
    await (iterator ? iterator.next() : answer)
  } catch (error) {
    return !(error instanceof NotFound && / may not /.test(error.message))
  }
  return true
}

test('every use case and query, past the pages: as every role, as nobody, as a number, as a main administrator', async () => {
  const { admin } = await aCompany(context)
  const held = documented()
  const actors = new Map<string, Actor>()
  for (const key of TEMPLATE_KEYS) {
    const user = await aUser(context, admin)
    value(await giveRight(context, admin, user.id, key))
    actors.set(en.rights.templates[key].name, await demoActor(context, user.account))
  }
  actors.set('nobody', await demoActor(context, (await aUser(context, admin)).account))
  const number = { ...admin.subject, kind: 'number' as const, mainAdministrator: false, grants: [] }
  actors.set('Line holder', {
    ...admin,
    name: 'a number',
    subject: { ...number, ceilings: { company: null, number: null } },
  })
  const cases = useCases()
  expect(cases.length).toBeGreaterThan(110)
  expect(held.size).toBe(TEMPLATE_KEYS.length + 1)
  for (const { file, name, fn } of cases) {
    for (const [who, actor] of actors) {
      const { everybody } = factsOf(fn)
      const may = held.get(who)?.has(fn) || (everybody && isHeldBy(actor.subject.kind, fn)) || false
      expect(await getsIn(file, name, actor), `${name} (${fn}) as ${who}`).toBe(may)
    }
    const offered = factsOf(fn).offeredTo?.includes('customer') !== false && isHeldBy('user', fn)
    expect(await getsIn(file, name, admin), `${name} (${fn}) as main administrator`).toBe(offered)
  }
}, 120_000)
