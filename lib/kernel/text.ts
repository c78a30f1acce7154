/**
 * Marks that a search looks past: accents, Hebrew points, Arabic vowels. Those of the scripts of India are letters in their
 * own right, and stay.
 */
const MARKS =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu
/** Letters whose stroke or form is no accent to Unicode, and signs that are written in more than one way, or at times not at all. */
const LETTERS: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'n', ø: 'o', ŧ: 't', ς: 'σ' },
  ...{ '‘': "'", '’': "'", ʼ: "'", '\u0640': '', '‐': '-', '–': '-', '—': '-' },
}
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

/**
 * Text as everything is searched: lower case, without accents, đ as d, ß as ss. PostgreSQL has the same as `folded`
 * (prisma/migrations): what one side folds the other must (tests/rooms/search.test.ts).
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter]!)
