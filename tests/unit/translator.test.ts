import { expect, test } from 'vitest'
import { dateFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG, LOCALES } from '@/lib/kernel/locale'
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
