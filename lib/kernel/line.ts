import { z } from 'zod'

/**
 * One line of text as people type it: trimmed, inner white space folded, Unicode NFC. Control
 * characters (a line break in a mail header, a NUL that PostgreSQL cannot hold) and halves of
 * characters are refused with `code`.
 */
export const line = (maximum: number, code: string) =>
  z
    .string()
    .max(maximum * 4, code)
    .transform((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .max(maximum, code)
        .regex(/^[^\p{Cc}\p{Cs}]*$/u, code),
    )
