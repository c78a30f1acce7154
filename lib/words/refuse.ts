import type { Refused, RowProblem } from '@/lib/kernel/result'
import type en from './en'

/** A refusal's code is the key of its sentence: a code without a sentence does not compile. */
export type RefusalCode = {
  [Room in keyof typeof en.refusals]: `${Room}.${keyof (typeof en.refusals)[Room] & string}`
}[keyof typeof en.refusals]

/** Refuses with a sentence, beside `field` if one is given. */
export const refuse = (
  code: RefusalCode,
  about: { field?: string; values?: Record<string, string | number>; rows?: readonly RowProblem[] } = {},
): Refused<RefusalCode> => ({ ok: false, refusal: { code, ...about } })
