import { readdirSync, readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RightsFile } from '@/components/grants/rights-file'
import { usageMonthInput } from '@/lib/billing/schema'
import { exportRightsInput, openReviewReportInput } from '@/lib/grants/schema'
import { draw } from '@/lib/infra/documents/draw-table'
import { LOCALES, type Locale } from '@/lib/kernel/locale'
import { asOffered, TABLE_OFFERS, tableOffers } from '@/lib/kernel/spreadsheet'
import { exportLinesInput } from '@/lib/subscriptions/schema'
import { translator } from '@/lib/words/translator'

/** Numbers, and texts that could be taken for another cell, as they stand in a row of CSV. */
const CELLS: readonly (readonly [cell: string | number, local: string, machine: string])[] = [
  [1234.5, '1234,5', '1234.5'],
  [-0.01, '-0,01', '-0.01'],
  [0, '0', '0'],
  [1_000_000, '1000000', '1000000'],
  [99.99, '99,99', '99.99'],
  [-1200, '-1200', '-1200'],
  [0.1, '0,1', '0.1'],
  ['Minta, Béla', '"Minta, Béla"', '"Minta, Béla"'],
  ['a;b', '"a;b"', '"a;b"'],
  ['1.5', '"1.5"', '"1.5"'],
  ['say "x"', '"say ""x"""', '"say ""x"""'],
  ['=1+1', `"'=1+1"`, `"'=1+1"`],
]

async function written(offer: 'csv' | 'machine', reader: Locale): Promise<string> {
  const { format, locale } = asOffered(offer, reader)
  const head = translator(locale)('lines.columns.holder')
  async function* rows() {
    yield CELLS.map(([cell]) => [cell, cell])
  }
  let text = ''
  for await (const chunk of draw({ format, name: 'x', locale, columns: [{ head }, { head }] }, rows()))
    text += Buffer.from(chunk).toString()
  return text
}

test.each(LOCALES)(
  'CSV in %s is as its spreadsheets read it; for programs it is the same for everybody',
  async (locale) => {
    const lines = (text: string) => text.replace('\ufeff', '').trim().split('\r\n').slice(1)
    const sign = locale === 'en' ? ',' : ';'
    expect(lines(await written('csv', locale))).toEqual(
      CELLS.map(([, local, machine]) => (locale === 'en' ? machine : local)).map(
        (cell) => cell + sign + cell,
      ),
    )
    expect(lines(await written('machine', locale))).toEqual(CELLS.map(([, , cell]) => `${cell},${cell}`))
    // The names of columns too.
    expect(await written('machine', locale)).toBe(await written('csv', 'en'))
  },
)

test('each language names what it offers, and offers nothing twice', () => {
  const names = LOCALES.map((locale) =>
    tableOffers(locale).map((offer) => translator(locale)(`lines.formats.${offer}`)),
  )
  for (const offered of names) expect(new Set(offered).size).toBe(offered.length)
  expect(Object.fromEntries(LOCALES.map((locale) => [locale, tableOffers(locale).length]))).toEqual({
    en: 2,
    hu: 3,
    sr: 3,
    ru: 3,
  })
  // In no language by the words of another.
  expect(new Set(names.map((offered) => offered[2])).size).toBe(LOCALES.length)
})

test('whatever is offered can be asked for, and nothing else', () => {
  const id = '018f0000-0000-7000-8000-000000000001'
  for (const format of TABLE_OFFERS) {
    expect(exportLinesInput.parse({ format, locale: 'en' }).format).toBe(format)
    expect(usageMonthInput.parse({ id, month: '2026-10', format }).format).toBe(format)
    expect(openReviewReportInput.parse({ id, format, locale: 'en' }).format).toBe(format)
  }
  expect(exportRightsInput.parse({ locale: 'en' }).format).toBe('csv')
  for (const format of ['xls', 'en', '', '../csv', 'MACHINE', ['csv', 'machine']])
    for (const input of [exportLinesInput, exportRightsInput])
      expect(input.safeParse({ format, locale: 'en' }).success, String(format)).toBe(false)
})

test('screens take what they offer from one list, the file of rights too', () => {
  // One that writes its own would be another way, and lack one of them.
  for (const folder of ['app', 'components'])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.tsx'))
        expect(readFileSync(`${folder}/${file}`, 'utf8'), file).not.toMatch(/['"]xlsx['"]/)
  for (const locale of LOCALES) {
    const html = renderToStaticMarkup(
      createElement(RightsFile, { t: translator(locale), locale, bring: null }),
    )
    expect(html.includes('/rights/file/export?format=machine'), locale).toBe(locale !== 'en')
  }
})
