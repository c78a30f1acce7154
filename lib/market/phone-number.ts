import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Market } from './market'

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
  const number = parsePhoneNumberFromString(text.normalize('NFKC'), market.country)
  if (!number) return { kind: 'invalid' }
  if (!number.isValid()) return { kind: 'invalid' }
  const type = number.getType()
  const mobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
  if (number.country !== market.country || !mobile || number.ext) return { kind: 'other' }
  return { kind: 'mobile', msisdn: number.number, national: number.formatNational() }
}

/** Reads any valid number of this market's country, fixed or mobile, as E.164; null where it is none. */
export function readNumber(text: string, market: Market): string | null {
  if (text.length > 40) return null
  const number = parsePhoneNumberFromString(text.normalize('NFKC'), market.country)
  return number?.isValid() && number.country === market.country && !number.ext ? number.number : null
}

/** An E.164 number in its country's own spelling; what cannot be read is returned as it is. */
export const nationalNumber = (msisdn: string): string =>
  parsePhoneNumberFromString(msisdn)?.formatNational() ?? msisdn

/** `06 30 ••• ••04`: enough to recognise one's own number, too little to learn another's. */
export const maskedNumber = (msisdn: string): string => {
  const national = nationalNumber(msisdn)
  const digits = national.replace(/\D/g, '').length
  let seen = 0
  return national.replace(/\d/g, (digit) => {
    seen += 1
    return seen <= digits - 7 || seen > digits - 2 ? digit : '•'
  })
}
