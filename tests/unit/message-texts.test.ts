import { expect, test } from 'vitest'
import { LOCALES } from '@/lib/kernel/locale'

/**
 * What mails and SMS may be filled in with: nothing of it is typed by people of a customer. A login has a strict grammar, a
 * company's name comes from its contract, the rest are numbers, dates, and words of ours.
 */
const NOT_TYPED = new Set(
  ['account', 'substitute', 'company', 'operator', 'number', 'code', 'reference', 'until', 'month'].concat([
    'total',
    'due',
    'report',
    'sent',
    'budget',
    'factor',
    'what',
    'place',
    'amount',
    'credit',
    'count',
    'open',
    'system',
    'page',
    'file',
    'attempts',
  ]),
)

const texts = (words: unknown): string[] =>
  typeof words === 'string' ? [words] : Object.values(words as object).flatMap(texts)

test.each(LOCALES)('%s: no mail or SMS has room for what a person has typed', async (locale) => {
  const all = texts((await import(`../../messages/${locale}/post.json`)).default)
  expect(all.length).toBeGreaterThan(60)
  for (const text of all)
    for (const [, name] of text.matchAll(/\{(\w+)[,}]/g)) {
      expect(NOT_TYPED, text).toContain(name)
    }
})
