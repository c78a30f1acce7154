import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileKindOf, kindsInOrder, strangeFiles } from '@/lib/files/file-kinds'
import { readJson } from '@/lib/infra/records'
import { dayIn, lastDayIn } from '@/lib/kernel/day'
import { plainDecimal, timesWhole } from '@/lib/kernel/decimal'
import { checkDigit } from '@/lib/kernel/luhn'
import { MARKETS } from '@/lib/market/market'
import { displayNumber, readMobileNumber, readNumber } from '@/lib/market/phone-number'
import { unitOf } from '@/lib/subscriptions/files/read-lines'
import { inOurUnits } from '@/lib/subscriptions/files/units'
import { iccidCell, likeIccid } from '@/lib/subscriptions/lines/iccid'
import { formatOf, isReadableCoding } from '@/lib/web/delivery-request'

describe('numbers of JSON are exact', () => {
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['8936300000000000004', '8936300000000000004'],
    ['127.0', '127'],
    ['0.10', '0.1'],
    ['-0.0', '0'],
    ['-1.10', '-1.1'],
    ['1.5e2', '150'],
    ['1E3', '1000'],
    ['12.5e-3', '0.0125'],
    ['1e99', '1e99'],
    ['100', '100'],
    ['123456789012345678901234567890.01', '123456789012345678901234567890.01'],
  ])('%s', async (written, plain) => {
    expect(plainDecimal(written)).toBe(plain)
    const bytes = (async function* () {
      yield Buffer.from(`[{"a":{"b":[${written},"1e3"]}}]`)
    })()
    const read: unknown[] = []
    for await (const { record } of readJson(bytes)) read.push(record)
    expect(read).toEqual([{ a: { b: [plain, '1e3'] } }])
  })

  test.each<[string, unknown[]]>([
    ['[{"a":1,"a":2},{"a":3}]', [null, { a: '3' }]],
    ['[{"a":1,"a":1}]', [null]],
    ['[{"a":{"b":1,"b":2}},{"b":1}]', [null, { b: '1' }]],
    ['[{"a":[{"b":1},{"b":2}]}]', [{ a: [{ b: '1' }, { b: '2' }] }]],
    ['[{"a":[{"b":1,"c":2,"b":3}]},{"a":1}]', [null, { a: '1' }]],
    ['[{"a":{"a":1}}]', [{ a: { a: '1' } }]],
    ['[{"a":1,"A":2}]', [{ a: '1', A: '2' }]],
    ['[{"a":1,"\\u0061":2}]', [null]],
    ['[{"":1,"":2}]', [null]],
    ['[{"a":null,"a":[]},[],{"a":"a"}]', [null, [], { a: 'a' }]],
    ['[{"__proto__":1,"__proto__":2}]', [null]],
  ])('an element that says a name twice is none: %s', async (written, elements) => {
    const read: unknown[] = []
    const bytes = (async function* () {
      yield Buffer.from(written)
    })()
    for await (const { record } of readJson(bytes)) read.push(record)
    expect(read).toEqual(elements)
  })

  // Each as long as an element may be: what is not over in a moment holds everybody's loop for minutes.
  test.each([
    ['zeros behind the point', `0.${'0'.repeat(1_000_000)}1`],
    ['zeros before it', `${'0'.repeat(1_000_000)}1`],
    ['digits', '9'.repeat(1_000_000)],
    ['digits and zeros', `1.${'10'.repeat(500_000)}`],
  ])('an endless number is left as it is: %s', (_, number) => {
    expect(plainDecimal(number)).toBe(number)
  })

  test('a number says the same however it is written', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 25n), 10n ** 25n), fc.integer({ min: 0, max: 8 }), (digits, places) => {
        const shifted = plainDecimal(`${digits}e-${places}`)
        expect(timesWhole(shifted, 10n ** BigInt(places))).toBe(digits)
        expect(plainDecimal(`${shifted.includes('.') ? shifted : `${shifted}.`}000`.replace(/\.$/, ''))).toBe(
          shifted,
        )
      }),
    )
  })
})

describe('what a row is about is kept and listed', () => {
  test.each<[(string | undefined)[], string | null]>([
    [['acme', 'T 1'], 'acme T 1'],
    [[' acme', 'T  1 '], 'acme T 1'],
    [['acme', 'T\u00a01'], 'acme T 1'],
    [['acme', 'A\u0301'], 'acme \u00c1'],
    [['acme', '\u202aT-1\u202c'], 'acme T-1'],
    [['acme', ''], null],
    [['acme', undefined], null],
    [['acme', 'a\u0000b'], null],
    [['acme', '\ud800'], null],
    [['acme', 'x'.repeat(200)], null],
    [['acme', 'x'.repeat(1_000_000)], null],
  ])('%#', (parts, unit) => expect(unitOf(...parts)).toBe(unit))

  test.each([
    ['8936301111111111116', '8936301111111111116'],
    ['89363 01111 11111 1117', '8936301111111111117'],
    ['8936301111111111116F', '8936301111111111116'],
    ['12345678', null],
    ['1234', null],
    ['89361,1234,11111111\nacme,89362', null],
    ['8936301111111111116 1234 12345678', null],
    ['', null],
    ['x'.repeat(1_000_000), null],
  ])('a serial, and never a PUK: %#', (cell, unit) => expect(likeIccid(cell)).toBe(unit))
})

