import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { here } from '../support/here'
import { type Running, startPortal } from '../support/portal'
import { sendRaw, Visitor } from '../support/visitor'

const DOORS = [
  '/dev/personas',
  '/dev/mailbox',
  '/dev/components',
  '/dev/pay/00000000-0000-0000-0000-000000000000',
]

/** The status with which a portal answers one request that says it is for `host`. */
async function status(path: string, host: string, more = '', url = here().url): Promise<number> {
  const answer = await sendRaw(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`,
    10_000,
    url,
  )
  return Number(answer.slice(9, 12))
}
const port = () => new URL(here().url).port

test('the doors of demo mode are there for a loopback host and for no other', async () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])
    expect(await status('/dev/personas', `${host}:${port()}`), host).toBe(200)
  for (const host of ['portal.example', 'localhost.evil.example', '2130706433', '0x7f.0.0.1', 'demo.example'])
    for (const door of DOORS) expect(await status(door, host), `${door} for ${host}`).toBe(404)
})

test('nor does a forwarded name open them, and a forwarded stranger closes them', async () => {
  expect(await status('/dev/personas', 'portal.example', 'X-Forwarded-Host: localhost\r\n')).toBe(404)
  expect(await status('/dev/personas', 'localhost', 'X-Forwarded-For: 203.0.113.5\r\n')).toBe(404)
  expect(await status('/dev/personas', 'localhost', 'X-Forwarded-For: 203.0.113.5, 127.0.0.1\r\n')).toBe(404)
  for (const field of [
    'Forwarded: for=203.0.113.5',
    'X-Real-IP: 203.0.113.5',
    'Via: 1.1 proxy',
    'X-Forwarded-Host: portal.example',
  ])
    expect(await status('/dev/personas', 'localhost', `${field}\r\n`), field).toBe(404)
  expect(await status('/dev/personas', 'localhost', 'X-Client-Address: 203.0.113.5\r\n')).toBe(200)
  expect(await status('/dev/personas', 'localhost', 'X-Client-Passed-On: yes\r\n')).toBe(200)
})

test('a form of such a page, kept from before, opens no session under another name', async () => {
  const form = await new Visitor().form('/dev/personas', 'admin@acme')
  const boundary = 'x'.repeat(20)
  const body = [...form.fields, ['account', 'admin@acme']]
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')
    .concat(`--${boundary}--\r\n`)
  const send = (host: string) =>
    sendRaw(
      `POST /dev/personas HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: close\r\n` +
        `Content-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  expect(await send('portal.example')).not.toMatch(/set-cookie: (__Host-)?session=/i)
  expect(await send(`localhost:${port()}`)).toMatch(/set-cookie: session=/i)
})

describe('from elsewhere', () => {
  let portal: Running
  beforeAll(async () => {
    portal = await startPortal(here().database, {
      HOST: '0.0.0.0',
      DEMO_HOSTS: 'demo.example',
      WORKER: 'out',
    })
  })
  afterAll(() => portal.stop())
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address

  test('a named host opens them', async () => {
    expect(await status('/dev/personas', 'demo.example', '', portal.url)).toBe(200)
    expect(await status('/dev/personas', 'other.example', '', portal.url)).toBe(404)
  })

  test('who comes over the network and says localhost finds nothing', async ({ skip }) => {
    if (!outside) return skip('this machine has no address but loopback')
    const url = `http://${outside}:${new URL(portal.url).port}`
    expect(await status('/dev/personas', 'localhost', '', url)).toBe(404)
    expect(await status('/dev/personas', 'demo.example', '', url)).toBe(200)
    expect(await status('/sign-in', 'localhost', '', url)).toBe(200)
  })
})
