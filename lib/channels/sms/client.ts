import { log } from '@/lib/infra/log/log.mjs'
import type { Clock } from '@/lib/kernel/clock'
import type { Receipt } from '@/lib/kernel/delivery-receipt'
import { NotTaken } from '../outcome'
import { type Link, openLink } from './link'
import { messageIdOf, type Pdu, readDelivered, STATUS } from './pdu'
import { readReceipt } from './receipt'
import type { ReceiptIds } from './receipt-ids'
import { splitSms } from './split'
import { describeStatus, isPermanent, isRefusedLogin } from './status'
import { type Validity, validityPeriod } from './validity'

type Sms = {
  to: string
  text: string
  /** So many seconds it is worth delivering; null: as long as the centre tries. */
  validFor: number | null
  /** What its parts share, 0 to 255. */
  reference: number
  /** So many of its parts were taken before. */
  taken: number
}

export type SmsClient = {
  /**
   * Hands over one message, part by part from the first that was not taken yet. `onTaken` hears the centre's id of each but
   * the last before the next one goes out; with that of the last it resolves. @throws NotTaken
   */
  send(sms: Sms, onTaken: (id: string) => Promise<void>): Promise<string>
  close(): Promise<void>
}

type Options = {
  /** smpp://systemid:password@host:port, or smpps:// for TLS */
  url: string
  from: string
  validity?: Validity
  /** By which the end of a code is said as a moment: the database's, since this machine's may be wrong. */
  clock: Clock
  receiptIds?: ReceiptIds
  onReceipt: (receipt: Receipt) => Promise<void>
  /** Hears whether the centre takes messages: null, or why it does not, for an operator. */
  onState?: (problem: string | null) => void
}

type SubmitOptions = { validity_period: string } & Record<string, unknown>

const ENQUIRE_EVERY = 30_000
const WINDOW = 10
const FIRST_DELAY = 250
const LONGEST_DELAY = 10_000
/** A wrong password is not worth more: many centres lock an account that tries it often. */
const LONGEST_REFUSED_DELAY = 60_000
/** A connection that has lasted so long has proven itself; one that is lost sooner goes on with the back-off. */
const PROVEN_AFTER = 30_000

/**
 * An SMPP 3.4 transceiver: binds, keeps the line alive, comes back with back-off when it is lost, keeps
 * at most ten messages unanswered, and passes on delivery receipts.
 */
export function smsClient({
  url,
  from,
  validity = 'relative',
  clock,
  receiptIds = 'auto',
  onReceipt,
  onState = () => undefined,
}: Options): SmsClient {
  const { hostname, port, username, password, protocol } = new URL(url)
  const to = { host: hostname, port: Number(port) || 2775, tls: protocol === 'smpps:' }
  const credentials = { system_id: decodeURIComponent(username), password: decodeURIComponent(password) }
  const queue: (() => void)[] = []
  /** The connection that is bound, if any; else why there is none. */
  let bound: Link | null = null
  let problem = 'not connected yet'
  let unanswered = 0
  let takesValidity = true
  let delay = FIRST_DELAY
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let current: Link

  function open() {
    let beat: NodeJS.Timeout | undefined
    let since: number | null = null
    let refused: string | null = null
    const mine = openLink(to, {
      async onUp() {
        const options = { ...credentials, interface_version: 0x34 }
        const answer = await mine.request('bind_transceiver', options).catch(() => null)
        if (answer?.status === STATUS.ok) {
          bound = mine
          since = Date.now()
          onState(null)
          const alive = () => mine.request('enquire_link').then(() => onState(null), mine.end)
          beat = setInterval(() => void alive(), ENQUIRE_EVERY)
          return
        }
        if (answer) refused = `it refuses to be bound: ${describeStatus(answer.status)}`
        if (answer && isRefusedLogin(answer.status)) delay = Math.max(delay, LONGEST_DELAY)
        mine.end()
      },
      onDown(why) {
        clearInterval(beat)
        if (bound === mine) bound = null
        problem = refused ?? why
        if (closed) return
        onState(`the message centre cannot be reached: ${problem}`)
        if (since !== null && Date.now() - since >= PROVEN_AFTER) delay = FIRST_DELAY
        retry = setTimeout(open, delay)
        delay = Math.min(delay * 2, refused ? LONGEST_REFUSED_DELAY : LONGEST_DELAY)
      },
      onMessage: receive,
    })
    current = mine
  }

  async function receive({ command, body }: Pdu): Promise<number> {
    const delivered = body && readDelivered(command, body)
    if (!delivered) return STATUS.invalidLength
    const receipt = readReceipt(delivered, receiptIds)
    if (receipt) await onReceipt(receipt)
    return STATUS.ok
  }

  async function submit(options: SubmitOptions): Promise<Pdu> {
    if (unanswered >= WINDOW) await new Promise<void>((go) => queue.push(go))
    unanswered += 1
    try {
      if (!bound) throw new NotTaken(`the message centre cannot be reached: ${problem}`, false)
      return await bound.request('submit_sm', options)
    } finally {
      unanswered -= 1
      queue.shift()?.()
    }
  }

  /** Resolves with the centre's id. A code that could not carry its end goes out all the same: nobody signs in without. */
  async function handOver(options: SubmitOptions): Promise<string> {
    let answer = await submit(options)
    if (answer.status === STATUS.invalidExpiry && options.validity_period) {
      if (takesValidity)
        log.warn(
          `${hostname} refuses validity_period: codes go out without. Set SMPP_VALIDITY to what it takes.`,
        )
      takesValidity = false
      answer = await submit({ ...options, validity_period: '' })
    }
    const { status, body } = answer
    if (status === STATUS.ok) return messageIdOf(body)
    throw new NotTaken(`refused by the message centre: ${describeStatus(status)}`, isPermanent(status))
  }

  open()
  return {
    async send({ to, text, validFor, reference, taken }, onTaken) {
      const { dataCoding, parts } = splitSms(text)
      const common = {
        ...sender(from),
        ...receiver(to),
        registered_delivery: 1,
        data_coding: dataCoding,
        validity_period:
          validFor === null || !takesValidity ? '' : validityPeriod(validFor, validity, clock()),
      }
      for (const [index, part] of parts.entries()) {
        if (index < taken) continue
        const udh = Buffer.from([5, 0, 3, reference, parts.length, index + 1])
        const short_message = parts.length === 1 ? part : { udh, message: part }
        const id = await handOver({ ...common, short_message })
        if (index === parts.length - 1) return id
        await onTaken(id)
      }
      throw new Error(`all ${parts.length} parts were taken before`)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      if (bound) await bound.request('unbind').catch(() => undefined)
      current.end()
    },
  }
}

/** A name of up to 11 characters, or a number. */
const sender = (from: string) =>
  /^\+?\d+$/.test(from)
    ? { source_addr: from.replace('+', ''), source_addr_ton: 1, source_addr_npi: 1 }
    : { source_addr: from.slice(0, 11), source_addr_ton: 5, source_addr_npi: 0 }

const receiver = (to: string) => ({
  destination_addr: to.replace('+', ''),
  dest_addr_ton: 1,
  dest_addr_npi: 1,
})
