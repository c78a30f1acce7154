import net from 'node:net'
import tls from 'node:tls'
import { NotTaken } from '../outcome'
import { COMMAND, encodePdu, isResponse, type Pdu, pduReader, STATUS } from './pdu'

const RESPONSE_TIMEOUT = 10_000
/** So many of the centre's messages are worked on at once; it sends the others again later. */
const MOST_AT_ONCE = 50

/** They have no answer (SMPP 3.4, 4.1.7 and 4.12). */
const UNANSWERED = new Set<number>([COMMAND.outbind, COMMAND.alert_notification])

export type Link = {
  /** Sends a request and resolves with its answer, whatever that says. @throws NotTaken when there is none */
  request(command: string, options?: Record<string, unknown>): Promise<Pdu>
  end(): void
}

type Events = {
  onUp: () => void
  /** Once, when the line is gone; `why` is for an operator. */
  onDown: (why: string) => void
  /** A `deliver_sm` or `data_sm`. Resolves with the `command_status` of the answer. */
  onMessage: (pdu: Pdu) => Promise<number>
}

/**
 * One SMPP connection: a request waits for the answer with its sequence number, and whatever the centre asks is answered,
 * from its header alone where its body makes no sense. The framing is not npm smpp's: a session of that is deaf after the
 * first PDU that it cannot read.
 */
export function openLink(to: { host: string; port: number; tls: boolean }, events: Events): Link {
  const waiting = new Map<number, { answer(pdu: Pdu): void; lose(error: NotTaken): void }>()
  let sequence = 0
  let atWork = 0
  let down = false
  const socket = to.tls ? tls.connect(to) : net.connect(to)
  socket.setNoDelay(true).setKeepAlive(true)
  const connecting = setTimeout(() => lose('no connection in time'), RESPONSE_TIMEOUT)

  function lose(why: string): void {
    if (down) return
    down = true
    clearTimeout(connecting)
    socket.destroy()
    for (const { lose } of waiting.values()) lose(new NotTaken(`the message centre is gone: ${why}`, false))
    events.onDown(why)
  }

  const answer = (command: string, pdu: Pdu, status: number = STATUS.ok) =>
    void socket.write(encodePdu(command, pdu.sequence, { command_status: status }))

  async function take(pdu: Pdu, command: string): Promise<void> {
    if (atWork >= MOST_AT_ONCE) return answer(command, pdu, STATUS.later)
    atWork += 1
    const status = await events.onMessage(pdu).catch(() => STATUS.later)
    atWork -= 1
    answer(command, pdu, status)
  }

  function received(pdu: Pdu): void {
    if (isResponse(pdu)) waiting.get(pdu.sequence)?.answer(pdu)
    else if (pdu.command === COMMAND.deliver_sm) void take(pdu, 'deliver_sm_resp')
    else if (pdu.command === COMMAND.data_sm) void take(pdu, 'data_sm_resp')
    else if (pdu.command === COMMAND.enquire_link) answer('enquire_link_resp', pdu)
    else if (pdu.command === COMMAND.unbind) {
      answer('unbind_resp', pdu)
      lose('it ended the session')
    } else if (!UNANSWERED.has(pdu.command)) answer('generic_nack', pdu, STATUS.invalidCommand)
  }

  socket.once(to.tls ? 'secureConnect' : 'connect', () => {
    clearTimeout(connecting)
    events.onUp()
  })
  socket.on(
    'data',
    pduReader(received, () => {
      socket.write(encodePdu('generic_nack', 0, { command_status: STATUS.invalidLength }))
      lose('it sent a PDU of an impossible length')
    }),
  )
  socket.on('error', (error: NodeJS.ErrnoException) => lose(error.message || (error.code ?? 'an error')))
  socket.on('close', () => lose('it hung up'))

  return {
    request: (command, options) =>
      new Promise((resolve, reject) => {
        sequence = sequence >= 0x7fffffff ? 1 : sequence + 1
        const mine = sequence
        const settle = (done: () => void) => {
          clearTimeout(timer)
          waiting.delete(mine)
          done()
        }
        const lose = (error: NotTaken) => settle(() => reject(error))
        const late = () => lose(new NotTaken(`${command}: no answer from the message centre`, false))
        const timer = setTimeout(late, RESPONSE_TIMEOUT)
        waiting.set(mine, { answer: (pdu) => settle(() => resolve(pdu)), lose })
        if (down) return lose(new NotTaken('the message centre is not connected', false))
        try {
          socket.write(encodePdu(command, mine, options))
        } catch (error) {
          lose(new NotTaken(String(error), true))
        }
      }),
    end: () => lose('closed by us'),
  }
}
