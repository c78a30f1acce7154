import { connect } from 'node:net'

/** What to send: text as it is, or pieces until there are none, as fast as they are received. */
type Part = string | (() => string | null)
export type Conversation = { text: string; status: number; sent: number; took: number }

/**
 * Sends what no browser would on a connection of its own, and resolves when the other side has ended it (or after
 * `wait` ms) with all that came back, how many bytes were sent and how long it took.
 */
export function converse(url: string, parts: Part[], wait = 10_000): Promise<Conversation> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const began = performance.now()
    let [text, sent] = ['', 0]
    const write = (piece: string) => {
      sent += piece.length
      return socket.write(piece)
    }
    const socket = connect(Number(port), hostname, async () => {
      for (const part of parts)
        if (typeof part === 'string') write(part)
        else
          for (let piece = part(); piece !== null && socket.writable; piece = part())
            if (!write(piece))
              await new Promise<void>((done) => socket.once('drain', done).once('close', done))
    })
    socket.setMaxListeners(0)
    const late = setTimeout(() => socket.destroy(), wait)
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      clearTimeout(late)
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)
      resolve({ text, status, sent, took: performance.now() - began })
    })
  })
}

/** A request line and headers. */
export const head = (line: string, ...headers: string[]): string =>
  `${line} HTTP/1.1\r\nHost: localhost\r\n${headers.map((each) => `${each}\r\n`).join('')}\r\n`

export const CLOSE = 'Connection: close'
export const CHUNKED = 'Transfer-Encoding: chunked'

/** A body that would never end; null after so many bytes all the same, so that a test does. */
export function endless(most: number): () => string | null {
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
  let left = most
  return () => {
    left -= chunk.length
    return left < 0 ? null : chunk
  }
}
