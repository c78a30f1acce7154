import { expect, test } from 'vitest'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { MINUTE } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'

const context = useContext()

type Line = { kind: string; name?: string; quantity?: string; unit?: string; net: string }
/** Number, first and last day of the period, day of issue, and its lines: without any, a fee. */
type Bill = [number: string, from: string, to: string, issued: string, ...lines: Line[]]

const COLUMNS =
  'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,kind,name,quantity,unit,net,rate,billTotal'
const FEE: Line = { kind: 'fee', name: 'Plan', quantity: '1', unit: 'month', net: '10' }
const ONCE: Line = { kind: 'once', name: 'SIM replacement', net: '5' }

/** Delivers bills in as many files as are given, each case to an account of its own. */
async function deliver(cases: Record<string, Bill[][]>) {
  const { slug, admin } = await aCompany(context)
  for (let file = 0; file < Math.max(...Object.values(cases).map(({ length }) => length)); file++) {
    const rows = Object.entries(cases).flatMap(([, files], n) =>
      (files[file] ?? []).flatMap(([bill, from, to, issued, ...given]) =>
        (given.length ? given : [FEE]).map(({ kind, name = kind, quantity = '1', unit = 'piece', net }) =>
          [
            ...[slug, `A${n}`, `A${n}/${bill}`, issued, '2027-06-01', from, to],
            // Of one line, without tax: the total is its amount.
            ...[kind, name, quantity, unit, net, '0', net],
          ].join(','),
        ),
      ),
    )
    const text = [COLUMNS, ...rows].join('\n')
    const bytes = (async function* () {
      yield Buffer.from(text)
    })()
    const source = { name: 'bills.csv', format: 'csv', bytes } as const
    expect((await importFile(source, fileKindOf('bills.csv')!, context)).problems).toEqual([])
    context.pass(MINUTE)
  }
  return admin.company.id
}

const month = (number: string, n: string, last: string): Bill => [
  number,
  `2026-${n}-01`,
  `2026-${n}-${last}`,
  `2026-${n}-28`,
]

const OCT = month('oct', '10', '31')
const NOV = month('nov', '11', '30')
const DEC = month('dec', '12', '31')

/** What is delivered, file by file, and which bill each is compared with. */
const BEFORE: Record<string, [Bill[][], Record<string, string | null>]> = {
  months: [[[OCT, NOV, DEC]], { oct: null, nov: 'oct', dec: 'nov' }],
  'one-off of a day between': [
    [[OCT, NOV, ['x', '2026-11-10', '2026-11-10', '2026-11-10', ONCE], DEC]],
    { nov: 'oct', x: null, dec: 'nov' },
  ],
  'one-off of the same period, later': [
    [
      [OCT, NOV],
      [['x', '2026-11-01', '2026-11-30', '2026-12-02', ONCE], DEC],
    ],
    { nov: 'oct', x: null, dec: 'nov' },
  ],
  'one-off of the same period, before': [
    [[['a', '2026-11-01', '2026-11-30', '2026-11-12', ONCE]], [OCT, NOV, DEC]],
    { nov: 'oct', a: null, dec: 'nov' },
  ],
  'a second bill of a period': [
    [
      [OCT, NOV],
      [['2nd', '2026-11-01', '2026-11-30', '2026-12-01'], DEC],
    ],
    { nov: 'oct', '2nd': null, dec: 'nov' },
  ],
  'a second bill of one day of issue, lower number': [
    [[OCT, NOV, DEC], [['a', '2026-11-01', '2026-11-30', '2026-11-28']]],
    { nov: 'oct', a: null, dec: 'nov' },
  ],
  'two bills every month': [
    [
      [OCT, NOV],
      [
        ['oct2', '2026-10-01', '2026-10-31', '2026-10-29'],
        ['nov2', '2026-11-01', '2026-11-30', '2026-11-29'],
      ],
    ],
    { nov: 'oct', nov2: 'oct2', oct2: null },
  ],
  'quarters among months': [
    [
      [
        month('sep', '09', '30'),
        ['q3', '2026-07-01', '2026-09-30', '2026-09-30'],
        OCT,
        NOV,
        DEC,
        ['q4', '2026-10-01', '2026-12-31', '2026-12-31'],
      ],
    ],
    { q3: null, q4: 'q3', oct: 'sep', dec: 'nov' },
  ],
  'begun within a month': [
    [[['part', '2026-10-10', '2026-10-31', '2026-10-28'], NOV]],
    { part: null, nov: 'part' },
  ],
  'a few days': [[[['days', '2026-10-27', '2026-10-31', '2026-10-31'], NOV]], { days: null, nov: null }],
  'months from the 15th': [
    [
      [
        ['a', '2026-09-15', '2026-10-14', '2026-10-16'],
        ['b', '2026-10-15', '2026-11-14', '2026-11-16'],
      ],
    ],
    { a: null, b: 'a' },
  ],
  february: [
    [[month('jan', '01', '31'), month('feb', '02', '28'), month('mar', '03', '31')]],
    { feb: 'jan', mar: 'feb' },
  ],
  'a month without a bill': [[[OCT, DEC]], { dec: 'oct' }],
  'a month that comes late': [[[month('sep', '09', '30'), NOV], [OCT]], { oct: 'sep', nov: 'oct' }],
  weeks: [
    [
      [
        ['w1', '2026-11-02', '2026-11-08', '2026-11-09'],
        ['w2', '2026-11-09', '2026-11-15', '2026-11-16'],
      ],
    ],
    { w1: null, w2: 'w1' },
  ],
}

