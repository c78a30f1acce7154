import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noteAccess } from '@/bin/lib/access.mjs'
import { routeClass } from '@/bin/lib/route-class.mjs'
import { log } from '@/lib/infra/log/log.mjs'
import { metrics } from '@/lib/infra/metrics/metrics.mjs'

let lines: string[] = []
const stream = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk))
    done()
  },
})
beforeEach(() => {
  lines = []
  log.open({ process: 'web', format: 'json', level: 'info', stream })
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => log.open({ process: 'task', format: 'text', level: 'auto', stream: process.stderr }))

/** Serves one request, whose sender may go away; what is written down of it. */
async function accessed(path: string, answer: 'at once' | 'never' | 'begins' | 500) {
  lines = []
  const counted = vi.spyOn(metrics, 'request').mockClear()
  const overs: string[] = []
  const server = createServer((request, response) => {
    const context = { requestId: 'r', method: request.method, route: routeClass(path) }
    noteAccess(request, response, context, { path, over: () => overs.push('over') })
    if (answer === 'at once') response.end('x')
    if (answer === 500) response.writeHead(500).end()
    if (answer === 'begins') response.write('x')
    if (answer === 'never') setTimeout(() => sent.destroy(), 50)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sent = httpRequest({ port: (server.address() as AddressInfo).port, path, agent: false })
  sent.on('error', () => undefined)
  sent.on('response', (response) => (answer === 'begins' ? sent.destroy() : response.resume()))
  sent.end()
  await expect.poll(() => lines.length).toBe(1)
  server.close()
  expect(overs).toEqual(['over'])
  const { path: shown, status, aborted } = JSON.parse(lines[0]!)
  return [shown, status, aborted, counted.mock.calls[0]![0].status]
}

test('who is gone before the answer was answered nothing, in the log and the figures', async () => {
  expect(await accessed('/lines', 'at once')).toEqual(['/lines', 200, undefined, 200])
  expect(await accessed('/users/kiss-anna', 500)).toEqual(['/users/…', 500, undefined, 500])
  expect(await accessed('/lines', 'never')).toEqual(['/lines', undefined, true, 'aborted'])
  expect(await accessed('/lines', 'begins')).toEqual(['/lines', 200, true, 200])
})
