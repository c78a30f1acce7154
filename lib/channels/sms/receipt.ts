import type { Delivered } from './pdu'

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

/** Reads a delivery receipt; null for any other message and for states that are not final. */
export function readReceipt({ esmClass, text, receiptedId, messageState }: Delivered): Receipt | null {
  if ((esmClass & 0x3c) !== 0x04) return null
  const field = (name: string) => new RegExp(`(?:^|\\s)${name}:(\\S+)`, 'i').exec(text)?.[1]
  const id = receiptedId || field('id')
  const state = STATES[field('stat')?.toUpperCase() ?? BY_NUMBER[messageState ?? 0] ?? '']
  return id && state ? { id, state } : null
}
