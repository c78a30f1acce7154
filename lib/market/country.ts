import { isSupportedCountry } from 'libphonenumber-js/max'

/** Countries of ISO 3166-1 in which no numbering plan is. */
const WITHOUT_NUMBERS = new Set(['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM'])

/** Whether two letters stand for a country (ISO 3166-1), or for what has a numbering plan like one (`XK`). */
export const isCountry = (code: string): boolean => isSupportedCountry(code) || WITHOUT_NUMBERS.has(code)
