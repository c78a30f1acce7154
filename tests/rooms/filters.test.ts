import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chosenPeople } from '@/lib/grants/changes/change-many'
import { takenNumbers, takenPeople } from '@/lib/grants/changes/taken'
import { chosenNumbers } from '@/lib/grants/numbers/limit-numbers'
import { listNumbers } from '@/lib/grants/numbers/list-numbers'
import { listPeople } from '@/lib/grants/people/list-people'
import { listNumbersInput, listPeopleInput } from '@/lib/grants/schema'
import { NotFound } from '@/lib/kernel/violation'
import { exportLines } from '@/lib/subscriptions/lines/export-lines'
import { listLines } from '@/lib/subscriptions/lines/list-lines'
import { previewLines } from '@/lib/subscriptions/lines/preview-lines'
import { previewMove } from '@/lib/subscriptions/moves/preview-move'
import { listLineFilters } from '@/lib/subscriptions/queries'
import {
  exportLinesInput,
  listLinesInput,
  previewMoveInput,
  selectLinesInput,
} from '@/lib/subscriptions/schema'
import { filterQuery, queryOf } from '@/lib/web/query'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { exported } from '../support/exported'
import { aCompany, aMobile, aUser, value } from '../support/people'
import { holderOf } from '../support/random-reach'

const context = useContext()
const CHANGE = { field: 'label', value: 'x' } as const

async function fleet() {
  const { slug, admin } = await aCompany(context)
  const lines = Array.from({ length: 24 }, (_, n) => ({
    ...{ company: slug, number: aMobile(), billingAccount: `A-${n % 2}` },
    costCentre: ['Drivers', 'Office', 'Depot'][n % 3]!,
    tariff: ['S', 'L'][n % 2]!,
    holder: ['Nagy Éva', 'Kővári Ödön'][n % 2]!,
    status: n % 5 ? ('active' as const) : ('suspended' as const),
  }))
  const { ids } = await deliver(context, lines)
  return { admin, ids, filters: await listLineFilters(admin, context) }
}

/** The query as the form of a list sends it: every control, also those in which nothing is chosen. */
const sent = (controls: Record<string, string>, more: [string, string][] = []) =>
  queryOf(new Request(`http://portal.test/?${new URLSearchParams([...Object.entries(controls), ...more])}`))

test('what the filters of a list show is what it shows, what its file holds, and what is changed of it', async () => {
  const { admin, filters } = await fleet()
  const oneOf = (values: readonly string[]) => fc.constantFrom('', ...values)
  const controls = fc.record({
    q: fc.constantFrom('', 'nagy', 'kovari', '3020', 'nobody'),
    status: fc.constantFrom('all', 'active', 'suspended', 'terminated'),
    only: fc.constantFrom('all', 'over_limit', 'unused'),
    centre: oneOf(filters.centres.map(({ id }) => id)),
    account: oneOf(filters.accounts.map(({ id }) => id)),
    tariff: oneOf(filters.tariffs),
    sort: fc.constantFrom('number', 'holder', 'cost', 'used'),
  })
  await fc.assert(
    fc.asyncProperty(controls, async (chosen) => {
      const query = sent(chosen, [
        ['cols', 'holder'],
        ['cols', 'status'],
      ])
      const asked = listLinesInput.parse(query)
      const { rows } = await listLines(admin, asked, context)
      const taken = exportLinesInput.parse({ ...query, locale: 'en' })
      expect(taken.format).toBe('csv')
      const file = await exported(value(await exportLines(admin, taken, context)))
      expect(file.map(([number, , holder]) => [number, holder])).toEqual(
        rows.map(({ number, holder }) => [number, holder]),
      )
      const all = selectLinesInput.parse({ ...query, all: '1' })
      expect((await previewLines(admin, all, CHANGE, context)).count).toBe(rows.length)
      expect((await previewMove(admin, previewMoveInput.parse({ ...query, all: '1' }), context)).count).toBe(
        rows.length,
      )
      // What is chosen stands among the choices.
      const shown = await listLineFilters(admin, context, asked)
      if (chosen.centre) expect(shown.centres.map(({ id }) => id)).toContain(chosen.centre)
    }),
    { numRuns: 12 },
  )
})

const UUID = '018f0000-0000-7000-8000-000000000000'
/** Filters that no control of ours sends: misspelt, of another version, twice, cut off. */
const UNREADABLE = [
  ...[
    'status=Suspended',
    'status=',
    'status=blocked',
    'status=active&status=suspended',
    'only=unsued',
    'only=',
  ],
  ...[
    'centre=Drivers',
    `centre=${UUID.slice(0, -1)}`,
    `centre=${UUID}&centre=${UUID}`,
    'account=A-1',
    'account=1',
  ],
  ...[`account=${UUID}x`, `tariff=${'x'.repeat(121)}`, 'tariff=S&tariff=L', 'q=%00'],
]

test.each(UNREADABLE)('%s narrows no list, and nothing is taken by it', async (text) => {
  const query = queryOf(new Request(`http://portal.test/?${text}`))
  const { q, status, only, centre, account, tariff } = listLinesInput.parse(query)
  expect({ q, status, only, centre, account, tariff }).toEqual({ q: '', status: 'all', only: 'all' })
  expect(exportLinesInput.safeParse({ ...query, locale: 'en' }).success).toBe(false)
  expect(selectLinesInput.safeParse({ ...query, all: '1' }).success).toBe(false)
})

