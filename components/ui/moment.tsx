import { DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { dateFormat, relativeFormat } from '@/lib/kernel/formats'
import { LANGUAGE_TAG, type Locale } from '@/lib/kernel/locale'

export type MomentSettings = { locale: Locale; timeZone: string; now: Date }

/** In words near now, as a date further away. */
export function momentText(at: Date, { locale, timeZone, now }: MomentSettings): string {
  const distance = at.getTime() - now.getTime()
  const tag = LANGUAGE_TAG[locale]
  const words = relativeFormat(tag, { numeric: 'auto' })
  const size = Math.abs(distance)
  if (size < HOUR) return words.format(Math.round(distance / MINUTE), 'minute')
  if (size < DAY) return words.format(Math.round(distance / HOUR), 'hour')
  if (size < 7 * DAY) return words.format(Math.round(distance / DAY), 'day')
  return dateFormat(tag, { dateStyle: 'medium', timeZone }).format(at)
}

/** As a date in full. */
export const longDay = (at: Date, locale: Locale, timeZone: string): string =>
  dateFormat(LANGUAGE_TAG[locale], { dateStyle: 'long', timeZone }).format(at)

/** As a date and time, to the second. */
export const exactText = (at: Date, { locale, timeZone }: MomentSettings): string =>
  dateFormat(LANGUAGE_TAG[locale], { dateStyle: 'long', timeStyle: 'medium', timeZone }).format(at)

/** A moment in words, with the exact time on hover and for machines. */
export function Moment({ at, ...settings }: MomentSettings & { at: Date }) {
  return (
    <time dateTime={at.toISOString()} title={exactText(at, settings)}>
      {momentText(at, settings)}
    </time>
  )
}
