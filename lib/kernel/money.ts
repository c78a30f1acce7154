import { dateFormat, numberFormat } from './formats'
import { LANGUAGE_TAG, type Locale } from './locale'

/** Minor units to one unit: two decimals in every market of ours (ISO 4217: HUF, RSD, RUB, EUR). */
const DECIMALS = 2

/**
 * `1234.5` → 123450n; null for what is no amount with at most two decimals, or more than 99 billion units: sums of such
 * amounts stay exact. Never through floating point.
 */
export function minorUnits(text: string): bigint | null {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  if (whole === undefined) return null
  return BigInt(`${sign}${whole}${part.padEnd(DECIMALS, '0')}`)
}

/** 123450 → `1234.50`: for files that machines read. */
export function decimalAmount(minor: number | bigint): string {
  const digits = String(minor)
    .replace('-', '')
    .padStart(DECIMALS + 1, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
}

/** Minor units as people read them: `12 345 Ft`, decimals only where there are some. */
export function moneyText(minor: number, currency: string, locale: Locale, signed = false): string {
  const format = numberFormat(LANGUAGE_TAG[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: DECIMALS,
    maximumFractionDigits: DECIMALS,
    trailingZeroDisplay: 'stripIfInteger',
    ...(signed && { signDisplay: 'exceptZero' }),
  } as Intl.NumberFormatOptions)
  // A true minus, as wide as the plus, and none before nothing.
  return format.format(minor / 10 ** DECIMALS + 0).replace('-', '−')
}

/** How amounts, quantities and days are told on a screen or in a document. */
export type Format = {
  money(minor: number): string
  /** With its sign: a difference. */
  difference(minor: number): string
  number(value: number): string
  percent(hundredths: number): string
  /** `2026-11-30` as a date. */
  day(day: string): string
  /** The month of a day, with its year. */
  month(day: string): string
  /** `Nov`, and `Jan 2026`: of months in a row only the first of a year says which. */
  shortMonth(day: string): string
  /** Bytes, in the unit that fits. */
  bytes(bytes: number): string
  /** Seconds, as hours, minutes and seconds. */
  duration(seconds: number): string
}

/** Bytes of a unit, its name, and from how many of it on it is told. */
const UNITS = [
  [1e9, 'GB', 0.9995],
  [1e6, 'MB', 0.9995],
  [1e3, 'kB', 1],
] as const

/** All of it in one language and currency. */
export function formatFor(currency: string, locale: Locale): Format {
  const tag = LANGUAGE_TAG[locale]
  const decimal = numberFormat(tag, { maximumFractionDigits: 3 })
  const rate = numberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })
  const day = dateFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' })
  const short = dateFormat(tag, { month: 'short', timeZone: 'UTC' })
  const january = dateFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const month = dateFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return {
    money: (minor) => moneyText(minor, currency, locale),
    difference: (minor) => moneyText(minor, currency, locale, true),
    number: (value) => decimal.format(value + 0),
    percent: (hundredths) => rate.format(hundredths / 10_000),
    day: (text) => day.format(new Date(text)),
    month: (text) => month.format(new Date(text)),
    shortMonth: (text) => (text.slice(5, 7) === '01' ? january : short).format(new Date(text)),
    bytes(bytes) {
      // The first that it fills when it is rounded: 999.6 MB are 1 GB, and 400 bytes are no kilobyte.
      const [size, unit] = UNITS.find(([size, , least]) => bytes >= least * size) ?? [1, 'B']
      return `${numberFormat(tag, { maximumFractionDigits: size === 1e9 ? 1 : 0 }).format(bytes / size)} ${unit}`
    },
    duration(seconds) {
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
      const two = (value: number) => String(value).padStart(2, '0')
      return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
    },
  }
}
