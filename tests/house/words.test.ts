import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/kernel/locale'
import { PERMISSIONS } from '@/lib/rights/catalogue'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import en from '@/lib/words/en'
import hu from '@/lib/words/hu'
import ru from '@/lib/words/ru'
import sr from '@/lib/words/sr'
import { type Key, translator } from '@/lib/words/translator'
import { argumentsOf, described } from '../../bin/words/arguments'
import { declaration } from '../../bin/words/declaration'
import { allMessages, fileMessages, filesOf, notes } from '../../bin/words/messages'
import { files } from '../support/files'

const CATALOGUES = { en, hu, sr, ru }

function* leaves(node: object, path: string[] = []): Generator<[string, string]> {
  for (const [key, value] of Object.entries(node))
    if (typeof value === 'string') yield [[...path, key].join('.'), value]
    else yield* leaves(value, [...path, key])
}
test('every sentence exists in every language, and is given the same there: by name and kind', () => {
  const english = allMessages('en')
  for (const locale of LOCALES) {
    const words = allMessages(locale)
    expect([...words.keys()].sort(), locale).toEqual([...english.keys()].sort())
    const differ = [...words].flatMap(([key, text]) => {
      const [asked, given] = [english.get(key)!, text].map((each) => described(argumentsOf(each)))
      return asked === given ? [] : [`${key}: ${asked}, in English ${given}`]
    })
    expect(differ, locale).toEqual([])
    expect([...words].filter(([, text]) => text.trim() === '')).toEqual([])
  }
})

test('every file of sentences is spoken from, in the order in which it is written, and no key stands in two', () => {
  const names = readdirSync('messages/en').sort()
  for (const locale of LOCALES) {
    expect(readdirSync(`messages/${locale}`).sort()).toEqual(names)
    expect(Object.fromEntries(leaves(CATALOGUES[locale]))).toEqual(Object.fromEntries(allMessages(locale)))
    // What npm run words:import writes is what stands there: a translation changes its own line only.
    for (const [path, text] of filesOf(locale, allMessages(locale)))
      expect(readFileSync(path, 'utf8'), path).toBe(text)
  }
  const keys = names.flatMap((name) => [...fileMessages('en', name).keys()])
  expect(keys.length).toBe(new Set(keys).size)
})

test('calls are checked against the sentences of today: if not, npm run words:declare', () => {
  expect(readFileSync('lib/words/generated/messages.d.ts', 'utf8')).toBe(declaration())
})

test('every note for translators is about sentences that there are', () => {
  const keys = [...allMessages('en').keys()]
  for (const start of Object.keys(notes()))
    expect(
      keys.some((key) => `${key}.`.startsWith(`${start}.`)),
      start,
    ).toBe(true)
})

test('every sentence can be said with any number', () => {
  const value = (kind: string, n: number) => (kind === 'date' ? new Date(0) : kind === 'number' ? n : 'x')
  for (const locale of LOCALES)
    for (const [key, text] of allMessages(locale))
      for (const n of [1, 2, 5, 21]) {
        const given = Object.fromEntries([...argumentsOf(text)].map(([name, kind]) => [name, value(kind, n)]))
        const said = translator(locale)(key as Key, given as never)
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
    expect(Object.keys(catalogue.rights.functions).sort()).toEqual([...PERMISSIONS].sort())
    expect(Object.keys(catalogue.rights.templates).sort()).toEqual(
      [...TEMPLATE_KEYS, 'main_administrator'].sort(),
    )
    expect(Object.keys(catalogue.rights.explanations).sort()).toEqual([...PERMISSIONS].sort())
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

test.each(LOCALES)('%s: a company that is called Acme Kft. makes no sentence end in two dots', (locale) => {
  const all = JSON.stringify(CATALOGUES[locale])
  expect(all.match(/[^"]{0,60}\{company\}\.(?!\.)[^"]{0,10}/g) ?? []).toEqual([])
})
