import smpp, { type PDU } from 'smpp'

/** What a message centre says became of a message (SMPP 3.4, 5.2.28 and appendix B). */
export type Receipt = { id: string; state: 'delivered' | 'undelivered' | 'rejected' }

const STATES: Record<string, Receipt['state']> = {
  DELIVRD: 'delivered',
  EXPIRED: 'undelivered',
  DELETED: 'undelivered',
  UNDELIV: 'undelivered',
  REJECTD: 'rejected',
}
/** `message_state` in the order of the standard. */
const BY_NUMBER = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD']

/** Reads a delivery receipt; null for any other `deliver_sm` and for states that are not final. */
export function readReceipt(pdu: PDU): Receipt | null {
  if ((pdu.esm_class & 0x3c) !== 0x04) return null
  const text = bodyOf(pdu)
  const field = (name: string) => new RegExp(`(?:^|\\s)${name}:(\\S+)`, 'i').exec(text)?.[1]
  // Without its closing NUL the id runs into the next parameter: cut at the first unprintable character.
  const id = pdu.receipted_message_id?.replace(/[^\u0021-\u007e].*$/s, '') || field('id')
  const state = STATES[field('stat')?.toUpperCase() ?? BY_NUMBER[pdu.message_state ?? 0] ?? '']
  return id && state ? { id, state } : null
}

function bodyOf(pdu: PDU): string {
  const body = (pdu.short_message?.message.length ? pdu.short_message : pdu.message_payload)?.message
  if (body === undefined) return ''
  if (Buffer.isBuffer(body)) return body.toString('latin1')
  // The library reads ASCII as GSM 03.38 (`_` becomes `§`); receipts are ASCII, so undo it.
  const coding = pdu.data_coding & 0x0f
  return coding <= 1 ? smpp.encodings.ASCII.encode(body).toString('latin1') : body
}
