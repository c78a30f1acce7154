import { expect, test } from 'vitest'
import { listReport, monthlyCost } from '@/lib/billing/reports/reports'
import { fileKindOf } from '@/lib/files/file-kinds'
import { importFile } from '@/lib/intake/import-file'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'

// Now is 21 November 2026.
const context = useContext()

async function take(name: string, rows: string[]) {
  const bytes = (async function* () {
    yield Buffer.from(rows.join('\n'))
  })()
  expect((await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)).problems).toEqual([])
}

const PERIODS = {
  jul: '2026-07-01,2026-07-31',
  aug: '2026-08-01,2026-08-31',
  sep: '2026-09-01,2026-09-30',
  q3: '2026-07-01,2026-09-30',
  oct: '2026-10-01,2026-10-31',
  nov: '2026-11-01,2026-11-30',
} as const
type Period = keyof typeof PERIODS
/** An account with its bills; `x` before a period: of one-off charges only. `gone`: its line is out of service. */
type Account = { bills: (Period | `x${Period}`)[]; gone?: boolean }
type Case = [
  accounts: Account[],
  newest: string,
  arriving: [month: string, billed: number, accounts: number][],
]

const TWO: Account = { bills: ['sep', 'oct'] }
const THREE: Account = { bills: ['sep', 'oct', 'nov'] }
const CASES: Record<string, Case> = {
  'all of it is there': [[TWO, TWO], '2026-10', []],
  'one of four is billed early': [[THREE, TWO, TWO, TWO], '2026-10', [['2026-11', 1, 4]]],
  'all but one are billed': [[THREE, THREE, TWO], '2026-10', [['2026-11', 2, 3]]],
  'all are billed early': [[THREE, THREE], '2026-11', []],
  'only a one-off bill': [[{ bills: ['sep', 'oct', 'xnov'] }], '2026-10', [['2026-11', 0, 1]]],
  'its line is gone': [[THREE, { bills: ['sep', 'oct'], gone: true }], '2026-11', []],
  'a quarter is not awaited monthly': [[TWO, { bills: ['q3'] }], '2026-10', []],
  'a one-off bill is not awaited again': [[TWO, { bills: ['xsep'] }], '2026-10', []],
  'two months are coming': [
    [THREE, { bills: ['sep', 'oct'] }, { bills: ['sep'] }],
    '2026-09',
    [
      ['2026-10', 2, 3],
      ['2026-11', 1, 2],
    ],
  ],
  'what is two months old is awaited no longer': [
    [{ bills: ['jul', 'aug', 'sep'] }, { bills: ['jul', 'aug'] }],
    '2026-09',
    [],
  ],
  'an account that is new': [[TWO, { bills: ['oct'] }], '2026-10', []],
  'the first month of all': [[{ bills: ['nov'] }, { bills: [] }], '2026-11', []],
}

async function company(accounts: Account[], n: number) {
  const { slug, admin } = await aCompany(context)
  const msisdn = (account: number) => `+3620${String(7_000_000 + n * 10 + account)}`
  await take('lines.csv', [
    'company,number,billingAccount,status',
    ...accounts.map(({ gone }, at) =>
      [slug, msisdn(at), `A-${at}`, gone ? 'terminated' : 'active'].join(','),
    ),
  ])
  await take('bills.csv', [
    'company,account,bill,issuedOn,dueOn,periodFrom,periodTo,kind,name,net,rate,billTotal',
    ...accounts.flatMap(({ bills }, at) =>
      bills.map((bill) => {
        const once = bill.startsWith('x')
        const period = PERIODS[bill.replace('x', '') as Period]
        const what = once ? 'once,Order,5,0,5' : 'fee,Plan,100,0,100'
        return [slug, `A-${at}`, `A-${at}-${bill}`, '2026-11-20', '2026-12-20', period, what].join(',')
      }),
    ),
  ])
  return demoActor(context, `admin@${admin.company.slug}`)
}

test.each(Object.entries(CASES).map(([name, given], n) => [name, n, ...given] as const))(
  '%s',
  async (_, n, accounts, newest, arriving) => {
    const admin = await company(accounts, n)
    for (const fn of ['bill:view', 'report:view'] as const) {
      const cost = await monthlyCost(admin, context, fn)
      expect(cost.months.at(-1)?.month.slice(0, 7)).toBe(newest)
      expect(
        cost.arriving.map(({ month, billed, accounts }) => [month.slice(0, 7), billed, accounts]),
      ).toEqual(arriving)
    }
  },
)

test('what is not billed yet is neither a saving nor a change of a line', async () => {
  const admin = await company([THREE, TWO, TWO, TWO], 50)
  const { months, arriving } = await monthlyCost(admin, context, 'report:view')
  expect(months.at(-1)).toEqual({ month: '2026-10-01', net: 40_000 })
  expect(months.at(-2)).toEqual({ month: '2026-09-01', net: 40_000 })
  expect(arriving).toEqual([{ month: '2026-11-01', net: 10_000, billed: 1, accounts: 4 }])
  expect(await listReport(admin, 'movers', months.at(-1)!.month, { limit: 5 }, context)).toEqual([])
})

test.each<[Period[], [string, number][]]>([
  [
    ['jul', 'oct'],
    [
      ['2026-07', 10_000],
      ['2026-08', 0],
      ['2026-09', 0],
      ['2026-10', 10_000],
    ],
  ],
  [
    ['jul', 'aug', 'oct'],
    [
      ['2026-07', 10_000],
      ['2026-08', 10_000],
      ['2026-09', 0],
      ['2026-10', 10_000],
    ],
  ],
  [['oct'], [['2026-10', 10_000]]],
])('a month without bills between others is a month of nothing: %s', async (bills, months) => {
  const admin = await company([{ bills, gone: true }], 60 + bills.length)
  for (const fn of ['bill:view', 'report:view'] as const) {
    const cost = await monthlyCost(admin, context, fn)
    expect(cost.months.map(({ month, net }) => [month.slice(0, 7), net])).toEqual(months)
  }
})
