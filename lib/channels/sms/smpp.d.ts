// npm smpp 0.5.1 has no types; these are the parts in use.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server } from 'node:net'

  type Text = { message: string | Buffer; udh?: Buffer | Buffer[] }
  class PDU {
    constructor(command: string, options: Record<string, unknown>)
    toBuffer(): Buffer
    command: string
    command_status: number
    sequence_number: number
    system_id?: string
    password?: string
    message_id?: string
    source_addr?: string
    destination_addr?: string
    esm_class: number
    data_coding: number
    registered_delivery: number
    short_message?: Text
    message_payload?: Text
    receipted_message_id?: string
    message_state?: number
    response(options?: Record<string, unknown>): PDU
  }
  class Session extends EventEmitter {
    send(pdu: PDU): boolean
    close(): void
    destroy(): void
  }
  const smpp: {
    PDU: typeof PDU
    createServer(onSession: (session: Session) => void): Server & { sessions: Session[] }
    errors: Record<string, number>
    encodings: Record<'ASCII', { match(text: string): boolean; encode(text: string): Buffer }>
  }
  export default smpp
  export type { PDU, Session }
}