describe('moments become days of the market', () => {
  const { hu, ru } = MARKETS
  test.each([
    // As it is written, where, as a beginning, as an end.
    ['2026-09-30T22:00Z', hu, '2026-10-01', '2026-09-30'],
    ['2026-06-30T22:00:00Z', hu, '2026-07-01', '2026-06-30'],
    ['2026-07-31T22:00:00.000Z', hu, '2026-08-01', '2026-07-31'],
    ['2026-12-31T23:00:00Z', hu, '2027-01-01', '2026-12-31'],
    ['2026-10-31T22:59:59.999Z', hu, '2026-10-31', '2026-10-31'],
    ['2026-07-31T21:59:59Z', hu, '2026-07-31', '2026-07-31'],
    ['2026-11-01T00:00:00+01:00', hu, '2026-11-01', '2026-10-31'],
    ['2026-11-01T00:00:00Z', hu, '2026-11-01', '2026-10-31'],
    ['2026-11-01T00:00:00', hu, '2026-11-01', '2026-10-31'],
    ['2026-10-31T23:59:59', hu, '2026-10-31', '2026-10-31'],
    ['2026-10-31T12:00:00.1234567Z', hu, '2026-10-31', '2026-10-31'],
    ['2026-09-30T21:00:00Z', ru, '2026-10-01', '2026-09-30'],
    ['2026-09-30T20:59:59Z', ru, '2026-09-30', '2026-09-30'],
    ['2026-10-31', hu, '2026-10-31', '2026-10-31'],
    // None of these is either: it is left as it is, and refused as a cell.
    ['2026-02-30T00:00:00Z', hu, '2026-02-30T00:00:00Z', '2026-02-30T00:00:00Z'],
    ['2026-10-31T25:00:00Z', hu, '2026-10-31T25:00:00Z', '2026-10-31T25:00:00Z'],
    ['2026-10-31 12:00', hu, '2026-10-31 12:00', '2026-10-31 12:00'],
    ['soon', hu, 'soon', 'soon'],
  ])('%s', (text, { timeZone }, begin, end) => {
    expect([dayIn(text, timeZone), lastDayIn(text, timeZone)]).toEqual([begin, end])
  })

  test('the days of another clock, written as its midnights or last seconds, stay those days', () => {
    const offset = fc.integer({ min: -12, max: 14 }).map((hours) => {
      return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`
    })
    const day = fc
      .integer({ min: 18_000, max: 22_000 })
      .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
    const next = (text: string) => new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10)
    fc.assert(
      fc.property(day, offset, fc.constantFrom(...Object.values(MARKETS)), (last, at, { timeZone }) => {
        expect(lastDayIn(`${next(last)}T00:00:00${at}`, timeZone)).toBe(last)
        expect(lastDayIn(`${last}T23:59:59${at}`, timeZone)).toBe(last)
        expect(lastDayIn(last, timeZone)).toBe(last)
      }),
    )
  })
})

describe('units of allowances', () => {
  test.each([
    ['5', 'gb', 'data', 5_000_000_000n],
    ['5', 'GB', 'data', 5_000_000_000n],
    ['7.5', ' Gb ', 'data', 7_500_000_000n],
    ['2', 'MiB', 'data', 2_097_152n],
    ['3', 'Kilobytes', 'data', 3_000n],
    ['1', 'TB', 'data', 1_000_000_000_000n],
    ['12', 'BYTES', 'data', 12n],
    ['0.0000001', 'MB', 'data', 0n],
    ['60', 'MINUTES', 'voice', 3_600n],
    ['1.5', 'Min', 'voice', 90n],
    ['2', 'Hours', 'voice', 7_200n],
    ['90', 'seconds', 'voice', 90n],
    ['40', 'SMS', 'message', 40n],
    ['12.34', 'huf', 'money', 1_234n],
    ['250', 'Points', 'points', 250n],
    ['9007199254740993', undefined, 'data', 9_007_199_254_740_993n],
    ['12', '', 'voice', 12n],
    ['5', 'parsec', 'data', null],
    ['5', 'minutes', 'data', null],
    ['5', 'GB', 'voice', null],
    ['5', 'EUR', 'money', null],
    ['5', 'constructor', 'data', null],
    ['many', 'GB', 'data', null],
    ['1e99', 'GB', 'data', null],
  ] as const)('%s %s of %s', (amount, unit, kind, expected) => {
    expect(inOurUnits(amount, unit, { kind, currency: 'HUF' })).toBe(expected)
  })
})

describe('serials of SIMs', () => {
  test.each([
    ['8936300000000000004', '8936300000000000004'],
    ['89363000000000000014', '89363000000000000014'],
    ['8936 3000 0000 0000 004', '8936300000000000004'],
    ['893630000-0000000004F', '8936300000000000004'],
    ['8936300000000000005', null],
    ['8936300000000000040', null],
    ['89363000000000000017', null],
    ['893630000000000000', null],
    ['893630000000000000400', null],
    ['8936300000000000OO4', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(iccidCell.safeParse(text).data ?? null).toBe(expected)
  })

  test('every digit that is wrong is found', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{18,19}$/),
        fc.nat(18),
        fc.integer({ min: 1, max: 9 }),
        (stem, at, by) => {
          const right = `${stem}${checkDigit(stem)}`
          const wrong = [...right]
          wrong[at % right.length] = String((Number(right[at % right.length]) + by) % 10)
          expect(iccidCell.safeParse(right).success).toBe(true)
          expect(iccidCell.safeParse(wrong.join('')).success).toBe(false)
        },
      ),
    )
  })
})

describe('numbers of machines', () => {
  const { hu, rs, ru } = MARKETS
  const whole = '+36710123456789'
  test.each([
    '+36710123456789',
    '+36 71 0123 456 789',
    '0036 71 0123456789',
    '06 71 012 345 6789',
    '06-71/012-345-6789',
    '710123456789',
    '36710123456789',
  ])('%s', (text) => {
    expect(readNumber(text, hu)).toBe(whole)
    // Nobody reads a code there: they are no way in, and get no SMS.
    expect(readMobileNumber(text, hu).kind).not.toBe('mobile')
    expect(readNumber(text, rs)).not.toBe(whole)
    expect(readNumber(text, ru)).not.toBe(whole)
  })
  test.each(['+3671012345678', '+367101234567890', '0671 1234', '+38171 0123456789'])(
    '%s is none',
    (text) => {
      expect(readNumber(text, hu)).toBeNull()
    },
  )
  test('they are shown as at home', () => expect(displayNumber(whole, hu)).toBe('06 71 012 345 6789'))
})

test('archives are named after their kind, and taken over HTTP', () => {
  for (const name of ['usage.csv.gz', 'usage-2026-11.json.gz', 'usage.zip', 'usage.csv.zip', 'usage.gz'])
    expect(fileKindOf(name)?.name, name).toBe('usage')
  for (const name of ['usage.xlsx', 'usage.csv.7z', 'usage.zip.csv', 'other.zip'])
    expect(fileKindOf(name), name).toBeNull()
  expect(
    ['application/zip', 'Application/GZIP', 'application/json; charset=utf-8', 'text/csv', null].map(
      formatOf,
    ),
  ).toEqual([...['packed', 'packed', 'json', 'csv', 'csv']])
  expect([null, '', 'gzip', 'X-GZIP', 'identity', 'br', 'deflate', 'gzip, br'].map(isReadableCoding)).toEqual(
    [...[true, true, true, true, true, false, false, false]],
  )
})

test('files of a kind are read in the order in which people count, and names of none are told', () => {
  const names = [
    'usage-10.csv',
    'lines-10.csv',
    'lines.csv',
    'lines-9.csv.gz',
    'accounts.zip',
    'usage-9.json',
  ]
  const strange = [
    ...['Payments.csv', 'payment.csv', 'payments (1).csv', 'payments-2026.11.30.csv', 'payments.csv.tmp'],
    ...['payments.xlsx', 'payments_2026-11.csv'],
  ]
  const beside = ['.DS_Store', '.payments.csv.swp', '~$payments.xlsx']
  const all = [...names, ...strange, ...beside]
  expect(kindsInOrder(all)).toEqual([
    ...['accounts.zip', 'lines-9.csv.gz', 'lines-10.csv', 'lines.csv', 'usage-9.json', 'usage-10.csv'],
  ])
  expect(kindsInOrder(['lines-2026-11-30.csv', 'lines-2026-11-4.csv', 'lines-2025-12-01.csv'])).toEqual([
    ...['lines-2025-12-01.csv', 'lines-2026-11-4.csv', 'lines-2026-11-30.csv'],
  ])
  expect(strangeFiles(all).toSorted()).toEqual(strange.toSorted())
})
