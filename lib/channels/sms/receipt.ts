import type { FinalState, Receipt } from '@/lib/kernel/delivery-receipt'
import type { Delivered } from './pdu'
import { idKeys, type ReceiptIds } from './receipt-ids'

/** As the standard writes them, and as centres do that have not read it. Others say nothing final. */
const STATES: [FinalState, RegExp][] = [
  ['delivered', /^(DELIV(E?RE?D|RD)|SUCCESS|DELIVERY_?SUCCESS)$/],
  [
    'undelivered',
    /^(EXPIRE?D|DELETED|UNDELIV(ERED|ERABLE)?|UNDELIVRD|UNDLVRD|FAILED|DELIVERY_?FAILED|SKIPPED)$/,
  ],
  ['rejected', /^(REJECTD|REJECTED|REJECT)$/],
]
/** `message_state` by its number (SMPP 3.4, 5.2.28; 0 and 9 are of 5.0). */
const BY_NUMBER = 'SCHEDULED ENROUTE DELIVRD EXPIRED DELETED UNDELIV ACCEPTD UNKNOWN REJECTD SKIPPED'.split(
  ' ',
)
/** Two that contradict each other: whoever waits is not told that it arrived. */
const WORST_FIRST: FinalState[] = ['rejected', 'undelivered', 'delivered']
const LONGEST_TEXT = 200

/**
 * Reads a delivery receipt; null for any other message. One that is not marked as a receipt (`esm_class`) is one all the
 * same if it carries `receipted_message_id`: that cannot come from a phone, as text that looks like a receipt can.
 */
export function readReceipt(delivered: Delivered, notation: ReceiptIds = 'auto'): Receipt | null {
  const { source, destination, esmClass, text, receiptedId, messageState } = delivered
  if ((esmClass & 0x3c) !== 0x04 && (esmClass & 0x3c) !== 0x20 && !receiptedId) return null
  // What stands after `text:` is the message's own beginning.
  const said = (text.split(/\btext:/i)[0] ?? '').replace(/[^\u0020-\u007e]+/g, ' ')
  const field = (name: string) =>
    new RegExp(`(?:^|\\s)${name}:\\s*([^\\s:]+)(?=\\s|$)`, 'i').exec(said)?.[1] ?? ''
  const id = field('id')
  if (!id && !receiptedId) return null
  const named = messageState === null ? '' : (BY_NUMBER[messageState] ?? '')
  const states = [finalState(field('stat')), finalState(named)]
  const optional = [receiptedId && `receipted_message_id=${receiptedId}`, named && `message_state=${named}`]
  return {
    keys: idKeys({ text: id, optional: receiptedId }, notation),
    numbers: [source, destination].map((each) => each.replace(/\D/g, '')).filter((each) => each.length >= 7),
    state: WORST_FIRST.find((each) => states.includes(each)) ?? null,
    text: [said.trim(), ...optional].filter(Boolean).join(' ').slice(0, LONGEST_TEXT),
  }
}

const finalState = (word: string): FinalState | null =>
  STATES.find(([, words]) => words.test(word.toUpperCase()))?.[0] ?? null
