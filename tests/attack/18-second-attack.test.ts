import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { converse, head } from '../support/converse'
import { here } from '../support/here'
import { Visitor } from '../support/visitor'

const { port } = new URL(here().url)
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
})

/** A connection from one of this machine's addresses that sends something, and whatever `again` says when answered. */
function send(bytes: string, address = '127.0.0.1', again?: (answer: string) => string): void {
  const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: address })
  sockets.add(socket)
  socket.on('error', () => undefined)
  socket.on('connect', () => socket.write(bytes))
  socket.on('data', (data) => again && socket.writable && socket.write(again(data.toString('latin1'))))
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const cookiesOf = ({ cookies }: Visitor) => [...cookies].map((each) => each.join('=')).join('; ')

test('strangers of thirty networks who ask without end keep nobody out', async () => {
  const mia = await new Visitor().openAs('admin@globex')
  expect((await mia.get('/overview')).status).toBe(200)
  // Half of them say that they are somebody.
  const ask = (n: number) =>
    head('GET /sign-in', ...(n % 2 ? [`Cookie: session=${String(n).padStart(43, 'x')}`] : []))
  for (let n = 0; n < 400; n++) {
    const one = ask(n)
    const answered = (text: string) => one.repeat((text.match(/HTTP\/1\.1 \d/g) ?? []).length)
    send(one.repeat(6), `127.0.${100 + (n % 30)}.1`, answered)
  }
  await pause(300)
  const [mine, others]: [number[], number[]] = [[], []]
  const another = [
    new Visitor().get('/sign-in'),
    new Visitor().step('/sign-in/steps/name', { name: 'nobody@globex' }),
  ]
  for (let n = 0; n < 3; n++) mine.push((await mia.get('/overview')).status)
  for (const { status } of await Promise.all(another)) others.push(status)
  expect(new Set(mine)).toEqual(new Set([200]))
  expect(new Set(others)).toEqual(new Set([200]))
})

test('a document that is asked for and never read is given back', async () => {
  const ada = await new Visitor().openAs('admin@acme')
  const path = '/lines/export?format=csv'
  for (let n = 0; n < 45; n++)
    expect((await ada.fetch(path, { method: 'HEAD' })).status, `HEAD ${n}`).toBe(200)
  expect((await ada.get(path)).status).toBe(200)
  // Nor is one open whose reader left before its first byte.
  for (let n = 0; n < 45; n++) {
    send(head(`GET ${path}`, `Cookie: ${cookiesOf(ada)}`))
    if (n % 5 === 4) {
      await pause(20)
      for (const socket of sockets) socket.destroy()
    }
  }
  let status = 0
  for (let n = 0; n < 40 && status !== 200; n++) {
    await pause(250)
    status = (await ada.get(path)).status
  }
  expect(status).toBe(200)
})

test('one user with four sessions does not hold the turns of large forms', async () => {
  const eves = await Promise.all(Array.from({ length: 4 }, () => new Visitor().openAs('admin@acme')))
  const mia = await new Visitor().openAs('admin@globex')
  const form = (who: Visitor) =>
    head(
      'POST /lines/change',
      `Origin: ${here().url.replace(/localhost:\d+/, 'localhost')}`,
      `Cookie: ${cookiesOf(who)}`,
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 70000',
      'Connection: close',
    )
  for (let n = 0; n < 8; n++) send(`${form(eves[n % 4]!)}aaaa`)
  await pause(500)
  const { status, took } = await converse(here().url, [form(mia), 'a'.repeat(70_000)], 20_000)
  // It is no form, and is read all the same.
  expect(status).toBe(400)
  expect(took).toBeLessThan(15_000)
})
