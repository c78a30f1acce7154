import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '@/lib/infra/db'
import { LOCALES } from '@/lib/kernel/locale'
import { csvFormat } from '@/lib/kernel/spreadsheet'
import { here } from '../support/here'
import { cellsOf, isFormula } from '../support/spreadsheet'
import { Visitor } from '../support/visitor'

const database = connect(here().database, 2)
afterAll(() => database.close())

/** Labels as a colleague could type them, each on a line of its own. */
const LABELS = [
  'Béla;=HYPERLINK("http://evil.example";"Bér")',
  "x,=cmd|' /C calc'!A0",
  '=1+1',
  '＝1+1',
  'a; "=1+1',
  'quoted";"=1+1',
  '-2+3;+4;@SUM(1)',
]
let lines: { id: string; label: string | null }[]

beforeAll(async () => {
  lines = await database.sql.$queryRaw`
    SELECT s.id, s.label FROM subscription s JOIN company c ON c.id = s.company_id
    WHERE c.slug = 'acme' ORDER BY s.id LIMIT ${LABELS.length}`
  await label(LABELS)
})
afterAll(() => label(lines.map((line) => line.label)))

const label = (labels: readonly (string | null)[]) =>
  database.sql.$executeRaw`
    UPDATE subscription s SET label = g.label
    FROM unnest(${lines.map(({ id }) => id)}::uuid[], ${labels}::text[]) AS g (id, label) WHERE s.id = g.id`

test.each(LOCALES)('a label is never a formula in the spreadsheet of a reader in %s', async (locale) => {
  const ada = await new Visitor(undefined, { 'accept-language': locale }).openAs('admin@acme')
  const { status, text } = await ada.get('/lines/export?format=csv&cols=holder,tariff,spent')
  expect(status).toBe(200)
  for (const separator of [',', ';', '\t'] as const)
    expect(cellsOf(text, separator).flat().filter(isFormula), separator).toEqual([])
  const { separator, decimal } = csvFormat(locale)
  const [head, ...rows] = cellsOf(text, separator)
  expect(head).toHaveLength(5)
  for (const row of rows) expect(row).toHaveLength(5)
  // What somebody adds up is a number where they read it.
  for (const row of rows) expect(row[4]).toMatch(new RegExp(`^\\d+(\\${decimal}\\d+)?$`))
})

test.each(LOCALES)('the file of rights of a reader in %s comes back as it went', async (locale) => {
  const ada = await new Visitor(undefined, { 'accept-language': locale }).openAs('admin@acme')
  const { text } = await ada.get('/rights/file/export')
  const english = await new Visitor().openAs('admin@acme')
  const form = await english.form('/rights/file', 'Review the change')
  const answer = await english.post(form.path, [
    ...form.fields.filter(([name]) => name !== 'file'),
    ['file', new File([text], 'rights.csv', { type: 'text/csv' })],
  ])
  expect(answer.text).toContain('Nothing would change.')
})

test('a name that turns the order of writing round is stored as it reads', async () => {
  const ada = await new Visitor().openAs('admin@acme')
  const page = `/lines/${lines[0]!.id}`
  await ada.send(await ada.form(page, 'Save'), { label: 'Fleet \u202efdp.exe\u202c' })
  const { text } = await ada.get(page)
  expect(text).toContain('Fleet fdp.exe')
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
})
