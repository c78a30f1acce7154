import smpp from 'smpp'

/** Octets of every header (SMPP 3.4, 3.2): length, command, status, sequence number, four each. */
const HEADER = 16
/** No PDU that concerns us is longer: its longest optional parameter has 65,535 octets. A longer one is passed over unread. */
const LONGEST_READ = 70_000
/** A length that nobody means: where the next PDU begins, nobody knows. */
const LONGEST = 1_000_000

export const COMMAND = {
  generic_nack: 0x80000000,
  submit_sm: 0x04,
  deliver_sm: 0x05,
  unbind: 0x06,
  outbind: 0x0b,
  enquire_link: 0x15,
  alert_notification: 0x102,
  data_sm: 0x103,
} as const

export const STATUS = {
  ok: 0,
  /** ESME_RINVCMDLEN */
  invalidLength: 0x02,
  /** ESME_RINVCMDID */
  invalidCommand: 0x03,
  /** ESME_RINVEXPIRY: a `validity_period` that the centre does not take. */
  invalidExpiry: 0x62,
  /** ESME_RX_T_APPN: the centre sends it again later. */
  later: 0x64,
} as const

/** One PDU as it came. `body` is null where it is too long to be read. */
export type Pdu = { command: number; status: number; sequence: number; body: Buffer | null }

export const isResponse = ({ command }: Pdu): boolean => command >= 0x80000000

/**
 * Cuts a stream into PDUs by their headers alone, so that one whose body makes no sense takes nothing from those after it.
 * `onLost` is called, and nothing after it, when a length cannot be true.
 */
export function pduReader(onPdu: (pdu: Pdu) => void, onLost: () => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let size = 0
  let needed = HEADER
  let skip = 0
  let lost = false
  return (chunk) => {
    if (lost) return
    const skipped = Math.min(skip, chunk.length)
    skip -= skipped
    chunks.push(chunk.subarray(skipped))
    size += chunk.length - skipped
    if (size < needed) return
    let rest = Buffer.concat(chunks)
    for (needed = HEADER; rest.length >= HEADER; ) {
      const length = rest.readUInt32BE(0)
      const head = {
        command: rest.readUInt32BE(4),
        status: rest.readUInt32BE(8),
        sequence: rest.readUInt32BE(12),
      }
      if (length < HEADER || length > LONGEST) {
        lost = true
        return onLost()
      }
      const readable = length <= LONGEST_READ
      if (readable && rest.length < length) {
        needed = length
        break
      }
      onPdu({ ...head, body: readable ? rest.subarray(HEADER, length) : null })
      skip = Math.max(0, length - rest.length)
      rest = rest.subarray(length)
    }
    chunks = [rest]
    size = rest.length
  }
}

/** A PDU of ours, ready for the line. @throws where a value does not fit its field */
export function encodePdu(command: string, sequence: number, options: Record<string, unknown> = {}): Buffer {
  return new smpp.PDU(command, { ...options, sequence_number: sequence }).toBuffer()
}

/** The id in a `submit_sm_resp`. Some centres forget its closing NUL, or to send one at all. */
export const messageIdOf = (body: Buffer | null): string => printable(body?.toString('latin1') ?? '')

/** Up to the first character that is not printable. */
const printable = (text: string) => text.replace(/[^\u0021-\u007e].*$/s, '')

/** What a `deliver_sm` or `data_sm` says, as far as it concerns us. */
export type Delivered = {
  source: string
  destination: string
  esmClass: number
  text: string
  receiptedId: string
  messageState: number | null
}

/**
 * Reads the body of a `deliver_sm` or `data_sm` as far as it can be read: optional parameters that are cut off, empty or
 * unknown are passed over. Null where its mandatory part is not whole.
 */
export function readDelivered(command: number, body: Buffer): Delivered | null {
  let at = 0
  const octet = () => body[at++] ?? 0
  const string = () => {
    const end = body.indexOf(0, at)
    const value = body.toString('latin1', at, end < 0 ? body.length : end)
    at = end < 0 ? body.length + 1 : end + 1
    return value
  }
  const address = () => {
    at += 2
    return string()
  }
  string()
  const [source, destination, esmClass] = [address(), address(), octet()]
  if (command === COMMAND.deliver_sm) {
    at += 2
    string()
    string()
    at += 2
  } else at += 1
  const coding = octet()
  let length = 0
  if (command === COMMAND.deliver_sm) {
    at += 1
    length = octet()
  }
  if (at > body.length) return null
  // A message that is shorter than it says still says something.
  const short = body.subarray(at, at + length)
  at += length
  const optional = optionalOf(body, at)
  const message = short.length > 0 ? short : (optional.get(TAG.message_payload) ?? short)
  return {
    source,
    destination,
    esmClass,
    text: textOf(message, coding, esmClass),
    receiptedId: printable(optional.get(TAG.receipted_message_id)?.toString('latin1') ?? ''),
    messageState: optional.get(TAG.message_state)?.[0] ?? null,
  }
}

const TAG = { receipted_message_id: 0x1e, message_payload: 0x424, message_state: 0x427 }

/** Optional parameters by their tags; the last one may be shorter than it says. */
function optionalOf(body: Buffer, from: number): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = from; at + 4 <= body.length; ) {
    const length = body.readUInt16BE(at + 2)
    found.set(body.readUInt16BE(at), body.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return found
}

/** Receipts are ASCII whatever they say, unless they say UCS-2. A user data header (bit 6 of `esm_class`) is no text. */
function textOf(message: Buffer, coding: number, esmClass: number): string {
  const text = esmClass & 0x40 ? message.subarray(1 + (message[0] ?? 0)) : message
  if ((coding & 0x0c) !== 0x08) return text.toString('latin1')
  return Buffer.from(text.subarray(0, text.length & ~1))
    .swap16()
    .toString('utf16le')
}
