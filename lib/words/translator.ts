import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/lib/kernel/locale'
import en from './en'
import hu from './hu'
import ru from './ru'
import sr from './sr'

const CATALOGUES: Record<Locale, typeof en> = { en, hu, sr, ru }

export type Words = ReturnType<typeof make>

const make = (locale: Locale) =>
  createTranslator<typeof en>({ locale: locale === 'sr' ? 'sr-Latn' : locale, messages: CATALOGUES[locale] })

const made = new Map<Locale, Words>()

/** The words of a language: `t('users.title')`, ICU MessageFormat inside. Made once each. */
export function translator(locale: Locale): Words {
  const words = made.get(locale) ?? make(locale)
  made.set(locale, words)
  return words
}
