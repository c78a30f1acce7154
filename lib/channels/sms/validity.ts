import { after, SECOND } from '@/lib/kernel/clock'

/** How the end of a code is said to the centre (SMPP_VALIDITY): from now on, as a moment in UTC, or not at all. */
export type Validity = 'relative' | 'absolute' | 'none'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** In the relative form a day has two digits, and months are of no certain length. */
const LONGEST = 28 * DAY
const two = (value: number) => String(Math.floor(value)).padStart(2, '0')

/**
 * A `validity_period` of so many seconds from now on (SMPP 3.4, 7.1.1), `YYMMDDhhmmss` and then tenths, quarters of an hour and R, or +
 * for UTC.
 */
export function validityPeriod(seconds: number, form: Validity, now: Date): string {
  if (form === 'none') return ''
  const whole = Math.min(Math.max(Math.ceil(seconds), 1), LONGEST)
  if (form === 'absolute')
    return `${after(now, whole * SECOND)
      .toISOString()
      .replace(/\D/g, '')
      .slice(2, 14)}000+`
  const [days, hours, minutes] = [whole / DAY, (whole % DAY) / HOUR, (whole % HOUR) / MINUTE]
  return `0000${[days, hours, minutes, whole % MINUTE].map(two).join('')}000R`
}
