import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files } from '../support/files'

const read = (file: string) => readFileSync(file, 'utf8')
const json = (file: string) => JSON.parse(read(file))
/** Rows of a Markdown table as lists of their cells. */
const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

test('every translation in the glossary is what screens say', () => {
  const said = Object.fromEntries(
    ['hu', 'sr', 'ru'].map((locale) => [
      locale,
      files(`messages/${locale}`, /\.json$/)
        .map(read)
        .join('\n')
        .toLowerCase(),
    ]),
  )
  const terms = rows(read('docs/glossary.md')).filter(
    (cells) => cells.length === 5 && /[а-я]/.test(cells[4]!),
  )
  expect(terms.length).toBeGreaterThan(25)
  const missing = terms.flatMap(([word, , ...translations]) =>
    ['hu', 'sr', 'ru'].flatMap((locale, at) =>
      said[locale]!.includes(translations[at]!.toLowerCase())
        ? []
        : `${word}: ${translations[at]} (${locale})`,
    ),
  )
  expect(missing.filter((line) => !line.includes('Русский'))).toEqual([])
})

test('a word of the glossary means one thing, and no word is both to be written and not', () => {
  const tables = rows(read('docs/glossary.md')).filter(([word]) => word && !/^(word|write|-+)$/.test(word))
  const words = tables.filter((cells) => cells.length !== 2 || cells[1]!.length > 20).map(([word]) => word)
  expect(words.filter((word, at) => words.indexOf(word) < at)).toEqual([])
  const pairs = tables.filter((cells) => cells.length === 2 && cells[1]!.length <= 20)
  const written = new Set(pairs.flatMap(([write]) => write!.split(', ')))
  expect(pairs.flatMap(([, not]) => not!.split(', ')).filter((word) => written.has(word))).toEqual([])
})

test('editors format as Biome does', () => {
  const { formatter } = json('biome.json')
  const all = /^\[\*\]\n([\s\S]*?)\n\n/m.exec(read('.editorconfig'))![1]!
  expect(all).toContain(`indent_style = ${formatter.indentStyle}\n`)
  expect(all).toContain(`indent_size = ${formatter.indentWidth}\n`)
  expect(all).toContain(`max_line_length = ${formatter.lineWidth}\n`)
})

test('the licence is the one that package.json names', () => {
  expect(read('LICENSE').split('\n')[0]).toBe(json('package.json').license)
})

test('every command and file that a page for people names is there', () => {
  const { scripts } = json('package.json')
  const tracked = new Set(files('docs', /./).map((file) => file))
  for (const page of [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'docs/operations.md',
    'docs/glossary.md',
  ]) {
    const text = read(page)
    for (const [, name] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts, page).toHaveProperty([name!])
    if (page.startsWith('docs/')) continue
    for (const [, link] of text.matchAll(/\]\((docs\/[\w./-]+\.md)[)#]/g))
      expect(tracked.has(link!), `${page}: ${link}`).toBe(true)
  }
})

test('every component of components/ui is in the gallery', () => {
  const gallery = files('components/dev', /^gallery.*\.tsx$/)
    .map(read)
    .join('\n')
  // Nothing of these is seen by itself: hidden fields, a form's inside, a timer.
  // Nor are the parts of a list: they stand in it.
  const parts = ['bulk', 'chips', 'filter-fields', 'filter-fold', 'narrow', 'rows'].map(
    (part) => `list/${part}`,
  )
  const unseen = ['action-form', 'not-sent', 'refresh', 'was', ...parts]
  const seen = files('components/ui', /\.tsx$/)
    .map((file) => file.replace(/^components\/ui\/|\.tsx$/g, ''))
    .filter((name) => !unseen.includes(name))
  expect(seen.length).toBeGreaterThan(20)
  for (const name of seen) expect(gallery, name).toContain(`'@/components/ui/${name}'`)
})
