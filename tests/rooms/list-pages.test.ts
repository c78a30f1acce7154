import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listAudit } from '@/lib/audit/queries'
import { AUDIT } from '@/lib/audit/schema'
import { listBillChanges, listBillSums } from '@/lib/billing/bills/bill-parts'
import { listBills } from '@/lib/billing/queries'
import { listUsage } from '@/lib/billing/reports/line-costs'
import { BILLS, USAGE } from '@/lib/billing/schema'
import { listUsers } from '@/lib/company/queries'
import { USERS } from '@/lib/company/schema'
import { listChanges } from '@/lib/grants/changes/list-changes'
import { listNumbers } from '@/lib/grants/numbers/list-numbers'
import { listPeople } from '@/lib/grants/people/list-people'
import { CHANGES, NUMBERS, PEOPLE } from '@/lib/grants/schema'
import { writeCursor } from '@/lib/kernel/cursor'
import { isTurned } from '@/lib/kernel/list-address'
import type { Actor } from '@/lib/rights/actor'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { LINES } from '@/lib/subscriptions/schema'
import { giveRight } from '@/prisma/seed/change-rights'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { files } from '../support/files'
import { aMobile, aUser, value } from '../support/people'

const context = useContext()

type Page = { rows: readonly unknown[]; next: string | null }
/** A list that its page asks for by `asked`, and what else may come into it while somebody turns its pages. */
type Listed = {
  declared: { shown: { parse: (query: object) => object }; orders: readonly string[] }
  page: (asked: never, size: number) => Promise<Page>
  keyOf: (row: never) => string
  another: () => Promise<unknown>
}

/** Everything that a list shows, page by page; after the first something else comes into it. */
async function walk(
  { declared, page, keyOf }: Listed,
  sort: string,
  size: number,
  meanwhile = async () => {},
) {
  const seen: string[] = []
  let after: string | undefined
  for (let turns = 0; turns < 400; turns++) {
    const { rows, next } = await page(declared.shown.parse({ sort, after }) as never, size)
    expect(rows.length, 'no page is longer than asked for').toBeLessThanOrEqual(size)
    seen.push(...rows.map((row) => keyOf(row as never)))
    if (!next) return seen
    if (turns === 0) await meanwhile()
    after = next
  }
  throw new Error('it never ends')
}

/** A company in which much is alike: names, holders, costs, days. */
async function much() {
  const { slug, admin } = await aCompanyWithBills(context, { seed: 47, lines: 9, months: 3, accounts: 2 })
  const line = (n: number) => ({
    ...{ company: slug, number: aMobile(), billingAccount: 'A-1', costCentre: 'Depot', tariff: 'S' },
    ...(n % 3 && { holder: ['Nagy Éva', 'nagy éva'][n % 2]! }),
  })
  await deliver(
    context,
    Array.from({ length: 7 }, (_, n) => line(n)),
  )
  for (let n = 0; n < 5; n++) {
    const { id } = await aUser(context, admin)
    await context.db.user.update({ where: { id }, data: { name: n % 2 ? 'Kiss Anna' : 'kiss anna' } })
    value(await giveRight(context, admin, id, 'finance'))
  }
  return { admin, anotherLine: () => deliver(context, [line(1)]) }
}

const id = (row: { id: string }) => row.id
const anotherUser = async (admin: Actor) => {
  const { id } = await aUser(context, admin)
  await context.db.user.update({ where: { id }, data: { name: 'Kiss Anna' } })
}

async function lists(): Promise<Record<string, Listed>> {
  const { admin, anotherLine } = await much()
  const [busy] = (await listLines(admin, LINES.shown.parse({ sort: 'cost' }), context)).rows
  const byUser = () => anotherUser(admin)
  const right = async () => {
    const { id } = await aUser(context, admin)
    value(await giveRight(context, admin, id, 'finance'))
  }
  return {
    lines: {
      declared: LINES,
      page: (asked, size) => listLines(admin, asked, context, { size }),
      ...{ keyOf: id, another: anotherLine },
    },
    numbers: {
      declared: NUMBERS,
      page: (asked, size) => listNumbers(admin, asked, context, size),
      ...{ keyOf: id, another: anotherLine },
    },
    bills: {
      declared: BILLS,
      page: (asked, size) => listBills(admin, asked, context, size),
      keyOf: id,
      another: async () => {},
    },
    usage: {
      declared: USAGE,
      page: (asked, size) => listUsage(admin, busy!.id, asked, context, size),
      keyOf: (row: object) => JSON.stringify(row),
      another: async () => {},
    },
    users: {
      declared: USERS,
      page: (asked, size) => listUsers(admin, asked, context, size),
      ...{ keyOf: id, another: byUser },
    },
    people: {
      declared: PEOPLE,
      page: (asked, size) => listPeople(admin, asked, context, size),
      ...{ keyOf: id, another: byUser },
    },
    changes: {
      declared: CHANGES,
      page: (asked, size) => listChanges(admin, asked, context, size),
      ...{ keyOf: id, another: right },
    },
    audit: {
      declared: AUDIT,
      page: (asked, size) => listAudit(admin, asked, context, size),
      keyOf: ({ seq }: { seq: string }) => seq,
      another: byUser,
    },
  }
}

