import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draw } from '@/lib/infra/pdf/draw-report'
import { drawable } from '@/lib/infra/pdf/pdf-fonts'
import { LOCALES } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import { charactersOf, linesOf, spokenOf } from '../support/pdf'

/** A report whose rows are holders' names, as a PDF. */
async function report(holders: readonly string[], locale: (typeof LOCALES)[number] = 'en'): Promise<Buffer> {
  const t = translator(locale)
  const options = {
    ...{ title: 'x', language: locale, author: 'x', created: new Date(0), running: 'x', footer: 'x' },
    ...{ pageLabel: '{page}', lacking: t('doc.lacking') },
  }
  async function* rows() {
    yield holders.map((holder) => [holder])
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of draw({ options, facts: [], columns: [{ label: 'x', share: 1 }] }, rows()))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}
const drawn = async (holder: string, locale?: (typeof LOCALES)[number]) =>
  charactersOf(await report([holder], locale))

test('what no typeface has is marked as such, and the document says where it is shown', async () => {
  for (const holder of [
    'สมชาย',
    'नीरज',
    'გიორგი',
    'Արամ',
    '😀',
    '👨‍👩‍👧 Ada',
    '𠮷野',
    'a\u0378',
    'a\ud800b',
    'x\ue000',
    'Ada \u0e31',
  ])
    for (const locale of LOCALES.slice(0, holder === '😀' ? LOCALES.length : 1)) {
      const characters = await drawn(holder, locale)
      expect(characters.has('\ufffd'), holder).toBe(true)
      // The sentence is there, letter by letter.
      for (const letter of translator(locale)('doc.lacking').replace(/\s/g, ''))
        expect(characters.has(letter), `${locale} ${letter}`).toBe(true)
      expect(characters.has('?'), holder).toBe(false)
    }
})

/** As they are read, and as they stand from left to right. */
const SCRIPTS: readonly (readonly [read: string, stands: string])[] = [
  ['王小明', '王小明'],
  ['陳怡君', '陳怡君'],
  ['김철수', '김철수'],
  ['やまだ', 'やまだ'],
  ['محمد علي', 'يلع دمحم'],
  // A ligature is read letter by letter.
  ['لا إله', 'هلإ ال'],
  ['שלום כהן', 'ןהכ םולש'],
  // Brackets open to the side from which they are read, numbers stay as they are.
  ['אלון בע"מ (2026)', '(2026) מ"עב ןולא'],
  ['שלום 12 abc', 'abc 12 םולש'],
  // The first letter says from where a line is read.
  ['Fleet שלום 12', 'Fleet 12 םולש'],
  ['Fleet محمد ١٢٣', 'Fleet ١٢٣ دمحم'],
  ['Ada 王 Đorđe 김', 'Ada 王 Đorđe 김'],
  ['ООО «תל-אביב» (王)', 'ООО «ביבא-לת» (王)'],
  // Without a word about direction that turns round what stands beside it; joiners shape and are not drawn.
  ['a\u202eevil', 'aevil'],
  ['می\u200cخواهم', 'مهاوخیم'],
]

test('names in Chinese, Korean, Arabic and Hebrew, also in one line, are drawn as they are written', async () => {
  const pdf = await report(SCRIPTS.map(([read]) => read))
  const lines = linesOf(pdf)
  for (const [read, stands] of SCRIPTS) expect(lines, read).toContain(stands)
  expect(lines.join('')).not.toContain('\ufffd')
  // What is read from the right says itself what it is: glyphs lie from left to right.
  const spoken = spokenOf(pdf)
  for (const [read] of SCRIPTS) if (/[\u0590-\u06ff]/.test(read)) expect(spoken, read).toContain(read)
})

test('a reader that is not ours takes out the same text', async (context) => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
  } catch {
    context.annotate('pdftotext (poppler-utils) is not installed: not looked at')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'pdf-letters-'))
  try {
    writeFileSync(
      join(folder, 'x.pdf'),
      await report(['王小明', '김철수', 'محمد علي', 'للاتصالات', 'שלום כהן', 'Đorđe']),
    )
    const text = execFileSync('pdftotext', [join(folder, 'x.pdf'), '-'], { encoding: 'utf8' })
    // It writes marks of direction around what is read from the right.
    const lines = text.replace(/[\u202a-\u202e]/g, '').split('\n')
    for (const holder of ['王小明', '김철수', 'محمد علي', 'للاتصالات', 'שלום כהן', 'Đorđe'])
      expect(lines).toContain(holder)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Of every kind that matters, few of each: each file of a typeface takes a moment to open. */
const character = fc.constantFrom(
  ...[
    'a',
    'ő',
    'Ђ',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\0',
    '\u0085',
    '(',
    '"',
    '1',
    '王',
    '김',
    'م',
    '١',
    'ש',
    'ก',
    '😀',
    '𠮷',
  ],
  ...[
    '\u0301',
    '\u05b8',
    '\u064e',
    '\u0e31',
    '\ufe0f',
    '\u200d',
    '\u200c',
    '\u200f',
    '\u202e',
    '\u2067',
    '\u00ad',
  ],
  ...[
    '\u0000',
    '\u0600',
    '\ud83d',
    '\ude00',
    '\ufffe',
    '\u0378',
    '\ue000',
    '\u{e0100}',
    '\u{10ffff}',
    '\ufffd',
    '\u1100',
    '\u1161',
  ],
)

test('whatever a text is, what is drawn of it is known to a typeface, or marked', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
      const { drawn, isWhole } = drawable(text)
      // No half of a character, nothing that controls.
      expect(drawn).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u)
      expect(drawn.includes('\ufffd')).toBe(!isWhole || text.includes('\ufffd'))
      // It is drawn as it is a second time.
      expect(drawable(drawn.replace(/ \n/g, '\n')).drawn).toBe(drawn)
    }),
    {
      numRuns: 500,
      examples: [
        ['م\u05b8\u064e'],
        ['\u0378\u0301'],
        ['א\u064e\u05b8'],
        ['a\u0000\u0301'],
        ['a\u00ad\u0301'],
        ['a\ufe0f\u0301'],
        ['\u1100\u202e\u1161'],
      ],
    },
  )
})

test('names that the first typeface has stand as they are, and nothing is said', async () => {
  for (const holder of [
    'Đorđe Šćepanović',
    'Łukasz',
    'Großmann',
    'Ёлкина',
    'ЖИВКОВИЋ',
    'Árvíztűrő',
    'O’Brien',
    'Nguyễn',
  ]) {
    const characters = await drawn(holder)
    for (const letter of holder.match(/\p{L}/gu)!) expect(characters.has(letter), holder).toBe(true)
    expect(characters.has('\ufffd'), holder).toBe(false)
  }
})

test('letters of one form in different scripts are read as what they are, in one document and over many', async () => {
  // Latin, Cyrillic and Greek, in turns: each is one form, drawn before as another letter.
  for (const holder of ['ОРЕ', 'OPE', 'ΟΡΕ', 'OPE ОРЕ ΟΡΕ', 'аесхА', 'aecxA', 'Αа a А'])
    for (let time = 0; time < 2; time += 1) {
      const characters = await drawn(holder)
      for (const letter of holder.replace(/ /g, ''))
        expect(characters.has(letter), `${holder} ${letter}`).toBe(true)
    }
})
