import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AllocatedBill, type AllocatedMoney, allocate } from '@/lib/billing/allocation/allocation'
import { keptOpen, type Recall } from '@/lib/billing/allocation/recalls'

const bill = (
  number: string,
  dueOn: string,
  open: number,
  more: Partial<AllocatedBill> = {},
): AllocatedBill => ({
  ...{ id: number, number, dueOn, open: BigInt(open), held: false, reserved: false },
  ...more,
})
const money = (
  reference: string,
  at: number,
  amount: number,
  more: Partial<AllocatedMoney> = {},
): AllocatedMoney => ({
  ...{ id: reference, reference, at, amount: BigInt(amount), bill: null, delivered: true },
  ...more,
})
const recall = (payment: string, bill: string, amount: number, until = 9, covered = 0): Recall => ({
  ...{ payment, bill, amount: BigInt(amount), until, covered: BigInt(covered) },
})
const listed = (bills: AllocatedBill[], came: AllocatedMoney[], recalls: Recall[] = []) =>
  allocate(bills, came, recalls)
    .map(({ payment, bill, amount }) => `${payment} ${bill} ${amount}`)
    .sort()

const JAN = bill('JAN', '2026-01-15', 100)
const FEB = bill('FEB', '2026-02-15', 100)
const MAR = bill('MAR', '2026-03-15', 100)
const [HELD, RESERVED] = [
  { ...JAN, held: true },
  { ...JAN, reserved: true },
]

test.each<[string, AllocatedBill[], AllocatedMoney[], string[], Recall[]?]>([
  [
    'what was recalled of a bill stays open of that one',
    [JAN, FEB],
    [money('A', 1, 100)],
    ['A FEB 100'],
    [recall('A', 'JAN', 100)],
  ],
  [
    'as much of it, twice of one payment too',
    [JAN, FEB],
    [money('A', 1, 130)],
    ['A FEB 100', 'A JAN 30'],
    [recall('A', 'JAN', 40), recall('A', 'JAN', 30)],
  ],
  [
    'money that was there stays where it was',
    [JAN, FEB],
    [money('B', 2, 100)],
    ['B FEB 100'],
    [recall('A', 'JAN', 100)],
  ],
  [
    'money that came since covers it in its turn',
    [JAN, FEB],
    [money('B', 2, 90), money('C', 9, 110)],
    ['B FEB 90', 'C FEB 10', 'C JAN 100'],
    [recall('A', 'JAN', 100)],
  ],
  [
    'and so does money that names it, whenever it came',
    [JAN, FEB],
    [money('B', 2, 100, { bill: 'JAN' })],
    ['B JAN 100'],
    [recall('A', 'JAN', 100)],
  ],
  [
    'what nobody else needs covers it in the end',
    [JAN, FEB],
    [money('A', 1, 150)],
    ['A FEB 100', 'A JAN 50'],
    [recall('A', 'JAN', 100)],
  ],
  [
    'more than is open of it is all of it',
    [JAN, FEB],
    [money('B', 2, 100)],
    ['B FEB 100'],
    [recall('A', 'JAN', 900)],
  ],
  [
    'the bill due first goes first, whichever arrived first',
    [MAR, JAN, FEB],
    [money('A', 1, 150)],
    ['A FEB 50', 'A JAN 100'],
  ],
  [
    'of one due date the lower number goes first',
    [bill('B', '2026-01-15', 9), bill('A', '2026-01-15', 9)],
    [money('M', 1, 9)],
    ['M A 9'],
  ],
  ['what names a bill covers that one', [JAN, FEB], [money('A', 1, 60, { bill: 'FEB' })], ['A FEB 60']],
  [
    'and the bill due first with what is over',
    [JAN, FEB],
    [money('A', 1, 130, { bill: 'FEB' })],
    ['A FEB 100', 'A JAN 30'],
  ],
  [
    'paid twice: the second one covers another bill',
    [JAN, FEB],
    [money('A', 1, 100, { bill: 'JAN' }), money('B', 2, 100, { bill: 'JAN' })],
    ['A JAN 100', 'B FEB 100'],
  ],
  [
    'paid twice and nothing else owed: the second one is credit',
    [JAN],
    [money('A', 1, 100, { bill: 'JAN' }), money('B', 2, 100, { bill: 'JAN' })],
    ['A JAN 100'],
  ],
  [
    'money that names a bill goes before money that came earlier and names none',
    [JAN, FEB],
    [money('A', 1, 100), money('B', 2, 100, { bill: 'JAN' })],
    ['A FEB 100', 'B JAN 100'],
  ],
  [
    'a bill of another account, or none that is known, is none',
    [JAN],
    [money('A', 1, 40, { bill: 'ELSE' })],
    ['A JAN 40'],
  ],
  ['a disputed bill is left out', [HELD, FEB], [money('A', 1, 100)], ['A FEB 100']],
  ['unless the money names it', [HELD, FEB], [money('A', 1, 100, { bill: 'JAN' })], ['A JAN 100']],
  [
    'credit leaves a bill that is being paid alone',
    [RESERVED, FEB],
    [money('A', 1, 150, { delivered: false })],
    ['A FEB 100'],
  ],
  ['what is delivered counts all the same', [RESERVED, FEB], [money('A', 1, 150)], ['A FEB 50', 'A JAN 100']],
  ['nothing owed: all is credit', [], [money('A', 1, 150)], []],
  ['the oldest money goes first', [JAN], [money('B', 2, 80), money('A', 1, 70)], ['A JAN 70', 'B JAN 30']],
  [
    'of one day the lower reference goes first',
    [JAN],
    [money('B', 1, 80), money('A', 1, 70)],
    ['A JAN 70', 'B JAN 30'],
  ],
  [
    'sums beyond 2^53 stay exact',
    [bill('X', '2026-01-01', 0, { open: 2n ** 60n + 1n })],
    [money('A', 1, 0, { amount: 2n ** 61n })],
    [`A X ${2n ** 60n + 1n}`],
  ],
])('%s', (_, bills, came, expected, recalls) => expect(listed(bills, came, recalls)).toEqual(expected))