test('each list shows each of its rows once, in every order, both ways, page by page, whatever comes meanwhile', async () => {
  for (const [name, listed] of Object.entries(await lists())) {
    for (const sort of listed.declared.orders) {
      const whole = await walk(listed, sort, 1_000)
      expect(whole.length, name).toBeGreaterThan(3)
      expect(new Set(whole).size, `${name} ${sort}`).toBe(whole.length)
      for (const size of [1, 3]) expect(await walk(listed, sort, size), `${name} ${sort}`).toEqual(whole)
      const [turned] = listed.declared.orders.filter(
        (other) => other !== sort && other.replace('-', '') === sort.replace('-', ''),
      )
      expect(isTurned(sort) !== isTurned(turned!), name).toBe(true)
      expect([...(await walk(listed, turned!, 1_000))].reverse(), `${name} ${turned}`).toEqual(whole)
      // What comes in between may be seen or not; what was there is, once.
      const seen = await walk(listed, sort, 3, async () => {
        await listed.another()
      })
      expect(new Set(seen).size, `${name} ${sort}`).toBe(seen.length)
      expect(
        seen.filter((each) => whole.includes(each)),
        `${name} ${sort}`,
      ).toEqual(whole)
    }
  }
})

test('what a cursor of another order, or of nothing there can be, asks for begins at the beginning', async () => {
  for (const [name, listed] of Object.entries(await lists())) {
    for (const sort of listed.declared.orders) {
      const first = await listed.page(listed.declared.shown.parse({ sort }) as never, 3)
      const odd = [
        ...['', 'x', '[]', writeCursor(1), writeCursor('a', 'b', 'c'), writeCursor(sort, 'x', 'y')],
        ...[writeCursor(sort, '\u0000', 'y'), writeCursor(sort, '9'.repeat(30), '9'), writeCursor(sort, '-')],
      ]
      for (const after of odd) {
        const page = await listed.page(listed.declared.shown.parse({ sort, after }) as never, 3)
        // Where an order goes by text, any text is a place in it.
        expect(page.rows.length, `${name} ${sort} ${after}`).toBeLessThanOrEqual(3)
      }
      for (const other of listed.declared.orders.filter((each) => each !== sort)) {
        const { next } = await listed.page(listed.declared.shown.parse({ sort: other }) as never, 1)
        if (!next) continue
        const page = await listed.page(listed.declared.shown.parse({ sort, after: next }) as never, 3)
        expect(page.rows, `${name} ${sort} behind ${other}`).toEqual(first.rows)
      }
    }
  }
})

test('the parts of a bill show each of their rows once, page by page', async () => {
  const { admin } = await much()
  const [, bill] = (await listBills(admin, BILLS.shown.parse({}), context)).rows
  const parts: ((after: string | undefined, size: number) => Promise<Page>)[] = [
    (after, size) => listBillSums(admin, { id: bill!.id, by: 'line', after }, context, size),
    (after, size) => listBillSums(admin, { id: bill!.id, by: 'centre', after }, context, size),
    (after, size) => listBillChanges(admin, { id: bill!.id, after }, context, size),
  ]
  for (const part of parts) {
    const whole = (await part(undefined, 1_000)).rows
    expect(whole.length).toBeGreaterThan(0)
    const seen: unknown[] = []
    for (let after: string | undefined; ; ) {
      const { rows, next } = await part(after, 1)
      seen.push(...rows)
      if (!next) break
      after = next
    }
    expect(seen).toEqual(whole)
  }
})

test('every list of the portal that is declared stands here', async () => {
  const declared = files('lib', /^schema\.ts$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/export const (\w+) = listing\(/g)].map(([, name]) =>
      name!.toLowerCase(),
    ),
  )
  expect(declared.sort()).toEqual(Object.keys(await lists()).sort())
})
