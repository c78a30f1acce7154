/** The signs that end a letter's own vowel (canonical combining class 9) in the scripts of India, Sri Lanka and around. */
const VIRAMA = '\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA'
/** Arabic letters that join to the one before only, and those that never join (ArabicShaping.txt: R and U). */
const JOINS_BEFORE =
  '\u0622-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF'
const JOINS_NEVER = '\u0621\u0674\u06DD'
const ARABIC = '(?=[\u0620-\u06FF])\\p{L}'

/**
 * Where a zero width joiner or non-joiner shapes the letters beside it: after a virama (Sinhala, Malayalam, Marathi), in
 * Bengali before one, and between two Arabic letters that would join (Persian, Urdu). Source: RFC 5892, A.1 and A.2;
 * Unicode UAX #31, 2.3.
 */
const SHAPES = new RegExp(
  [
    `(?<=\\p{L}\\p{M}?[${VIRAMA}])[\u200C\u200D]`,
    '(?<=\u09B0)\u200D(?=\u09CD\u09AF)',
    `(?<=(?![${JOINS_BEFORE}${JOINS_NEVER}])${ARABIC}\\p{M}*)\u200C(?=\\p{M}*(?![${JOINS_NEVER}])${ARABIC})`,
  ].join('|'),
  'gu',
)

/** A text without the joiners that its spelling needs; those that nobody would see are left in it. */
export const withoutJoiners = (text: string): string => text.replace(SHAPES, '')
