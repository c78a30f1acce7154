import { getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { asTyped } from '@/lib/kernel/pasted'
import type { Market } from './market'

/** What people and programs write between the digits of a number. */
const BETWEEN = /[\s()./\p{Pd}\u2212]/gu

export type MobileNumber =
  | { kind: 'mobile'; msisdn: string; national: string }
  /** A number all right, but not one of this country's mobile numbers: no SMS is ever sent to it. */
  | { kind: 'other' }
  | { kind: 'invalid' }

/**
 * Reads a phone number in any spelling (`+36 30…`, `06-30…`, `30…`), as a number of this market.
 * `msisdn` is E.164; `national` is for showing.
 */
export function readMobileNumber(text: string, market: Market): MobileNumber {
  if (text.length > 40) return { kind: 'invalid' }
  const number = parsePhoneNumberFromString(asTyped(text), market.country)
  if (!number) return { kind: 'invalid' }
  if (!number.isValid()) return { kind: 'invalid' }
  const type = number.getType()
  const mobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
  if (number.country !== market.country || !mobile || number.ext) return { kind: 'other' }
  return { kind: 'mobile', msisdn: number.number, national: number.formatNational() }
}

/** Whether a number in E.164 is one of the market's for machines only. */
export const isMachineNumber = (msisdn: string, { machine }: Market): boolean =>
  machine?.test(msisdn) ?? false

/** Reads any valid number of this market's country, fixed, mobile or a machine's, as E.164; null where it is none. */
export function readNumber(text: string, market: Market): string | null {
  if (text.length > 40) return null
  const machine = readMachineNumber(text, market)
  if (machine) return machine
  const number = parsePhoneNumberFromString(asTyped(text), market.country)
  return number?.isValid() && number.country === market.country && !number.ext ? number.number : null
}

/** The library knows no numbers of machines: they are longer than any other. */
function readMachineNumber(text: string, market: Market): string | null {
  if (!market.machine) return null
  const typed = asTyped(text).replace(BETWEEN, '')
  const national = typed.startsWith(market.trunk) ? typed.slice(market.trunk.length) : typed
  const international = [
    `+${typed.replace(/^(\+|00)/, '')}`,
    `+${getCountryCallingCode(market.country)}${national}`,
  ]
  return international.find((msisdn) => isMachineNumber(msisdn, market)) ?? null
}

/**
 * What of E.164 numbers a part of one may stand for, in any spelling: `06 30-1` is `+36301`, or the digits themselves in the
 * middle of a number. None for what is no part of a number: fewer than three digits, or anything else.
 */
export function numberParts(text: string, market: Market): string[] {
  const digits = asTyped(text).replace(BETWEEN, '')
  if (!/^\+?\d{3,40}$/.test(digits)) return []
  if (digits.startsWith('+')) return [digits]
  const rest = (prefix: string) => (digits.startsWith(prefix) ? digits.slice(prefix.length) : '')
  const [abroad, home] = [rest('00'), rest(market.trunk)]
  return [
    digits,
    ...(abroad ? [`+${abroad}`] : []),
    ...(home ? [`+${getCountryCallingCode(market.country)}${home}`] : []),
  ]
}

/**
 * A number in E.164 as people of a market read it: `06 30 123 4567` where it is one of the market's own country, else with
 * its country's code (`+381 64 1234561`): in national spelling it would be another number. So is what shares the code with
 * another country, and what no numbering plan knows. What is no number at all (a reference, a short code) stays as it is.
 */
export function displayNumber(ident: string, market: Market): string {
  const known = spelt.get(market) ?? new Map<string, string>()
  spelt.set(market, known)
  const text = known.get(ident) ?? spell(ident, market)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(ident, text)
  return text
}

/** How numbers that were shown lately are spelt: to take one apart takes 20 µs, and a list shows fifty, on each of its pages. */
const spelt = new WeakMap<Market, Map<string, string>>()
/** So many; then it begins anew. */
const MOST_KNOWN = 10_000

function spell(ident: string, market: Market): string {
  if (isMachineNumber(ident, market)) return machineNumber(ident, market)
  const number = ident.startsWith('+') ? parsePhoneNumberFromString(ident) : undefined
  if (!number || number.ext) return ident
  return number.country === market.country && number.isValid()
    ? number.formatNational()
    : number.formatInternational()
}

/** `06 71 012 345 6789` */
function machineNumber(msisdn: string, { trunk }: Market): string {
  const [, ...parts] = /(\d{2})(\d{3})(\d{3})(\d{4})$/.exec(msisdn) ?? []
  return [trunk, ...parts].join(' ')
}

/** `06 30 ••• ••04`: enough to recognise one's own number, too little to learn another's. */
export const maskedNumber = (msisdn: string, market: Market): string => {
  const shown = displayNumber(msisdn, market)
  const digits = shown.replace(/\D/g, '').length
  let seen = 0
  return shown.replace(/\d/g, (digit) => {
    seen += 1
    return seen <= digits - 7 || seen > digits - 2 ? digit : '•'
  })
}
