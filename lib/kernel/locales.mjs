// Also for the door (bin/lib/sentences.mjs), which is plain JavaScript: types and the rest are in locale.ts.

/** The languages every deployment speaks; Serbian is written in Latin script. */
export const LOCALES = /** @type {const} */ (['en', 'hu', 'sr', 'ru'])

/** BCP 47 tags for dates, numbers and the `lang` attribute. */
export const LANGUAGE_TAG = /** @type {const} */ ({
  en: 'en-GB',
  hu: 'hu-HU',
  sr: 'sr-Latn-RS',
  ru: 'ru-RU',
})

/**
 * The first language of an `Accept-Language` header that we speak, by descending weight, or null. Source: RFC 9110, 12.5.4.
 * @param {string | null | undefined} header
 */
export function preferredLocale(header) {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => LOCALES.find((locale) => locale === language))
  return wishes.find((locale) => locale !== undefined) ?? null
}
