/**
 * How a message centre writes the id of a message in its answer and in the receipt (SMPP_RECEIPT_IDS): alike; in hexadecimal
 * and then in decimal; the other way round. `auto`: whichever of these finds a message to that number.
 */
export type ReceiptIds = 'auto' | 'same' | 'hex-decimal' | 'decimal-hex'

/** An id as it is compared: centres change letter case and leave out leading zeros between answer and receipt. */
export const idKey = (id: string): string => id.toLowerCase().replace(/^0+(?=.)/, '')

const hexadecimal = (id: string) => (/^\d{1,39}$/.test(id) ? [BigInt(id).toString(16)] : [])
const decimal = (id: string) => (/^[0-9a-f]{1,32}$/i.test(id) ? [BigInt(`0x${id}`).toString()] : [])

/**
 * What the answer may have called the message that a receipt is about: `same` as it stands there, `other` in the other
 * notation. Where `receipted_message_id` and the text are one id in two notations, the former is the answer's (SMPP 3.4,
 * 5.3.2.12).
 */
export function idKeys(
  { text, optional }: { text: string; optional: string },
  notation: ReceiptIds,
): { same: string[]; other: string[] } {
  const ids = [optional, text].filter(Boolean)
  const same = [...new Set(ids.map(idKey))]
  const convert = (id: string) => [...hexadecimal(id), ...decimal(id)]
  if (notation === 'same') return { same, other: [] }
  if (optional && convert(text).includes(idKey(optional))) return { same: [idKey(optional)], other: [] }
  if (notation === 'auto')
    return { same, other: [...new Set(ids.flatMap(convert))].filter((key) => !same.includes(key)) }
  const toAnswer = notation === 'hex-decimal' ? hexadecimal : decimal
  const other = ids.flatMap(toAnswer)
  // An id that cannot be in the receipt's notation is in the answer's.
  return other.length > 0 ? { same: [], other: [...new Set(other)] } : { same, other: [] }
}
