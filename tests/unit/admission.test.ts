import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { admission } from '@/bin/lib/admission.mjs'
import { KINDS } from '@/bin/lib/kinds.mjs'

const COOKIE = 'a'.repeat(43)
type Asked = { begun: boolean; end(): void }

/** A door at which one member is known, and another is served too, so that each of them has one turn. */
async function crowdedDoor() {
  const { admit } = admission({
    names: { session: 'session', device: 'device' },
    find: async ({ session }: { session?: string }) => ({
      tier: 'member',
      path: ['company', session === COOKIE ? 'one' : 'other'],
    }),
  })
  const ask = async (method: string, cookie: string, id: string, partOf?: string): Promise<Asked> => {
    const response = Object.assign(new EventEmitter(), {
      writableEnded: false,
      end() {
        response.writableEnded = true
        response.emit('close')
      },
    })
    const headers = { cookie: `session=${cookie}`, 'x-client-address': '192.0.2.1' }
    const asked = { begun: false, end: () => response.end() }
    const go = () => {
      asked.begun = true
    }
    const request = { method, headers, socket: new EventEmitter() }
    admit({ path: '/lines' }, KINDS.page, request, response, go, { id, partOf })
    await new Promise((resolve) => setTimeout(resolve, 20))
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
