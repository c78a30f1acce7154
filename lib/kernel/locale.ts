import { LANGUAGE_TAG, LOCALES, preferredLocale } from './locales.mjs'

export { LANGUAGE_TAG, LOCALES, preferredLocale }
export type Locale = (typeof LOCALES)[number]

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale)
