import { expect, test } from 'vitest'
import { draw } from '@/lib/infra/pdf/draw-report'
import { LOCALES } from '@/lib/kernel/locale'
import { translator } from '@/lib/words/translator'
import { charactersOf } from '../support/pdf'

/** A report whose only row is a holder's name. */
async function drawn(holder: string, locale: (typeof LOCALES)[number] = 'en'): Promise<Set<string>> {
  const t = translator(locale)
  const options = {
    ...{ title: 'x', language: locale, author: 'x', created: new Date(0), running: 'x', footer: 'x' },
    ...{ pageLabel: '{page}', lacking: t('doc.lacking') },
  }
  async function* rows() {
    yield [[holder]]
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of draw({ options, facts: [], columns: [{ label: 'x', share: 1 }] }, rows()))
    chunks.push(chunk)
  return charactersOf(Buffer.concat(chunks))
}

test('a name that the typefaces lack is marked as such, and the document says where it is shown', async () => {
  for (const holder of [
    '王小明',
    '김철수',
    'やまだ',
    'محمد علي',
    'שלום',
    'สมชาย',
    'नीरज',
    'გიორგი',
    'Ada 王',
    '😀',
  ])
    for (const locale of LOCALES) {
      const characters = await drawn(holder, locale)
      expect(characters.has('\ufffd'), holder).toBe(true)
      // The sentence is there, letter by letter.
      for (const letter of translator(locale)('doc.lacking').replace(/\s/g, ''))
        expect(characters.has(letter), `${locale} ${letter}`).toBe(true)
      expect(characters.has('?'), holder).toBe(false)
    }
})

test('a name that they have stands as it is, and nothing is said', async () => {
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
