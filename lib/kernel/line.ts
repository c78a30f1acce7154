import { z } from 'zod'
import { asciiEmail, EMAIL_PATTERN } from './email'
import { withoutJoiners } from './joiners'

/** A name that reads backwards on a screen, or in a mail, is somebody else's (Unicode TR 36, 3.2). */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/gu

/** Text as one line: trimmed, inner white space folded, Unicode NFC, without what turns the order of writing round. */
export const oneLine = (text: string): string =>
  text.normalize('NFC').replace(TURNS, '').replace(/\s+/gu, ' ').trim()

/**
 * One line of text as people type it: trimmed, inner white space folded, Unicode NFC; what turns the order of writing
 * round is left out, since it is not seen. Control
 * characters (a line break in a mail header, a NUL that PostgreSQL cannot hold) and halves of
 * characters are refused with `code`.
 */
export const line = (maximum: number, code: string) =>
  z
    .string()
    .max(maximum * 4, code)
    .transform(oneLine)
    .pipe(
      z
        .string()
        .max(maximum, code)
        .regex(/^[^\p{Cc}\p{Cs}]*$/u, code),
    )

/** An e-mail address, its domain in ASCII; anything else is refused with `code`. */
export const emailAddress = (code: string) =>
  z.string().transform(asciiEmail).pipe(z.string().regex(EMAIL_PATTERN, code))

/**
 * What no person's name has: characters that nobody sees or that turn the direction of reading (Unicode's C categories
 * and Default_Ignorable_Code_Point, UTS #39), and the @ of an account in any of its widths.
 */
const DISGUISE = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800@\uFE6B\uFF20]/u
/**
 * Marks that pile up over their neighbours: three of those that fit every script, one of any twice, or five in a row (UTS
 * #39, 5.4). Burmese, Tibetan and Hindi have three and more of their own on one letter.
 */
const PILE = /(?:(?=\p{M})\p{Script=Inherited}){3}|([\p{Mn}\p{Me}])\1|[\p{Mn}\p{Me}]{5}/u

/** A person's name: a line that cannot be read as somebody's account or as another text than it is. */
export const personName = (maximum: number, codes: { unreadable: string; disguised: string }) =>
  line(maximum, codes.unreadable).refine(
    (text) => !DISGUISE.test(withoutJoiners(text)) && !PILE.test(text),
    codes.disguised,
  )