type Kept = [amount: number, until: number, covered?: number]
test.each<[string, Kept[], [at: number, amount: number][], number]>([
  ['none', [], [[1, 50]], 0],
  ['one', [[40, 5]], [], 40],
  [
    'two',
    [
      [40, 5],
      [30, 7],
    ],
    [],
    70,
  ],
  ['one that was paid by name since', [[40, 5]], [[5, 40]], 0],
  ['one of which a part was', [[40, 5]], [[6, 15]], 25],
  ['more was paid since', [[40, 5]], [[6, 90]], 0],
  [
    'in two',
    [[40, 5]],
    [
      [6, 15],
      [9, 25],
    ],
    0,
  ],
  ['what named the bill before has paid none of it', [[40, 5]], [[4, 60]], 40],
  ['paid online since', [[40, 5, 40]], [], 0],
  ['both', [[40, 5, 15]], [[6, 15]], 10],
  [
    'two, paid after both',
    [
      [40, 5],
      [30, 7],
    ],
    [[8, 50]],
    20,
  ],
  [
    'two, paid between them: the second one stays',
    [
      [40, 5],
      [30, 7],
    ],
    [[6, 40]],
    30,
  ],
  [
    'two, more paid between them than there was to pay',
    [
      [40, 5],
      [30, 7],
    ],
    [[6, 90]],
    30,
  ],
  [
    'two, each paid',
    [
      [40, 5],
      [30, 7],
    ],
    [
      [6, 40],
      [8, 30],
    ],
    0,
  ],
  [
    'two of a day, paid online after both',
    [
      [40, 5, 50],
      [30, 5, 50],
    ],
    [],
    20,
  ],
  [
    'two, the first of them paid online',
    [
      [40, 5, 40],
      [30, 7, 0],
    ],
    [],
    30,
  ],
  [
    'in any order',
    [
      [30, 7],
      [40, 5],
    ],
    [[6, 40]],
    30,
  ],
])('of what was recalled stays open: %s', (_, all, named, expected) => {
  const recalls = all.map(([amount, until, covered]) => recall('A', 'JAN', amount, until, covered))
  expect(
    keptOpen(
      recalls,
      named.map(([at, amount]) => ({ at, amount: BigInt(amount) })),
    ),
  ).toBe(BigInt(expected))
})

const bills = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom(...'abcdefgh'),
      dueOn: fc.constantFrom('2026-01-15', '2026-02-15', '2026-03-15', '2026-04-15'),
      open: fc.bigInt(0n, 300n),
      held: fc.boolean(),
      reserved: fc.boolean(),
    })
    .map((each) => ({ ...each, number: each.id })),
  { selector: ({ id }) => id, maxLength: 8 },
)
const came = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom(...'stuvwxyz'),
      at: fc.integer({ min: 1, max: 5 }),
      amount: fc.bigInt(1n, 400n),
      bill: fc.option(fc.constantFrom(...'abcdefghq')),
      delivered: fc.boolean(),
    })
    .map((each) => ({ ...each, reference: each.id })),
  { selector: ({ id }) => id, maxLength: 8 },
)
const recalls = fc.array(
  fc.record({
    payment: fc.constantFrom(...'stuvwxyz'),
    bill: fc.constantFrom(...'abcdefgh'),
    amount: fc.bigInt(1n, 300n),
    until: fc.integer({ min: 1, max: 6 }),
    covered: fc.constant(0n),
  }),
  { maxLength: 4 },
)
const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n)

