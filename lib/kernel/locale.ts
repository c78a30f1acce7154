/** The languages every deployment speaks; Serbian is written in Latin script. */
export const LOCALES = ['en', 'hu', 'sr', 'ru'] as const
export type Locale = (typeof LOCALES)[number]

/** BCP 47 tags for dates, numbers and the `lang` attribute. */
export const LANGUAGE_TAG: Record<Locale, string> = {
  en: 'en-GB',
  hu: 'hu-HU',
  sr: 'sr-Latn-RS',
  ru: 'ru-RU',
}

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale)

/**
 * The first language of an `Accept-Language` header that we speak, by descending weight, or null.
 * Source: RFC 9110, 12.5.4.
 */
export function preferredLocale(header: string | null | undefined): Locale | null {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean)
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wishes.map((wish) => wish.language).find(isLocale) ?? null
}