test('a choice that is not there narrows to nothing, and stands among the choices', async () => {
  const { admin } = await fleet()
  const other = (await fleet()).filters.centres[0]!.id
  for (const centre of [UUID, other]) {
    expect((await listLines(admin, listLinesInput.parse({ centre }), context)).rows).toEqual([])
    const { centres } = await listLineFilters(admin, context, { centre, tariff: 'XXL' })
    expect(centres[0]).toEqual({ id: centre, name: null })
  }
  expect((await listLineFilters(admin, context, { tariff: 'XXL' })).tariffs).toContain('XXL')
  expect((await listLineFilters(admin, context, { account: UUID })).accounts[0]).toEqual({
    id: UUID,
    name: null,
  })
})

test('who may change a part of what they see is told which: in the list, and before it is done', async () => {
  const { admin, ids, filters } = await fleet()
  const drivers = filters.centres.find(({ name }) => name === 'Drivers')!.id
  const parts = { account: filters.accounts.map(({ id }) => id), centre: [drivers], line: ids }
  const manager = holderOf(
    admin,
    [
      { what: { functions: ['line:view'] }, scope: { kind: 'company', n: 0 } },
      { what: { template: 'fleet_manager' }, scope: { kind: 'centre', n: 0 } },
    ],
    parts,
  )
  const { rows } = await listLines(manager, listLinesInput.parse({}), context)
  expect(rows).toHaveLength(24)
  for (const { mayEdit, costCentre } of rows) expect(mayEdit).toBe(costCentre === 'Drivers')
  const preview = (query: object) => previewLines(manager, selectLinesInput.parse(query), CHANGE, context)
  expect(await preview({ all: '1' })).toMatchObject({ count: 8, leftOut: 16 })
  expect(await preview({ all: '1', centre: drivers })).toMatchObject({ count: 8, leftOut: 0 })
  expect(await preview({ id: rows.map(({ id }) => id) })).toMatchObject({ count: 8, leftOut: 16 })
  const reader = holderOf(
    admin,
    [{ what: { functions: ['line:view'] }, scope: { kind: 'company', n: 0 } }],
    parts,
  )
  for (const { mayEdit } of (await listLines(reader, listLinesInput.parse({}), context)).rows)
    expect(mayEdit).toBe(false)
  for (const { mayEdit } of (await listLines(admin, listLinesInput.parse({}), context)).rows)
    expect(mayEdit).toBe(true)
})

test('all people, or numbers, of a list are those that it shows; by what cannot be read they are nobody', async () => {
  const { admin, filters } = await fleet()
  for (const login of ['ann', 'anton', 'bea']) await aUser(context, admin, login)
  const { id, account } = await aUser(context, admin, 'cleo')
  value(await giveRight(context, admin, id, 'finance'))
  const cleo = await demoActor(context, account)
  expect(cleo.subject.grants).toHaveLength(1)
  const people = async (query: Record<string, string>) => {
    const { rows } = await listPeople(admin, listPeopleInput.parse(query), context)
    const all = filterQuery(takenPeople, query)
    const chosen = await chosenPeople(admin, { people: '', all }, context)
    expect(chosen.sort()).toEqual(
      rows
        .map((row) => row.id)
        .filter((each) => each !== admin.subject.id)
        .sort(),
    )
    return chosen.length
  }
  expect(await people({})).toBe(4)
  expect(await people({ q: 'an', role: '' })).toBe(2)
  expect(await people({ role: 'finance' })).toBe(1)
  expect(await people({ role: 'none' })).toBe(3)
  expect(await people({ q: '', role: 'bill:view' })).toBe(0)
  expect(await people({ soon: '1' })).toBe(0)
  const strange = ['role=nobody', 'role=Finance', 'scope=Drivers', 'scope=centre:1', 'soon=yes']
  for (const all of strange) {
    const query = queryOf(new Request(`http://portal.test/?${all}`))
    expect(() => filterQuery(takenPeople, query), all).toThrow(NotFound)
    expect(await chosenPeople(admin, { people: '', all }, context), all).toEqual([])
    // The list itself shows everybody, and its controls say so.
    expect(listPeopleInput.parse(query), all).toMatchObject({ q: '', role: '' })
  }
  const numbers = async (query: Record<string, string>) => {
    const { rows } = await listNumbers(admin, listNumbersInput.parse(query), context)
    const chosen = await chosenNumbers(admin, { numbers: [], all: filterQuery(takenNumbers, query) }, context)
    expect(chosen.sort()).toEqual(rows.map((row) => row.id).sort())
    return chosen.length
  }
  expect(await numbers({})).toBe(24)
  expect(await numbers({ q: 'nagy', centre: '' })).toBe(12)
  expect(await numbers({ q: '', centre: filters.centres[0]!.id })).toBe(8)
  for (const all of ['centre=Drivers', `centre=${UUID}x`, 'q=%00']) {
    expect(() => filterQuery(takenNumbers, queryOf(new Request(`http://portal.test/?${all}`)))).toThrow(
      NotFound,
    )
    expect(await chosenNumbers(admin, { numbers: [], all }, context), all).toEqual([])
  }
})
