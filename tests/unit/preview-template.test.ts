import { expect, test } from 'vitest'
import type { Person } from '@/lib/access/people'
import type { Place } from '@/lib/access/places'
import type { Difference } from '@/lib/grants/changes/judge'
import { effectsOf } from '@/lib/grants/changes/preview-groups'
import { ofTemplate } from '@/lib/grants/changes/preview-template'
import type { PreviewItem } from '@/lib/grants/view'
import { scopeKey } from '@/lib/rights/scope'

const lineId = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ROLE = '00000000-0000-4000-9000-000000000000'
const now = new Date('2026-11-27T12:00:00Z')
const was = ['line:view', 'line:edit', 'usage:view']
const template = { id: ROLE, name: 'Role', meant: null, version: 2, asks: [], retire: false }

/** Somebody who has the role at so many lines, and the same once more at the first, by itself. */
function person(
  id: string,
  lines: number,
  more: { template: string | null; functions: string[] }[] = [],
): Person {
  const grant = (n: number, held: { template: string | null; functions: string[] }) => ({
    ...{ id: `${id}-${n}-${held.template}`, ...held, validFrom: new Date(0), validTo: null },
    scope: { kind: 'line' as const, id: lineId(n) },
  })
  const grants = [
    ...Array.from({ length: lines }, (_, n) => grant(n, { template: ROLE, functions: was })),
    ...more.map((held) => grant(0, held)),
  ]
  const subject = {
    ...{ kind: 'user' as const, id, companyId: 'c', companyKind: 'customer' as const, active: true },
    ...{ mainAdministrator: false, grants },
  }
  const open = { closed: null, shutOut: false }
  return { ...open, id, name: id, account: `${id}@acme`, held: grants.length, subject }
}
const places = new Map<string, Place>(
  Array.from({ length: 2_000 }, (_, n) => {
    const scope = { kind: 'line' as const, id: lineId(n) }
    return [scopeKey(scope), { scope, name: `l${n}`, target: { companyId: 'c', lineId: lineId(n) } }]
  }),
)
const review = (people: Person[], functions: string[], retire = false) =>
  ofTemplate(people, { template: { ...template, functions, retire }, groups: [], limits: [] } as never, {
    ...{ templates: new Map(), places, now },
  })
const fnsAt = (items: readonly PreviewItem[], place: string) =>
  items.filter((item) => item.place === place).map(({ fn }) => fn)

test('a role that loses a function takes that one and no other, wherever it is not held besides', async () => {
  const besides = person('b', 2, [{ template: null, functions: ['usage:view', 'line:view'] }])
  const { groups } = await review([person('a', 2), besides], ['line:view', 'line:edit'])
  expect(
    groups.map(({ people, loses, gains }) => [
      people[0]!.id,
      loses.map(({ fn, place }) => `${fn} ${Number(place.slice(-12))}`),
      gains,
    ]),
  ).toEqual([
    ['a', ['usage:view 0', 'usage:view 1'], []],
    ['b', ['usage:view 1'], []],
  ])
})

test('a role that gains, and one that ends', async () => {
  const [gained] = (await review([person('a', 1)], [...was, 'sim_codes:view'])).groups
  expect([fnsAt(gained!.gains, `line:${lineId(0)}`), gained!.loses]).toEqual([['sim_codes:view'], []])
  const [retired] = (await review([person('a', 1)], was, true)).groups
  expect(fnsAt(retired!.loses, `line:${lineId(0)}`).sort()).toEqual([...was].sort())
})

test('people who hold the same are one group, and judged once', async () => {
  const { groups, people } = await review(
    Array.from({ length: 5_000 }, (_, n) => person(`p${n}`, 1)),
    ['line:view'],
  )
  expect(groups.map(({ count }) => count)).toEqual([5_000])
  expect(people).toBe(5_000)
})

test('of somebody who has it at thousands of places the first are told, and that there are more', async () => {
  const [group] = (await review([person('a', 2_000)], ['line:view'])).groups
  expect(group!.loses.length).toBeGreaterThanOrEqual(50)
  expect(group!.moreEffects).toBeNull()
})

test('no place is told by halves, and what is left out is counted', () => {
  const changes = (places: number, each: number): Difference[] =>
    Array.from({ length: places * each }, (_, n) => ({
      ...{ fn: `f${n % each}` as never, scope: `line:${Math.floor(n / each)}`, at: new Date(0), to: null },
    }))
  for (const [places, each] of [
    [1, 3],
    [50, 1],
    [51, 1],
    [17, 3],
    [20, 7],
    [1, 80],
    [2, 80],
  ] as const) {
    const gains = changes(places, each)
    const shown = effectsOf(gains, [], ({ fn, scope, to }) => ({ fn, place: scope, from: null, to }))
    expect(shown.gains.length % each, `${places} × ${each}`).toBe(0)
    expect(shown.gains.length).toBeGreaterThanOrEqual(Math.min(50, gains.length))
    expect(shown.gains.length + shown.moreEffects).toBe(gains.length)
  }
})
