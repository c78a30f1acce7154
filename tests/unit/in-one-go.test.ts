import { createServer, get, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { inOneGo } from '@/bin/lib/in-one-go.mjs'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What a client reads of an answer, and in how many writes it left. */
async function answered(answer: (response: ServerResponse) => Promise<void>) {
  let writes = 0
  const server = createServer(async (_, response) => {
    inOneGo(response)
    const socket = response.socket as Socket
    for (const name of ['_write', '_writev'] as const) {
      const of = socket[name] as (...all: unknown[]) => void
      socket[name] = (...all: unknown[]) => {
        writes += 1
        of.apply(socket, all)
      }
    }
    await answer(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const pieces: string[] = []
  await new Promise((done, failed) =>
    get({ port, host: '127.0.0.1' }, (message) => {
      message.setEncoding('utf8').on('data', (piece) => pieces.push(piece))
      message.on('end', done)
    }).on('error', failed),
  )
  server.close()
  return { text: pieces.join(''), writes }
}

test('head, parts and end of an answer leave in one write, as Next writes them', async () => {
  const { text, writes } = await answered(async (response) => {
    response.setHeader('Content-Type', 'text/plain')
    response.flushHeaders()
    response.write('one ')
    response.write('two ')
    await null
    await new Promise<void>((resolve) => process.nextTick(resolve))
    response.write('three')
    await null
    response.end()
  })
  expect(text).toBe('one two three')
  expect(writes).toBe(1)
})

test('what is streamed waits for no more than the turn under way', async () => {
  let first: string | undefined
  const { text, writes } = await answered(async (response) => {
    response.write('one ')
    await turn()
    await turn()
    first = response.socket?.writableLength === 0 ? 'gone' : 'kept'
    response.write('two')
    await turn()
    await turn()
    response.end()
  })
  expect(first).toBe('gone')
  expect(text).toBe('one two')
  expect(writes).toBe(3)
})
