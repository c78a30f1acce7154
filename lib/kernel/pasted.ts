/**
 * Marks that nobody sees and that come along when something is copied: directions around a number from an address book,
 * zero-width spaces and soft hyphens from mails, byte order marks (Unicode: Cf, Default_Ignorable_Code_Point; and the
 * Braille blank).
 */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu
const BLANK = /[\p{White_Space}]/gu
/** Hyphens, dashes, and the dots and underscores with which codes are grouped. */
const GROUPING = /[\p{Pd}.·_]/gu

/** A secret of somebody else's making, of which every sign counts: only what nobody sees is left out. */
export const asSecret = (text: string): string => text.replace(UNSEEN, '').trim()

/** What was typed or pasted, without marks that nobody sees and without blanks around it; Unicode NFKC. */
export const asTyped = (text: string): string => asSecret(text.normalize('NFKC'))

/** The same without blanks inside, too: for what has none, such as a password that was made by us. */
export const withoutBlanks = (text: string): string => asTyped(text).replace(BLANK, '')

/** A code as it was sent: without blanks and grouping, its digits in ASCII whatever the keyboard's script. */
export const asCode = (text: string): string =>
  withoutBlanks(text)
    .replace(GROUPING, '')
    .replace(/(?!\d)\p{Nd}/gu, (digit) => String(valueOfDigit(digit)))

/** Digits stand in rows from zero to nine, some rows next to each other (Unicode 4.6, Decimal Digits). */
function valueOfDigit(digit: string): number {
  const point = digit.codePointAt(0)!
  let before = 0
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1
  return before % 10
}
