/** Minor units to one unit: two decimals in every market of ours (ISO 4217: HUF, RSD, RUB, EUR). */
const DECIMALS = 2

/** `1234.5` → 123450n; null for what is no amount with at most two decimals. Never through floating point. */
export function minorUnits(text: string): bigint | null {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text) ?? []
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
