import { createTranslator } from 'use-intl/core'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'
import en from './en'
import type { Messages } from './generated/messages'
import hu from './hu'
import ru from './ru'
import sr from './sr'

const CATALOGUES: Record<Locale, typeof en> = { en, hu, sr, ru }

/** The name of a sentence: what has none does not compile. */
export type Key = keyof Messages

/** What the sentence of a key is to be given; where it may be one of several, what each of them is. */
export type Given<K extends Key> = (K extends Key ? (given: Messages[K]) => void : never) extends (
  given: infer All,
) => void
  ? All
  : never

export interface Words {
  <K extends Key>(key: K, ...given: keyof Given<K> extends never ? [] : [given: Given<K>]): string
  /** The sentence before anything is put into it. */
  raw(key: Key): string
  has(key: string): key is Key
}

function make(locale: Locale, timeZone: string): Words {
  const t = createTranslator({
    locale: LANGUAGE_TAG[locale],
    messages: CATALOGUES[locale],
    timeZone,
  }) as unknown as Words
  const words = (key: Key, given: never) => oneStop((t as (key: Key, given: never) => string)(key, given))
  return Object.assign(words, { raw: t.raw, has: t.has }) as Words
}

/** A date that ends in a full stop (25. 11. 2026., 25 нояб. 2026 г.) ends its sentence with it: there is none after it. */
const oneStop = (text: string) => (text.includes('..') ? text.replace(/(?<=\d|г)\.\.(?!\.)/g, '.') : text)

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
