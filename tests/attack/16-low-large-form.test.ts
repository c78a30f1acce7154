import { expect, test } from 'vitest'
import { CHUNKED, converse, endless, head } from '../support/converse'
import { here } from '../support/here'
import { Visitor } from '../support/visitor'

const MB = 2 ** 20
const multipart = 'Content-Type: multipart/form-data; boundary=x'

test('a large form of a stranger, or of a made-up session, is answered before it is read', async () => {
  for (const cookie of [[], ['Cookie: session=made-up'], [`Cookie: session=${'x'.repeat(43)}`]]) {
    const form = head('POST /rights/file', multipart, `Content-Length: ${4 * MB}`, ...cookie)
    const { status, sent, took } = await converse(here().url, [form, endless(4 * MB)])
    expect(status).toBe(413)
    expect(sent).toBeLessThanOrEqual(4 * MB + 1_000)
    expect(took).toBeLessThan(2_000)
    const chunked = await converse(here().url, [
      head('POST /rights/file', multipart, CHUNKED, ...cookie),
      endless(100 * MB),
    ])
    expect(chunked.status).toBe(413)
    expect(chunked.sent).toBeLessThan(32 * MB)
  }
})

test('four megabytes of a stranger hold nobody up: the loop answers others meanwhile', async () => {
  const boundary = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
  const form = [
    head('POST /sign-in', multipart, `Content-Length: ${4 * MB}`),
    boundary,
    endless(4 * MB - 100),
  ]
  const visitor = new Visitor()
  await visitor.get('/api/health')
  const timed = async () => {
    const began = performance.now()
    await visitor.get('/api/health')
    return performance.now() - began
  }
  const calm = Math.max(await timed(), await timed(), await timed(), 30)
  const floods = Promise.all(Array.from({ length: 6 }, () => converse(here().url, form)))
  const during: number[] = []
  for (let n = 0; n < 6; n++) during.push(await timed())
  for (const { status } of await floods) expect(status).toBe(413)
  expect(Math.max(...during)).toBeLessThan(5 * calm)
})

test('whoever is signed in sends forms as large as the portal has, and no larger', async () => {
  const admin = await new Visitor().openAs('admin@globex')
  const file = (size: number) => new File(['x'.repeat(size)], 'rights.csv', { type: 'text/csv' })
  const form = await admin.form('/rights/file', 'Review the change')
  const send = (size: number) => admin.post('/rights/file', [...form.fields, ['file', file(size)]])
  expect((await send(900_000)).status).toBe(200)
  expect((await send(3 * MB)).status).toBe(413)
})
