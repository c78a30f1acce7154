import { DAY, HOUR, MINUTE, SECOND } from './clock'
import { isDay, isMoment } from './cursor'
import { dateFormat } from './formats'

/** The moment at which a clock in `timeZone` shows `hour` on a day (YYYY-MM-DD). */
export function momentOn(day: string, hour: number, timeZone: string): Date {
  const guess = Date.parse(day) + hour * HOUR
  const shown = clockIn(new Date(guess), timeZone)
  return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess))
}

/** What a clock in `timeZone` shows, as spreadsheets in every language read it: `YYYY-MM-DD hh:mm:ss`. */
export const clockIn = (at: Date, timeZone: string): string =>
  dateFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)

/** A moment as programs read it (RFC 3339), by a clock in `timeZone` with its offset: `2026-10-25T02:30:00+02:00`. */
export function offsetIn(at: Date, timeZone: string): string {
  const shown = clockIn(at, timeZone).replace(' ', 'T')
  const minutes = Math.round((Date.parse(`${shown}Z`) - Math.floor(at.getTime() / SECOND) * SECOND) / MINUTE)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${shown}${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`
}

/** The moment at which a day is over, where the market is: "until 15 August" includes the fifteenth. */
export const endOfDay = (day: string, timeZone: string): Date =>
  momentOn(new Date(Date.parse(day) + DAY).toISOString().slice(0, 10), 0, timeZone)

/** The day (YYYY-MM-DD) that a moment falls on; of the end of a day, that day. */
export const lastDayOf = (end: Date, timeZone: string): string =>
  dateFormat('sv-SE', { timeZone }).format(end.getTime() - 1)

/** A moment as other systems write it: with its offset, or else by the clocks of the market. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?$/
const MIDNIGHT = /^00:00(:00(\.0+)?)?$/
const LAST_SECOND = /^23:59(:59(\.\d+)?)?$/

/**
 * The day (YYYY-MM-DD) of a moment where the market is; a day, and what is neither, stays as it is. Midnight of whatever
 * clock is how those who count days by it write a day, and stays that day.
 */
export function dayIn(text: string, timeZone: string): string {
  const [, day, time = '', offset] = WRITTEN.exec(text) ?? []
  if (!day || (offset && !isMoment(text))) return text
  return offset && !MIDNIGHT.test(time) ? dateFormat('sv-SE', { timeZone }).format(new Date(text)) : day
}

/**
 * The last day of what ends at a moment: at midnight the day before. Whoever counts days by another clock writes their ends
 * as midnight, or as the last second, of that clock: those are its days, not moments some hours into another one.
 */
export function lastDayIn(text: string, timeZone: string): string {
  const [, day, time = '', offset] = WRITTEN.exec(text) ?? []
  if (!day || !isDay(day) || (offset && !isMoment(text))) return text
  if (LAST_SECOND.test(time)) return day
  const end = MIDNIGHT.test(time) || !offset ? new Date(`${day}T${time}Z`) : new Date(text)
  return lastDayOf(end, MIDNIGHT.test(time) || !offset ? 'UTC' : timeZone)
}

/** What days of telephone contracts, bills and rights lie between: a typo of a year is none of them. */
const FIRST_DAY = '1990-01-01'
const LAST_DAY = '2099-12-31'
/** Whether a day, or a moment by its day (`2026-11-30…`), can be meant at all. */
export const isPlausible = (text: string): boolean =>
  text.slice(0, 10) >= FIRST_DAY && text.slice(0, 10) <= LAST_DAY
/** Whether a text is a day (`2026-11-30`) that can be meant. */
export const isPlausibleDay = (text: string): boolean => isDay(text) && isPlausible(text)

/** Whether something lies from `past` years before now to `ahead` days after it. */
export function isNear(at: Date, now: Date, { past, ahead }: { past: number; ahead: number }): boolean {
  const distance = at.getTime() - now.getTime()
  return distance >= -past * 366 * DAY && distance <= ahead * DAY
}
