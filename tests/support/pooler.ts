import { createServer, type Socket } from 'node:net'
import pg from 'pg'

/** An authenticated connection to PostgreSQL, of which only the bytes are used. */
async function serverSide(database: string): Promise<Socket> {
  const client = new pg.Client({ connectionString: database })
  client.on('error', () => undefined)
  await client.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.removeAllListeners('data')
  return stream
}

/** A message of the protocol (PostgreSQL, 54.7): its type, its length, what it says. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
/** Everybody is let in: AuthenticationOk, then ReadyForQuery. */
const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])

/**
 * A pooler as PgBouncer is one: many clients share a few server connections. In session mode a client keeps the one it got,
 * in transaction mode until its transaction ends.
 */
export async function startPooler(database: string, mode: 'session' | 'transaction', size = 6) {
  const all = await Promise.all(Array.from({ length: size }, () => serverSide(database)))
  const idle = [...all]
  const waiting: (() => void)[] = []
  const free = (side: Socket) => {
    side.removeAllListeners('data')
    idle.push(side)
    waiting.shift()?.()
  }
  const clients = new Set<Socket>()

  const server = createServer((client) => {
    clients.add(client)
    let isIn = false
    let side: Socket | undefined
    let sent: Buffer[] = []

    function flush() {
      if (!side) {
        side = idle.pop()
        if (!side) return void waiting.push(flush)
        side.on('data', toClient())
      }
      for (const bytes of sent) side.write(bytes)
      sent = []
    }
    /** Hands on what the server says, message by message; after the last one of a transaction it is free. */
    function toClient() {
      let rest: Buffer = Buffer.alloc(0)
      return (bytes: Buffer) => {
        client.write(bytes)
        rest = Buffer.concat([rest, bytes])
        while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
          const length = rest.readInt32BE(1) + 1
          const isOver = rest[0] === 0x5a && rest[5] === 0x49
          rest = rest.subarray(length)
          if (isOver && mode === 'transaction' && side && sent.length === 0) {
            const done = side
            side = undefined
            free(done)
            return
          }
        }
      }
    }
    client.on('data', (bytes) => {
      if (!isIn) {
        isIn = true
        client.write(WELCOME)
        return
      }
      // Terminate ends the client's connection, not the server's.
      if (bytes[0] === 0x58) return void client.end()
      sent.push(bytes)
      flush()
    })
    client.on('error', () => undefined)
    client.on('close', () => {
      clients.delete(client)
      if (side) free(side)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const url = Object.assign(new URL(database), { hostname: '127.0.0.1', port: String(port) }).href
  return {
    url,
    close() {
      for (const socket of [...clients, ...all]) socket.destroy()
      server.close()
    },
  }
}
