import { expect, test } from 'vitest'
import { beyondLost, type Lost, lostBy } from '@/lib/subscriptions/moves/move-lost'

const at = (accountId: string | null, centreId: string | null, lineId?: string) => ({
  ...{ companyId: 'acme', accountId, centreId },
  ...(lineId && { lineId }),
})
const view = 'line:view' as const
const lost: Lost[] = [
  { accounts: ['ann', 'bob'], functions: [view], from: [{ account: 'X', centre: 'A' }] },
  { accounts: ['bob'], functions: ['usage:view'], from: [{ account: 'Y', centre: 'A' }] },
  { accounts: ['cid'], functions: [view], from: [{ line: 'one' }] },
  { accounts: ['old'], functions: [view] },
]

// The lines stand in C; they go back to A, or to another.
for (const [why, who, fn, where, to, isNew] of [
  ['what was taken comes back', ['ann'], view, at('X', 'C'), 'A', false],
  ['for all from whom it was taken', ['ann', 'bob'], view, at('X', 'C'), 'A', false],
  ['over each line of its place', ['ann'], view, at('X', 'C', 'one'), 'A', false],
  ['not over another account’s lines', ['ann'], view, at('Y', 'C'), 'A', true],
  ['not over lines of no account', ['ann'], view, at(null, 'C'), 'A', true],
  ['not over another cost centre’s lines', ['ann'], view, at('X', 'C'), 'B', true],
  ['not over lines that belonged to none', ['ann'], view, at('X', 'C'), null, true],
  ['not another function', ['ann'], 'usage:view', at('X', 'C'), 'A', true],
  ['not a function of another place', ['bob'], 'usage:view', at('X', 'C'), 'A', true],
  ['nor of this one elsewhere', ['bob'], view, at('Y', 'C'), 'A', true],
  ['not to somebody else', ['dan'], view, at('X', 'C'), 'A', true],
  ['not to somebody else beside those', ['ann', 'dan'], view, at('X', 'C'), 'A', true],
  ['over the line that was held by itself', ['cid'], view, at('X', 'C', 'one'), 'A', false],
  ['not over others of its place', ['cid'], view, at('X', 'C'), 'A', true],
  ['not over the next one', ['cid'], view, at('X', 'C', 'two'), 'A', true],
  ['nothing where nobody kept of which lines', ['old'], view, at('X', 'C'), 'A', true],
] as const)
  test(`undoing a move gives back, ${why}`, () => {
    const more = beyondLost(lost, to)(fn, who, [where])
    expect(more.length > 0).toBe(isNew)
    if (isNew) expect(more).toEqual([{ accounts: [who.at(-1)], from: [where] }])
  })

test('what a move takes is kept by place, and reads back as what was taken', () => {
  const parts = [
    { functions: [view], from: [at('X', 'A'), at(null, null)] },
    { functions: ['usage:view' as const], from: [at('X', 'A', 'one')] },
  ]
  const functions = parts.flatMap((part) => part.functions)
  const loses = [{ accounts: ['ann'], functions, parts, own: new Set(['one']) }]
  const kept = lostBy({ gains: [], loses, mover: { gains: null, loses: null } })
  const more = beyondLost(JSON.parse(JSON.stringify(kept)), 'A')
  expect(more(view, ['ann'], [at('X', 'C'), at('X', 'C', 'one')])).toEqual([])
  expect(more('usage:view', ['ann'], [at('X', 'C', 'one')])).toEqual([])
  expect(more('usage:view', ['ann'], [at('X', 'C')])).toHaveLength(1)
})