describe('whatever there is of bills and money', () => {
  const always = (holds: (bills: AllocatedBill[], came: AllocatedMoney[], recalls: Recall[]) => void) =>
    fc.assert(fc.property(bills, came, recalls, holds), { numRuns: 150 })

  test('nothing is covered or used beyond what it is, and what is not used is credit', () => {
    always((owed, paid, back) => {
      const parts = allocate(owed, paid, back)
      expect(parts.every(({ amount }) => amount > 0n)).toBe(true)
      const of = (key: 'bill' | 'payment', id: string) =>
        sum(parts.filter((part) => part[key] === id).map(({ amount }) => amount))
      for (const { id, open } of owed) expect(of('bill', id)).toBeLessThanOrEqual(open)
      for (const { id, amount } of paid) expect(of('payment', id)).toBeLessThanOrEqual(amount)
    })
  })

  test('nobody has credit while a bill is open that it may cover, and none is open before one that is covered freely', () => {
    always((owed, paid) => {
      const parts = allocate(owed, paid)
      const left = (bill: AllocatedBill) =>
        bill.open - sum(parts.filter((part) => part.bill === bill.id).map(({ amount }) => amount))
      for (const each of paid) {
        const own = parts.filter(({ payment }) => payment === each.id)
        const free = owed.filter((bill) => !bill.held && (each.delivered || !bill.reserved))
        if (sum(own.map(({ amount }) => amount)) < each.amount)
          expect(free.every((bill) => left(bill) === 0n)).toBe(true)
        for (const part of own.filter(({ bill }) => bill !== each.bill)) {
          const { dueOn } = owed.find(({ id }) => id === part.bill)!
          expect(free.filter((bill) => bill.dueOn < dueOn).every((bill) => left(bill) === 0n)).toBe(true)
        }
      }
    })
  })

  test('what was recalled stays open, unless there is nothing else to pay or money came for it since', () => {
    always((owed, paid, back) => {
      const parts = allocate(owed, paid, back)
      for (const each of paid) {
        const over =
          each.amount - sum(parts.filter((part) => part.payment === each.id).map((part) => part.amount))
        if (over > 0n)
          expect(
            owed.every(
              (bill) =>
                bill.held ||
                (bill.reserved && !each.delivered) ||
                sum(parts.filter((part) => part.bill === bill.id).map((part) => part.amount)) === bill.open,
            ),
          ).toBe(true)
      }
      // Where bills are owed that nobody recalled, what was there by then covers those, and none that was recalled whole.
      const whole = owed.filter(({ id, open, held }) =>
        back.some((recall) => !held && recall.bill === id && recall.amount >= open && recall.until > 5),
      )
      const others = owed.filter((bill) => !bill.held && !back.some((recall) => recall.bill === bill.id))
      const room = sum(
        others
          .filter(({ reserved }) => !reserved)
          .map(
            ({ id, open }) => open - sum(parts.filter((part) => part.bill === id).map((part) => part.amount)),
          ),
      )
      if (room > 0n)
        for (const { id } of whole)
          expect(parts.filter((part) => part.bill === id && paid.every((each) => each.bill !== id))).toEqual(
            [],
          )
    })
  })

  test('what was recalled and paid by name since is as if it had not been recalled', () => {
    always((owed, paid, back) => {
      const again = back.map(({ bill, amount }, n) => ({
        ...{ id: `again ${n}`, reference: `again ${n}`, at: 9, amount, bill, delivered: true },
      }))
      expect(listed(owed, [...paid, ...again], back)).toEqual(listed(owed, [...paid, ...again]))
    })
  })

  test('the order of arrival changes nothing, nor does doing it again', () => {
    always((owed, paid, back) => {
      const parts = listed(owed, paid, back)
      expect(listed(owed.toReversed(), paid.toReversed(), back.toReversed())).toEqual(parts)
      expect(
        listed([...owed.slice(1), ...owed.slice(0, 1)], [...paid.slice(2), ...paid.slice(0, 2)], back),
      ).toEqual(parts)
      const again = allocate(owed, paid, back)
      const rest = paid.map((each) => ({
        ...each,
        amount:
          each.amount - sum(again.filter(({ payment }) => payment === each.id).map(({ amount }) => amount)),
      }))
      const open = owed.map((each) => ({
        ...each,
        open: each.open - sum(again.filter(({ bill }) => bill === each.id).map(({ amount }) => amount)),
      }))
      expect(allocate(open, rest, back)).toEqual([])
    })
  })
})