test('a bill is compared with the one before it that is like it', async () => {
  const companyId = await deliver(
    Object.fromEntries(Object.entries(BEFORE).map(([account, [files]]) => [account, files])),
  )
  const bills = await context.db.bill.findMany({
    where: { companyId },
    select: { number: true, previous: { select: { number: true } } },
  })
  const before = new Map(bills.map(({ number, previous }) => [number, previous?.number ?? null]))
  for (const [n, [name, [, want]]] of Object.entries(BEFORE).entries()) {
    const got = Object.keys(want).map((bill) => [bill, before.get(`A${n}/${bill}`)?.split('/')[1] ?? null])
    expect(Object.fromEntries(got), name).toEqual(want)
  }
})

const charge = (kind: string, quantity: string, unit: string, net: string): Line => ({
  ...{ kind, name: kind === 'fee' ? 'Plan' : 'Thing', quantity, unit, net },
})
const WHY: Record<string, [was: Line, now: Line, reason: string | null]> = {
  'more minutes': [
    charge('voice', '100', 'minute', '10'),
    charge('voice', '120', 'minute', '12'),
    'more_used',
  ],
  'fewer minutes': [
    charge('voice', '100', 'minute', '10'),
    charge('voice', '80', 'minute', '8'),
    'less_used',
  ],
  'fewer minutes, dearer': [
    charge('voice', '100', 'minute', '10'),
    charge('voice', '80', 'minute', '16'),
    'price_changed',
  ],
  'more minutes, cheaper': [
    charge('voice', '100', 'minute', '10'),
    charge('voice', '120', 'minute', '6'),
    'price_changed',
  ],
  'as many, dearer': [
    charge('data', '500', 'megabyte', '5'),
    charge('data', '500', 'megabyte', '6'),
    'price_changed',
  ],
  'abroad, fewer and dearer': [
    charge('roaming', '9', 'megabyte', '9'),
    charge('roaming', '3', 'megabyte', '12'),
    'price_changed',
  ],
  'half a month': [charge('fee', '1', 'month', '10'), charge('fee', '0.5', 'month', '5'), 'part_period'],
  'a third, rounded': [
    charge('fee', '1', 'month', '10'),
    charge('fee', '0.333', 'month', '3.33'),
    'part_period',
  ],
  '11 of 30 days': [charge('fee', '30', 'day', '19.99'), charge('fee', '11', 'day', '7.33'), 'part_period'],
  'half a month, dearer': [
    charge('fee', '1', 'month', '10'),
    charge('fee', '0.5', 'month', '15'),
    'price_changed',
  ],
  'half a month, cheaper': [
    charge('fee', '1', 'month', '10'),
    charge('fee', '0.5', 'month', '2'),
    'price_changed',
  ],
  'another price': [charge('fee', '1', 'month', '10'), charge('fee', '1', 'month', '11'), 'price_changed'],
  'two pieces': [charge('option', '1', 'piece', '2'), charge('option', '2', 'piece', '4'), 'more_used'],
  'one piece fewer': [charge('option', '3', 'piece', '6'), charge('option', '2', 'piece', '4'), 'less_used'],
  'as before': [charge('fee', '1', 'month', '10'), charge('fee', '1', 'month', '10'), null],
}

test('the reason of a change is what made it', async () => {
  const companyId = await deliver(
    Object.fromEntries(
      Object.entries(WHY).map(([account, [was, now]]) => [
        account,
        [[[...OCT, was] as Bill, [...NOV, now] as Bill]],
      ]),
    ),
  )
  const bills = await context.db.bill.findMany({
    where: { companyId, number: { endsWith: '/nov' } },
    select: { number: true, changes: { select: { reason: true } } },
  })
  const reasons = new Map(bills.map(({ number, changes }) => [number, changes.map(({ reason }) => reason)]))
  for (const [n, [name, [, , reason]]] of Object.entries(WHY).entries())
    expect(reasons.get(`A${n}/nov`), name).toEqual(reason ? [reason] : [])
})
