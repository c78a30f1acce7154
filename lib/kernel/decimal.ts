const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/
/** No number of ours needs so many digits behind its point, or zeros before it. */
const LONGEST = 40
/** Nor so many characters: what is longer is refused as it stands by whoever reads its field. */
const LONGEST_TEXT = 200

/**
 * A number as JSON has it (RFC 8259, 6), written out exactly: without an exponent or needless zeros (`1.50e2` → `150`).
 * What is none, or is or would be endless, is returned as it is.
 */
export function plainDecimal(number: string): string {
  if (number.length > LONGEST_TEXT) return number
  const [, sign, whole = '', part = '', power = '0'] = NUMBER.exec(number) ?? []
  const shift = Number(power)
  if (sign === undefined || Math.abs(shift) > LONGEST) return number
  const digits = `${'0'.repeat(Math.max(0, -shift))}${whole}${part}${'0'.repeat(Math.max(0, shift))}`
  const point = digits.length - part.length - Math.max(0, shift) + shift
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const behind = digits.slice(point).replace(/0+$/, '')
  const plain = behind ? `${before}.${behind}` : before
  return plain === '0' ? plain : `${sign}${plain}`
}

/** A decimal number times a whole one, rounded to a whole one (half away from zero); null for what is no number. */
export function timesWhole(decimal: string, factor: bigint): bigint | null {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(decimal) ?? []
  if (whole === undefined) return null
  const one = 10n ** BigInt(part.length)
  const rounded = (BigInt(whole + part) * factor * 2n + one) / (one * 2n)
  return sign ? -rounded : rounded
}
