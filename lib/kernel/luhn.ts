/**
 * The check digit of digits before it (ISO/IEC 7812-1, annex B; of the serials of SIMs: ITU-T E.118): each one that is wrong,
 * and nearly every two that changed places, change it.
 */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let at = digits.length - 1, twice = true; at >= 0; at--, twice = !twice) {
    const digit = Number(digits[at]) * (twice ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}
