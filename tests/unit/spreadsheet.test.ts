import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '@/lib/infra/documents/draw-table'
import { readCsv } from '@/lib/infra/records'
import type { Cell } from '@/lib/infra/xlsx'
import { LOCALES, type Locale } from '@/lib/kernel/locale'
import { csvFormat, guardCell, unguardCell } from '@/lib/kernel/spreadsheet'
import { MARKETS } from '@/lib/market/market'
import { displayNumber } from '@/lib/market/phone-number'
import { cellsOf, isFormula } from '../support/spreadsheet'

/** Text of the characters that matter here, more than of any other. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['=', '+', '-', '@', '＝', '＋', '－', '＠', ',', ';', '\t', '\r', '\n', '\r\n', '"', '""', "'"],
        ...[' ', '\u00a0', '\u2028', '\u0085', '\ufeff', '|', '5', 'cmd', "=HYPERLINK('http://x')", 'Á'],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => !text.includes('\0')),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
const number = fc.oneof(
  fc.integer(),
  fc.integer({ max: 1e12, min: -1e12 }).map((minor) => minor / 100),
)

async function* once<T>(...values: T[]) {
  yield* values
}

async function written(locale: Locale, rows: Cell[][]): Promise<string> {
  const columns = rows[0]!.map((_, n) => ({ head: `c${n}` }))
  let text = ''
  for await (const chunk of draw({ format: 'csv', name: 'x', locale, columns }, once(rows)))
    text += Buffer.from(chunk).toString()
  return text
}

test('whatever a text is, taking the guard away gives it back', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(unguardCell(guardCell(text))).toBe(text)
    }),
    { numRuns: 5_000 },
  )
  expect(guardCell('Minta Béla')).toBe('Minta Béla')
  expect(guardCell('a,=b;+c')).toBe("a,'=b;'+c")
  for (const end of [',', ';', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029'])
    expect(guardCell(`a${end}=b`), JSON.stringify(end)).toBe(`a${end}'=b`)
})

test('read by either separator no cell of a table begins a formula; numbers are numbers', async () => {
  const row = fc.tuple(hostile, fc.oneof(hostile, number), number, hostile, fc.constant(null), hostile)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...LOCALES),
      fc.array(row, { minLength: 1, maxLength: 4 }),
      async (locale, rows) => {
        const file = await written(locale, rows)
        for (const separator of [',', ';'] as const)
          for (const cell of cellsOf(file, separator).flat())
            expect(isFormula(cell), JSON.stringify([file, cell])).toBe(false)
        const { separator, decimal } = csvFormat(locale)
        const [, ...lines] = cellsOf(file, separator)
        expect(lines.map((line) => line.map((cell) => cell))).toEqual(
          rows.map((cells) =>
            cells.map((cell) =>
              typeof cell === 'string' ? guardCell(cell) : String(cell ?? '').replace('.', decimal),
            ),
          ),
        )
      },
    ),
    { numRuns: 1_500 },
  )
})

test('what was written is read back as it was, with either separator', async () => {
  const names = ['c0', 'c1', 'c2'] as const
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...LOCALES),
      fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 4 }),
      async (locale, rows) => {
        // A cell that could be rows which stray quotes have made one is refused when it is read.
        fc.pre(rows.flat().every((text) => !/[\r\n]/.test(text) || text.split(/[,;]/).length < 3))
        const bytes = Buffer.from(await written(locale, rows))
        const read: string[][] = []
        for await (const { record } of readCsv(once(bytes), { known: names, needed: names }))
          read.push(names.map((name) => unguardCell(record![name]!).trim()))
        // A lone half of a character cannot be written as UTF-8.
        const kept = rows.map((row) => row.map((text) => Buffer.from(text).toString().trim()))
        // Rows of nothing are left out when they are read, unless a guard stands in them.
        const something = (list: string[][]) => list.filter((row) => row.some(Boolean))
        expect(something(read)).toEqual(something(kept))
      },
    ),
    { numRuns: 1_000 },
  )
})

/** Numbers of several countries as they are shown, and as a reader wants them in a cell. */
const FOREIGN = [
  '+381 64 1234561',
  '+381 11 3206000',
  '+36 30 123 4567',
  '+43 664 1234567',
  '+49 1512 3456789',
  '+40 712 034 567',
  '+44 7400 123456',
  '+1 213 373 4253',
  '+7 912 345-67-89',
  '+55 11 96123-4567',
  '+385 91 234 5678',
  '+421 912 123 456',
]
test.each(FOREIGN)('a foreign number is a number in the cell of every reader: %s', async (number) => {
  const shown = displayNumber(`+${number.replace(/\D/g, '')}`, MARKETS.hu)
  for (const text of new Set([number, shown]))
    for (const locale of LOCALES) {
      const file = await written(locale, [[text, 'Béla']])
      const { separator } = csvFormat(locale)
      expect(cellsOf(file, separator)[1]).toEqual([text, 'Béla'])
      for (const other of [',', ';', '\t'] as const)
        expect(cellsOf(file, other).flat().filter(isFormula)).toEqual([])
      expect(unguardCell(text)).toBe(text)
    }
})

test.each([
  '+36301234567',
  '+1+1',
  '+381 64 1234561;=1+1',
  '+381 64 1234561,A1',
  '+381 A1',
  '+381 64 1234561\n=1+1',
  '+381  64',
  '+381 ',
  '+ 381 64',
  '-381 64 123',
  "+381 64 cmd|' /C calc'!A0",
  '＋381 64 1234561',
])('what is no number alone is guarded: %j', (text) => {
  expect(guardCell(text)).not.toBe(text)
  expect(guardCell(text)).toMatch(/^'/)
  expect(unguardCell(guardCell(text))).toBe(text)
})

test('the head row says what separates cells: the other sign is text', async () => {
  const read = async (text: string) => {
    const records: Record<string, string>[] = []
    const names = ['company', 'holder']
    for await (const { record } of readCsv(once(Buffer.from(text)), { known: names, needed: names }))
      records.push(record!)
    return records
  }
  expect(await read('company;holder\nacme;Minta, Béla\n')).toEqual([
    { company: 'acme', holder: 'Minta, Béla' },
  ])
  expect(await read('company,holder\nacme,Minta; Béla\n')).toEqual([
    { company: 'acme', holder: 'Minta; Béla' },
  ])
  expect(await read('\ufeff"company";"holder"\r\n"acme";"a"";b,c"')).toEqual([
    { company: 'acme', holder: 'a";b,c' },
  ])
  await expect(read('company;holder,x\nacme;b\n')).rejects.toThrow('columns')
})
