/** The present, passed in so that tests can hold it still. */
export type Clock = () => Date

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** `at` moved by `milliseconds`. */
export const after = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)

/** Whole seconds from `now` until `at`, rounded up, never negative. */
export const secondsUntil = (at: Date, now: Date) =>
  Math.max(0, Math.ceil((at.getTime() - now.getTime()) / SECOND))
