import { expect, test } from 'vitest'
import { importPo } from '../../bin/words/import-po'
import { allMessages, filesOf } from '../../bin/words/messages'
import { writePo } from '../../bin/words/po'

const HU = writePo('hu').toString()
const COUNTED = allMessages('hu').get('overview.waiting')!
const TITLE = allMessages('hu').get('lines.title')!

/** The Hungarian file as a translator may have changed it. */
function sent(...changes: [from: string, to: string][]) {
  let file = HU
  for (const [from, to] of changes) {
    expect(file).toContain(from)
    file = file.replace(from, to)
  }
  return importPo(Buffer.from(file))
}
const entry = (key: string) => new RegExp(`msgctxt "${key}"\\n(.*\\n){1,2}msgstr ".*"\\n`).exec(HU)![0]
const said = (files: Map<string, string> | null, sentence: string) =>
  [...(files ?? [])].filter(([, text]) => text.includes(JSON.stringify(sentence))).map(([path]) => path)

test.each(['hu', 'sr', 'ru'] as const)('%s comes back as it went out', (language) => {
  const { lines, files } = importPo(writePo(language))
  expect(lines).toEqual([`0 sentences changed, of ${allMessages('en').size} in the file.`])
  expect(files).toEqual(filesOf(language, allMessages(language)))
})

test('what a translator has written stands where the old sentence stood, and nothing else has changed', () => {
  const changed = entry('lines.title').replace(`msgstr "${TITLE}"`, 'msgstr "Az \\"összes\\" szám"')
  const { lines, files } = sent([entry('lines.title'), changed])
  expect(lines).toEqual([`1 sentences changed, of ${allMessages('en').size} in the file.`])
  const now = new Map(allMessages('hu')).set('lines.title', 'Az "összes" szám')
  expect(files).toEqual(filesOf('hu', now))
  expect(said(files, 'Az "összes" szám')).toEqual(['messages/hu/lines.json'])
})

test.each([
  ['has another name', COUNTED.replaceAll('count', 'szám')],
  ['is missing', 'Valami vár'],
  ['is counted no more', 'Még {count} vár'],
  ['is chosen from, not counted', '{count, select, one {Egy vár} other {Több vár}}'],
  ['was never closed', '{count, plural, other {# vár}'],
])('a file in which an argument %s is refused, all of it', (_what, wrong) => {
  const { lines, files } = sent(
    [entry('overview.waiting'), entry('overview.waiting').replace(COUNTED, () => wrong)],
    [entry('lines.title'), entry('lines.title').replace(TITLE, 'Számok')],
  )
  expect(files).toBeNull()
  expect(lines).toEqual([expect.stringContaining('overview.waiting '), 'Nothing was taken over.'])
})

test('it is told which keys are new, missing, outdated or unsure: those stay as they are', () => {
  const { lines, files } = sent(
    [entry('lines.intro'), entry('lines.intro').replace('lines.intro', 'lines.introduction')],
    [entry('lines.search'), entry('lines.search').replace(/msgid "/, 'msgid "Old: ')],
    [entry('lines.export'), entry('lines.export').replace(/msgstr ".*"/, 'msgstr ""')],
    [entry('lines.title'), entry('lines.title').replace(TITLE, 'Talán')],
    ['#, icu-message-format\nmsgctxt "lines.title"', '#, fuzzy, icu-message-format\nmsgctxt "lines.title"'],
  )
  expect(lines).toEqual([
    '1 not in the portal (any more), left out:',
    '  lines.introduction',
    '1 translated from an English sentence that has changed, left as they were:',
    '  lines.search',
    '1 marked as unsure (fuzzy), left as they were:',
    '  lines.title',
    '2 not translated in the file, left as they were:',
    '  lines.intro',
    '  lines.export',
    expect.stringMatching(/^0 sentences changed/),
  ])
  expect(files).toEqual(filesOf('hu', allMessages('hu')))
})

test('a file whose language the portal does not speak is refused', () => {
  expect(sent(['Language: hu', 'Language: de']).files).toBeNull()
  expect(sent(['Language: hu', 'Language: en']).files).toBeNull()
  expect(sent(['"Language: hu\\n"\n', '']).files).toBeNull()
})

test('translators read above a sentence what it is given, and what else they must know', () => {
  expect(HU).toContain('#. {count}: number')
  expect(HU).toMatch(/#\. An SMS\.(.*\n)+?msgctxt "sms\.sign_in_code"/)
})
