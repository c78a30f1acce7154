import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/kernel/locale'
import { FUNCTIONS } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import en from '@/lib/words/en'
import hu from '@/lib/words/hu'
import ru from '@/lib/words/ru'
import sr from '@/lib/words/sr'
import { translator } from '@/lib/words/translator'
import { files } from '../support/files'

const CATALOGUES = { en, hu, sr, ru }

function* leaves(node: object, path: string[] = []): Generator<[string, string]> {
  for (const [key, value] of Object.entries(node))
    if (typeof value === 'string') yield [[...path, key].join('.'), value]
    else yield* leaves(value, [...path, key])
}
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort()

test('every sentence exists in every language, with the same placeholders', () => {
  const english = new Map(leaves(en))
  for (const locale of LOCALES) {
    const words = new Map(leaves(CATALOGUES[locale]))
    expect([...words.keys()].sort(), locale).toEqual([...english.keys()].sort())
    for (const [key, text] of words) {
      expect(text.trim(), `${locale} ${key}`).not.toBe('')
      expect(placeholders(text), `${locale} ${key}`).toEqual(placeholders(english.get(key)!))
    }
  }
})

test('every sentence can be said with any number', () => {
  const values = { count: 0, left: 0, seconds: 0, minutes: 0, minimum: 8 }
  for (const locale of LOCALES)
    for (const [key, text] of leaves(CATALOGUES[locale]))
      for (const n of [1, 2, 5, 21]) {
        const given = Object.fromEntries(
          placeholders(text).map((name) => [name, name === 'at' ? new Date(0) : name! in values ? n : 'x']),
        )
        const said = translator(locale)(key as never, given as never)
        expect(said, `${locale} ${key}`).not.toMatch(/[{}]|MISSING|^\w+(\.\w+)+$/)
      }
})

test('translations are translations: hardly a sentence is the English one', () => {
  const english = new Map(leaves(en))
  for (const locale of ['hu', 'sr', 'ru'] as const) {
    const same = [...leaves(CATALOGUES[locale])].filter(
      ([key, text]) => text.length > 12 && text === english.get(key),
    )
    expect(same, locale).toEqual([])
  }
  expect([...leaves(sr)].filter(([key, text]) => /[а-яё]/i.test(text) && !key.includes('languages'))).toEqual(
    [],
  )
})

test('every function has its sentences: in the rights, in templates, and where numbers are limited', () => {
  for (const catalogue of Object.values(CATALOGUES)) {
    expect(Object.keys(catalogue.rights.functions).sort()).toEqual([...FUNCTIONS].sort())
    expect(Object.keys(catalogue.rights.templates).sort()).toEqual(
      [...TEMPLATE_KEYS, 'main_administrator'].sort(),
    )
    expect(Object.keys(catalogue.rights.explanations).sort()).toEqual([...FUNCTIONS].sort())
  }
})

test('every fact of the audit has its sentence', () => {
  const rooms = ['identity', 'approvals', 'company', 'subscriptions', 'grants', 'billing', 'journeys']
  for (const file of rooms.flatMap((room) => files(`lib/${room}`, /\.ts$/)))
    for (const [, room, fact] of readFileSync(file, 'utf8').matchAll(/action: '(\w+)\.(\w+)'/g))
      expect((en.audit.actions as Record<string, object>)[room!], `${room}.${fact}`).toHaveProperty(fact!)
})

test('no sentence stands in a page or component: all come from lib/words', () => {
  for (const file of [...files('app', /\.tsx$/), ...files('components', /\.tsx$/)].filter(
    (name) => !name.includes('broken-page'),
  )) {
    const jsx = readFileSync(file, 'utf8')
    const sentences = [...jsx.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+[^<{]*)</g)].map(([, text]) => text)
    expect(sentences, file).toEqual([])
  }
})

test.each(LOCALES)(
  '%s: a company that is called Acme Kft. makes no sentence end in two dots',
  async (locale) => {
    const all = JSON.stringify((await import(`../../lib/words/${locale}.ts`)).default)
    expect(all.match(/[^"]{0,60}\{company\}\.(?!\.)[^"]{0,10}/g) ?? []).toEqual([])
  },
)
