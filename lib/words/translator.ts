import { createTranslator } from 'use-intl/core'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'
import en from './en'
import hu from './hu'
import ru from './ru'
import sr from './sr'

const CATALOGUES: Record<Locale, typeof en> = { en, hu, sr, ru }

export type Words = ReturnType<typeof make>

const make = (locale: Locale, timeZone: string) =>
  createTranslator<typeof en>({
    locale: LANGUAGE_TAG[locale],
    messages: CATALOGUES[locale],
    timeZone,
  })

const made = new Map<string, Words>()

/**
 * The words of a language: `t('users.title')`, ICU MessageFormat inside. Times in sentences are told in
 * `timeZone`. Made once each.
 */
export function translator(locale: Locale, timeZone = 'UTC'): Words {
  const key = `${locale} ${timeZone}`
  const words = made.get(key) ?? make(locale, timeZone)
  made.set(key, words)
  return words
}
