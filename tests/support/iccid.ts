import { checkDigit } from '@/lib/kernel/luhn'

let given = 0
/** The serial of a SIM that no other test of the file has. */
export function anIccid(): string {
  given += 1
  const serial = `893630${String(given).padStart(12, '0')}`
  return `${serial}${checkDigit(serial)}`
}

/** One that no other test on the same portal has. */
export function aRandomIccid(): string {
  const serial = `89363${String(Math.floor(Math.random() * 1e13)).padStart(13, '0')}`
  return `${serial}${checkDigit(serial)}`
}
