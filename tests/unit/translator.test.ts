import { expect, test } from 'vitest'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG, LOCALES } from '@/lib/kernel/locale'
import { refuse } from '@/lib/words/refuse'
import { translator } from '@/lib/words/translator'

const MOMENTS = [
  '2026-11-26T00:05:00Z',
  '2026-11-26T12:00:00Z',
  '2026-01-01T22:33:00Z',
  '2026-07-04T10:59:00Z',
]

test.each(LOCALES)('%s: sentences and dates beside them have one clock and one calendar', (locale) => {
  const t = translator(locale, 'Europe/Budapest')
  const as = { timeZone: 'Europe/Budapest' }
  for (const moment of MOMENTS) {
    const at = new Date(moment)
    const time = dateFormat(LANGUAGE_TAG[locale], { timeStyle: 'short', ...as }).format(at)
    expect(t('bills.pay.under_way', { amount: '1', name: 'x', at })).toContain(time)
    const day = dateFormat(LANGUAGE_TAG[locale], { dateStyle: 'medium', ...as }).format(at)
    // MessageFormat writes the month of a Serbian date as a word.
    if (locale !== 'sr')
      expect(t('bills.pay.reversed_settled', { amount: '1', account: 'x', at })).toContain(day)
  }
})

test.each(LOCALES)(
  '%s: a date that ends in a full stop ends its sentence, and nothing else loses one',
  (locale) => {
    const t = translator(locale)
    const day = dateFormat(LANGUAGE_TAG[locale], { dateStyle: 'medium' }).format(new Date(MOMENTS[0]!))
    for (const text of [
      t('sso.linked', { when: day }),
      t('users.stop.until', { until: day }),
      t('mail.bill_copy.text', {
        company: 'X',
        month: 'Y',
        total: '1',
        due: day,
        account: 'Z',
        open: '1',
      } as never),
    ]) {
      expect(text).toContain(day)
      expect(text).not.toMatch(/\.\./)
    }
    expect(t('sso.linked', { when: 'soon...' })).toContain('soon...')
  },
)

test('what a sentence is not given, and what it does not take, does not compile', () => {
  const t = translator('en')
  const calls = [
    // @ts-expect-error no such sentence
    () => t('bills.no_such_key'),
    // @ts-expect-error an argument is missing
    () => t('shell.row'),
    // @ts-expect-error one of two is missing
    () => t('shell.changed', { field: 'x' }),
    // @ts-expect-error an argument that the sentence does not have
    () => t('shell.row', { row: 1, column: 2 }),
    // @ts-expect-error the sentence takes nothing
    () => t('lines.title', { count: 1 }),
    // @ts-expect-error a number is counted, not read
    () => t('overview.waiting', { count: 'two' }),
    // @ts-expect-error no such refusal
    () => refuse('web.no_such_code'),
    // @ts-expect-error a value is missing
    () => refuse('identity.code_wrong', { field: 'code' }),
    // @ts-expect-error a value that the sentence does not have
    () => refuse('web.not_there', { values: { row: 1 } }),
  ]
  expect(calls).toHaveLength(9)
})
