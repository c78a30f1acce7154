import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { owners } from '@/bin/lib/owners.mjs'

type Cookies = { session?: string; device?: string }
const token = (name: string) => name.padEnd(43, '_')
const hash = (text: string) => createHash('sha256').update(text).digest('base64')
const ENTRY = `00000000-0000-0000-0000-000000000000.${token('device')}`

/** Knows one session and one device, until they end. */
function recorder() {
  const state = { ended: false, asked: 0, fails: false, now: 0 }
  const find = async ({ session, device }: Cookies) => {
    state.asked += 1
    if (state.fails) throw new Error('busy')
    if (state.ended) return null
    if (session?.startsWith('member')) return { tier: 'member' as const, path: ['acme', session] }
    if (device?.includes(ENTRY))
      return { tier: 'known' as const, path: ['acme', 'known'], entry: hash(token('device')) }
    return null
  }
  const { ownerOf } = owners({ names: { session: 's', device: 'd' }, find, now: () => state.now })
  const tierOf = async (cookie: string) => (await ownerOf(cookie, '203.0.113.9')).tier
  return { state, tierOf }
}

test('whoever varies a device cookie has one place in memory, and displaces nobody', async () => {
  const { state, tierOf } = recorder()
  expect(await tierOf(`s=${token('member-1')}`)).toBe('member')
  for (let n = 0; n < 20_100; n++) await tierOf(`d=${ENTRY}~junk${n}`)
  expect(state.asked).toBe(2)
  // Sessions that are many displace older sessions, and no device.
  for (let n = 0; n < 20_100; n++) await tierOf(`s=${token(`member-x${n}`)}`)
  const before = state.asked
  expect(await tierOf(`d=${ENTRY}`)).toBe('known')
  expect(state.asked).toBe(before)
})

test('what is remembered is asked again after some minutes; a session that has ended is a stranger’s then', async () => {
  const { state, tierOf } = recorder()
  const cookie = `s=${token('member')}; d=${ENTRY}`
  expect(await tierOf(cookie)).toBe('member')
  state.ended = true
  expect(await tierOf(cookie)).toBe('member')
  state.now = 5 * 60_000
  // Nobody can be asked just now: that is no reason to wait with strangers.
  state.fails = true
  expect(await tierOf(cookie)).toBe('member')
  state.fails = false
  expect(await tierOf(cookie)).toBe('stranger')
  // It is not remembered any more.
  state.fails = true
  expect(await tierOf(cookie)).toBe('stranger')
})

test('somebody signed in is looked up, also in a browser that is known; made-up cookies take few connections', async () => {
  const { tierOf } = recorder()
  expect(await tierOf(`d=${ENTRY}`)).toBe('known')
  expect(await tierOf(`s=${token('member')}; d=${ENTRY}`)).toBe('member')

  let [now, most] = [0, 0]
  const find = async () => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 1))
    now -= 1
    return null
  }
  const { ownerOf } = owners({ names: { session: 's', device: 'd' }, find })
  const asked = Array.from({ length: 60 }, (_, n) => ownerOf(`s=${token(`made-up-${n}`)}`, `10.0.${n}.1`))
  expect((await Promise.all(asked)).every(({ tier }) => tier === 'stranger')).toBe(true)
  expect(most).toBe(2)
})
