import smpp, { type PDU, type Session } from 'smpp'
import { NotTaken } from '../outcome'
import { type Receipt, readReceipt } from './receipt'
import { splitSms } from './split'

export type SmsClient = {
  /** Hands over one message. Resolves with the centre's id of its last part. @throws NotTaken */
  send(to: string, text: string): Promise<string>
  close(): Promise<void>
}

type Options = {
  /** smpp://systemid:password@host:port, or smpps:// for TLS */
  url: string
  from: string
  onReceipt: (receipt: Receipt) => Promise<void>
}

const RESPONSE_TIMEOUT = 10_000
const ENQUIRE_EVERY = 30_000
const WINDOW = 10
/** Invalid source, destination, type or plan of address, message length: no use in trying again. */
const PERMANENT = new Set([0x01, 0x0a, 0x0b, 0x48, 0x49, 0x50, 0x51])

/**
 * An SMPP 3.4 transceiver: binds, keeps the line alive, comes back with back-off when it is lost, keeps
 * at most ten messages unanswered, and passes on delivery receipts. npm smpp has neither time-outs nor
 * a window, and a session that met an error is deaf: each connection is a new session.
 */
export function smsClient({ url, from, onReceipt }: Options): SmsClient {
  const { hostname, port, username, password, protocol } = new URL(url)
  const credentials = { system_id: decodeURIComponent(username), password: decodeURIComponent(password) }
  const waiting = new Map<PDU, (error: Error) => void>()
  const queue: (() => void)[] = []
  let session: Session | null = null
  let unanswered = 0
  let delay = 250
  let closed = false
  let reference = Math.floor(Math.random() * 256)
  let retry: NodeJS.Timeout | undefined

  function request(on: Session, command: string, options: Record<string, unknown>): Promise<PDU> {
    return new Promise((resolve, reject) => {
      const pdu = new smpp.PDU(command, options)
      const settle = (done: () => void) => {
        clearTimeout(timer)
        waiting.delete(pdu)
        delete on._callbacks[pdu.sequence_number]
        done()
      }
      const lose = (error: Error) => settle(() => reject(error))
      const timer = setTimeout(
        () => lose(new NotTaken(`${command}: no answer from the message centre`, false)),
        RESPONSE_TIMEOUT,
      )
      waiting.set(pdu, lose)
      const answered = ({ command_status: status, ...rest }: PDU) =>
        status === 0
          ? settle(() => resolve(rest as PDU))
          : lose(new NotTaken(`${command}: refused with 0x${status.toString(16)}`, PERMANENT.has(status)))
      try {
        if (!on.send(pdu, answered)) lose(new NotTaken('the message centre is not connected', false))
      } catch (error) {
        lose(new NotTaken(String(error), true))
      }
    })
  }

  function open() {
    const mine = smpp.connect({ host: hostname, port: Number(port) || 2775, tls: protocol === 'smpps:' })
    let lost = false
    let beat: NodeJS.Timeout | undefined
    const connecting = setTimeout(() => lose(), RESPONSE_TIMEOUT)
    const lose = () => {
      if (lost) return
      lost = true
      clearTimeout(connecting)
      clearInterval(beat)
      if (session === mine) session = null
      mine.destroy()
      for (const fail of [...waiting.values()]) fail(new NotTaken('the message centre hung up', false))
      if (closed) return
      retry = setTimeout(open, delay)
      delay = Math.min(delay * 2, 10_000)
    }
    mine.on('error', lose)
    mine.on('close', lose)
    mine.on('enquire_link', (pdu: PDU) => mine.send(pdu.response()))
    mine.on('unbind', (pdu: PDU) => {
      mine.send(pdu.response())
      lose()
    })
    mine.on('deliver_sm', (pdu: PDU) => void answerReceipt(mine, pdu))
    mine.on(protocol === 'smpps:' ? 'secureConnect' : 'connect', async () => {
      clearTimeout(connecting)
      try {
        await request(mine, 'bind_transceiver', { ...credentials, interface_version: 0x34 })
      } catch {
        return lose()
      }
      session = mine
      delay = 250
      beat = setInterval(() => void request(mine, 'enquire_link', {}).catch(lose), ENQUIRE_EVERY)
    })
  }

  async function answerReceipt(on: Session, pdu: PDU) {
    const receipt = readReceipt(pdu)
    // ESME_RX_T_APPN asks the centre to say it again later.
    const status = receipt
      ? await onReceipt(receipt).then(
          () => 0,
          () => 0x64,
        )
      : 0
    on.send(pdu.response({ command_status: status }))
  }

  async function submit(options: Record<string, unknown>): Promise<PDU> {
    if (unanswered >= WINDOW) await new Promise<void>((go) => queue.push(go))
    unanswered += 1
    try {
      if (!session) throw new NotTaken('the message centre cannot be reached', false)
      return await request(session, 'submit_sm', options)
    } finally {
      unanswered -= 1
      queue.shift()?.()
    }
  }

  open()
  return {
    async send(to, text) {
      const { dataCoding, parts } = splitSms(text)
      reference = (reference + 1) % 256
      const sent: PDU[] = []
      for (const [index, part] of parts.entries()) {
        const header = Buffer.from([5, 0, 3, reference, parts.length, index + 1])
        const body = parts.length === 1 ? part : { udh: header, message: part }
        sent.push(
          await submit({
            ...sender(from),
            ...receiver(to),
            registered_delivery: 1,
            data_coding: dataCoding,
            short_message: body,
          }),
        )
      }
      return sent.at(-1)?.message_id ?? ''
    },
    async close() {
      closed = true
      clearTimeout(retry)
      if (session) await request(session, 'unbind', {}).catch(() => undefined)
      session?.destroy()
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
