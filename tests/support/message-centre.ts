// A message centre that speaks SMPP 3.4 octet by octet, without the library that the portal uses: so it can be wrong in
// every way that real ones are.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export type Sms = {
  to: string
  coding: number
  esmClass: number
  validity: string
  /** Without its user data header, and that header: how many parts, and which one. */
  octets: Buffer
  part: { reference: number; of: number; number: number } | null
}

/** What the centre says to a `submit_sm`: an id, a status of refusal, octets of its own, or nothing at all. */
type Answer = string | { status: number } | Buffer | null
type Options = {
  bind?: (count: number) => number
  submit?: (sms: Sms, count: number, centre: MessageCentre) => Answer | Promise<Answer>
  port?: number
}

export const C = (text: string) => Buffer.from(`${text}\0`, 'latin1')

/** One PDU: length, command, status, sequence number, body. */
export function pdu(command: number, sequence: number, body: Buffer = Buffer.alloc(0), status = 0): Buffer {
  const head = Buffer.alloc(16)
  for (const [index, value] of [16 + body.length, command, status, sequence].entries())
    head.writeUInt32BE(value, index * 4)
  return Buffer.concat([head, body])
}

export function tlv(tag: number, value: Buffer, length = value.length): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(tag, 0)
  head.writeUInt16BE(length, 2)
  return Buffer.concat([head, value])
}

type Message = {
  from?: string
  to?: string
  esmClass?: number
  coding?: number
  text?: string | Buffer
  tlvs?: Buffer[]
}

/** The body of a `deliver_sm`: a delivery receipt, unless said otherwise. */
export function deliverBody({
  from = '36301234567',
  to = 'Portal',
  esmClass = 4,
  coding = 0,
  ...rest
}: Message): Buffer {
  const text = Buffer.from(rest.text ?? '')
  const addresses = [C(''), Buffer.from([1, 1]), C(from), Buffer.from([5, 0]), C(to)]
  const flags = [Buffer.from([esmClass, 0, 0]), C(''), C(''), Buffer.from([0, 0, coding, 0, text.length])]
  return Buffer.concat([...addresses, ...flags, text, ...(rest.tlvs ?? [])])
}

/** The body of a `data_sm`. */
export function dataBody({
  from = '36301234567',
  to = 'Portal',
  esmClass = 4,
  coding = 0,
  tlvs = [],
}: Message): Buffer {
  const addresses = [C(''), Buffer.from([1, 1]), C(from), Buffer.from([5, 0]), C(to)]
  return Buffer.concat([...addresses, Buffer.from([esmClass, 0, coding]), ...tlvs])
}

export class MessageCentre {
  readonly binds: number[] = []
  readonly texts: Sms[] = []
  /** What the portal answered to what was sent: sequence number → command and status. */
  readonly answers = new Map<number, { command: number; status: number }>()
  #sequence = 7_000
  #socket: Socket | null = null
  #server = createServer((socket) => this.#serve(socket))
  #options: Options

  constructor(options: Options = {}) {
    this.#options = options
    // Whoever waits for an answer or a bind listens.
    this.#server.setMaxListeners(0)
  }

  async start(): Promise<this> {
    this.#server.listen(this.#options.port ?? 0, '127.0.0.1')
    await once(this.#server, 'listening')
    return this
  }

  get url(): string {
    return `smpp://portal:secret@127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Sends octets as they are to whoever is bound. */
  write(octets: Buffer): void {
    this.#socket?.write(octets)
  }

  /** Sends a request and resolves with the status of its answer. */
  async ask(command: number, body: Buffer): Promise<{ command: number; status: number }> {
    const sequence = ++this.#sequence
    this.write(pdu(command, sequence, body))
    return this.answerTo(sequence)
  }

  async answerTo(sequence: number): Promise<{ command: number; status: number }> {
    for (;;) {
      const answer = this.answers.get(sequence)
      if (answer) return answer
      await once(this.#server, 'answer')
    }
  }

  /** Resolves when it has been bound `times` times. */
  async bound(times = 1): Promise<void> {
    while (this.binds.length < times) await once(this.#server, 'bound')
  }

  hangUp(): void {
    this.#socket?.destroy()
  }

  async close(): Promise<void> {
    this.hangUp()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #serve(socket: Socket): void {
    let rest: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
        const whole = rest.subarray(0, rest.readUInt32BE(0))
        rest = rest.subarray(whole.length)
        void this.#take(socket, whole)
      }
    })
  }

  async #take(socket: Socket, whole: Buffer): Promise<void> {
    const [command, status, sequence] = [4, 8, 12].map((at) => whole.readUInt32BE(at)) as [
      number,
      number,
      number,
    ]
    if (command >= 0x80000000) {
      this.answers.set(sequence, { command, status })
      this.#server.emit('answer')
    } else if (command === 0x09) {
      const refusal = this.#options.bind?.(this.binds.length + 1) ?? 0
      this.#socket = socket
      socket.write(pdu(0x80000009, sequence, refusal ? undefined : C('centre'), refusal))
      this.binds.push(performance.now())
      this.#server.emit('bound')
    } else if (command === 0x04) {
      const sms = readSubmit(whole.subarray(16))
      this.texts.push(sms)
      const answer = await (this.#options.submit?.(sms, this.texts.length, this) ?? `id${this.texts.length}`)
      if (answer === null) return
      if (Buffer.isBuffer(answer)) socket.write(pdu(0x80000004, sequence, answer))
      else if (typeof answer === 'string') socket.write(pdu(0x80000004, sequence, C(answer)))
      else socket.write(pdu(0x80000004, sequence, undefined, answer.status))
    } else socket.write(pdu((command | 0x80000000) >>> 0, sequence))
  }
}

function readSubmit(body: Buffer): Sms {
  let at = 0
  const string = () => {
    const end = body.indexOf(0, at)
    const text = body.toString('latin1', at, end)
    at = end + 1
    return text
  }
  string()
  at += 2
  string()
  at += 2
  const to = string()
  const esmClass = body[at]!
  at += 3
  string()
  const validity = string()
  const coding = body[at + 2]!
  const whole = body.subarray(at + 5, at + 5 + body[at + 4]!)
  const header = esmClass & 0x40 ? whole.subarray(0, 1 + whole[0]!) : null
  const part = header && { reference: header[3]!, of: header[4]!, number: header[5]! }
  return { to, coding, esmClass, validity, octets: whole.subarray(header?.length ?? 0), part }
}
