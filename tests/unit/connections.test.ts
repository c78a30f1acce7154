import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { expect, test } from 'vitest'
import { keepFair } from '@/bin/lib/connections.mjs'

/** A server whose connections come from where they are said to; resolves with whether each is kept. */
function serverOf(proxies: number) {
  const server = Object.assign(new EventEmitter(), { maxConnections: 0, keepAliveTimeout: 0 })
  keepFair(server as unknown as Server, { proxies })
  const sockets: EventEmitter[] = []
  const connect = (remoteAddress: string) => {
    const state = { kept: true }
    const socket = Object.assign(new EventEmitter(), {
      remoteAddress,
      destroy: () => {
        state.kept = false
      },
    })
    server.emit('connection', socket)
    if (state.kept) sockets.push(socket)
    return state.kept
  }
  const crowd = (count: number) => {
    for (let n = 0; n < count; n++) expect(connect(`10.${n >> 8}.${n & 255}.1`)).toBe(true)
  }
  const closeAll = () => {
    for (const socket of sockets.splice(0)) socket.emit('close')
  }
  return { server, connect, crowd, closeAll }
}

test('in a crowd no network has more than its share, and none is kept for long; afterwards all is as before', () => {
  const { server, connect, crowd, closeAll } = serverOf(0)
  crowd(2_000)
  expect(server.keepAliveTimeout).toBe(65_000)
  const kept = Array.from({ length: 600 }, (_, n) => connect(`192.0.2.${n % 250}`))
  expect(server.keepAliveTimeout).toBe(1_000)
  expect(kept.filter(Boolean)).toHaveLength(500)
  expect(connect('198.51.100.1')).toBe(true)
  closeAll()
  for (let n = 0; n < 600; n++) expect(connect('192.0.2.7')).toBe(true)
  expect(server.keepAliveTimeout).toBe(65_000)
})

test('behind a proxy all of them are the proxy’s', () => {
  const { server, connect } = serverOf(1)
  for (let n = 0; n < 3_000; n++) expect(connect('10.0.0.5')).toBe(true)
  expect(server.maxConnections).toBe(4_000)
})
