import { DAY, HOUR } from './clock'

/** The moment at which a clock in `timeZone` shows `hour` on a day (YYYY-MM-DD). */
export function momentOn(day: string, hour: number, timeZone: string): Date {
  const guess = Date.parse(day) + hour * HOUR
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(guess)
  return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess))
}

/** The moment at which a day is over, where the market is: "until 15 August" includes the fifteenth. */
export const endOfDay = (day: string, timeZone: string): Date =>
  momentOn(new Date(Date.parse(day) + DAY).toISOString().slice(0, 10), 0, timeZone)

/** The day (YYYY-MM-DD) that a moment falls on; of the end of a day, that day. */
export const lastDayOf = (end: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(end.getTime() - 1)
