import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { admission } from '@/bin/lib/admission.mjs'
import { KINDS } from '@/bin/lib/kinds.mjs'
import { currentRequest } from '@/lib/infra/request'

const COOKIE = 'a'.repeat(43)
type Asked = { begun: boolean; abandoned: boolean; end(): void; leave(): void }

/** A door at which one member is known, and another is served too, so that each of them has one turn. */
async function crowdedDoor() {
  const { admit } = admission({
    names: { session: 'session', device: 'device' },
    find: async ({ session }: { session?: string }) => ({
      tier: 'member',
      path: ['company', session === COOKIE ? 'one' : 'other'],
    }),
  })
  const ask = async (
    method: string,
    cookie: string,
    id: string,
    partOf?: string,
    [path, kind] = ['/lines', KINDS.page],
  ): Promise<Asked> => {
    const response = Object.assign(new EventEmitter(), {
      writableEnded: false,
      end() {
        response.writableEnded = true
        response.emit('close')
      },
    })
    const headers = { cookie: `session=${cookie}`, 'x-client-address': '192.0.2.1' }
    const leave = () => void response.emit('close')
    const asked = { begun: false, abandoned: false, end: () => response.end(), leave }
    const go = () => {
      asked.begun = true
      currentRequest()?.onAbandon(() => {
        asked.abandoned = true
      })
    }
    const request = { method, headers, socket: new EventEmitter() }
    admit({ path }, kind, request, response, go, { id, partOf })
    await new Promise((resolve) => setImmediate(resolve))
    return asked
  }
  const other = await ask('GET', 'b'.repeat(43), 'other')
  other.end()
  return ask
}

test('the page that an action leads to is made in the action’s turn, once; anything else of theirs waits', async () => {
  const ask = await crowdedDoor()
  const action = await ask('POST', COOKIE, 'action')
  expect(action.begun).toBe(true)
  const second = await ask('GET', COOKIE, 'second', 'made up')
  expect(second.begun).toBe(false)
  const itsPage = await ask('GET', COOKIE, 'page', 'action')
  expect(itsPage.begun).toBe(true)
  expect((await ask('GET', COOKIE, 'again', 'action')).begun).toBe(false)
  action.end()
  expect(second.begun).toBe(true)
  expect((await ask('GET', COOKIE, 'late', 'action')).begun).toBe(false)
})

test('a page that nobody waits for is given up; an action is carried out', async () => {
  const page = await (await crowdedDoor())('GET', COOKIE, 'page')
  page.leave()
  const action = await (await crowdedDoor())('POST', COOKIE, 'action')
  action.leave()
  expect([page, action].map(({ begun, abandoned }) => [begun, abandoned])).toEqual([
    [true, true],
    [true, false],
  ])
})

test('a turn is over after two seconds, whoever is waited for; what load balancers ask takes none', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const ask = await crowdedDoor()
  const slow = await ask('GET', COOKIE, 'slow')
  const next = await ask('GET', COOKIE, 'next')
  expect([slow.begun, next.begun]).toEqual([true, false])
  for (const path of ['/api/health', '/api/ready'])
    expect((await ask('GET', COOKIE, path, undefined, [path, KINDS.data])).begun, path).toBe(true)
  expect((await ask('GET', COOKIE, 'state', undefined, ['/sign-in/state', KINDS.data])).begun).toBe(false)
  vi.advanceTimersByTime(1_999)
  expect(next.begun).toBe(false)
  vi.advanceTimersByTime(1)
  expect(next.begun).toBe(true)
  vi.useRealTimers()
})

test('a delivery has its turn until it is received, and none while it waits for its answer', async () => {
  const { admit } = admission({ names: { session: 'session', device: 'device' }, find: async () => null })
  const begun: number[] = []
  const deliver = (n: number) => {
    const response = new EventEmitter()
    const headers = { 'x-client-address': '192.0.2.1' }
    const request = Object.assign(new EventEmitter(), { method: 'POST', headers, socket: new EventEmitter() })
    // Answered only when what came before has been processed.
    const go = () => {
      begun.push(n)
      return new Promise<void>(() => undefined)
    }
    admit({ path: '/api/intake/usage' }, KINDS.delivery, request, response, go, {
      id: String(n),
      partOf: undefined,
    })
    return { received: () => request.emit('end'), gone: () => response.emit('close') }
  }
  const parked = Array.from({ length: 12 }, (_, n) => deliver(n))
  const one = Math.max(...begun) + 1
  for (const { received } of parked) received()
  deliver(12)
  expect(begun).toEqual(Array.from({ length: 13 }, (_, n) => n))
  // Ended once, however it ends.
  for (const { gone } of parked) gone()
  const more = Array.from({ length: 20 }, (_, n) => deliver(20 + n))
  expect(begun).toHaveLength(13 + one - 1)
  for (const { gone } of more) gone()
})
