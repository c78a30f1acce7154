import type { Stale } from './changes'

/**
 * What a use case answers. A refusal is an expected "no" with a sentence in every language; it is
 * returned. A violation (somebody went past the user interface) is thrown. A bug is not caught.
 */
export type Result<T, Code extends string = string> = Ok<T> | Refused<Code>
export type Ok<T> = { ok: true; value: T }
export type Refused<Code extends string = string> = { ok: false; refusal: Refusal<Code> }

export type Refusal<Code extends string = string> = {
  code: Code
  /** The form field it belongs to; absent: the whole form. */
  field?: string | undefined
  /** Values for the sentence's placeholders. */
  values?: Record<string, string | number> | undefined
  /** What is wrong with which rows of a file. */
  rows?: readonly RowProblem[] | undefined
  /** What else is wrong, each beside a field of its own: all of it is said at once. */
  also?: readonly Refusal[] | undefined
  /** What others have changed since the form was shown, and who it was, where that is known. */
  stale?: readonly (Stale & { by: string | null })[] | undefined
  /** Where a second person is to be asked: what of the input would still change something, in its place there. */
  remaining?: object | undefined
  /** And whom it concerns, where the input names nobody. */
  subject?: string | undefined
}

/** What is wrong with one row, as the code of a refusal. */
export type RowProblem = { row: number; code: string; value: string }

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
