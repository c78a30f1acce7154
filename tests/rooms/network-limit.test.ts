import { expect, test } from 'vitest'
import { beginRecovery } from '@/lib/identity/begin-recovery'
import { beginSignIn } from '@/lib/identity/begin-sign-in'
import { enterPassword } from '@/lib/identity/enter-password'
import { LIMITS } from '@/lib/identity/limits'
import { connect } from '@/lib/infra/db'
import { MINUTE } from '@/lib/kernel/clock'
import { aCompany, aUser, outcome, PASSWORD, signIn, VISITOR, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const at = (address: string) => ({ ...VISITOR, address })
const spray = async (address: string, login: string, w = world as Parameters<typeof beginSignIn>[2]) => {
  const begun = await beginSignIn(at(address), { name: login }, w)
  return begun.ok
    ? outcome(await enterPassword(begun.value.token, { password: 'Spring2026!' }, w))
    : outcome(begun)
}

test('one password tried on everybody is stopped after a hundred, over restarts and processes, for its network only', async () => {
  const { admin, slug } = await aCompany(world)
  const user = await aUser(world, admin)
  await signIn(world, user.account, user.password)
  world.pass(11 * MINUTE)
  const other = { ...world, ...connect(world.url) }
  const tries = Array.from({ length: LIMITS.network.failures + 20 }, (_, n) =>
    spray(`198.51.100.${n % 250}`, `guess${n}@${slug}`, n % 2 ? world : other),
  )
  const results = await Promise.all(tries)
  await other.close()
  expect(results.filter((each) => each === 'ok')).toEqual([])
  expect(await spray('198.51.100.7', user.account)).toBe('identity.network_wait')
  expect(
    outcome(await beginRecovery(at('198.51.100.9'), { name: user.account, channel: 'mail' }, world)),
  ).toBe('identity.network_wait')
  const { token } = value(await beginSignIn(at('203.0.113.1'), { name: user.account }, world))
  expect(outcome(await enterPassword(token, { password: PASSWORD }, world))).toBe('ok')
  world.pass(10 * MINUTE)
  expect(await spray('198.51.100.7', user.account)).toBe('identity.name_or_password_wrong')
})

test('asking for codes for everybody is stopped as well, and writes nothing more', async () => {
  const { slug } = await aCompany(world)
  const ask = (n: number) =>
    beginRecovery(at('192.0.2.200'), { name: `user${n}@${slug}`, channel: 'sms' }, world)
  for (let n = 0; n < LIMITS.network.failures; n++) await ask(n)
  const before = [await world.db.message.count(), await world.db.signIn.count()]
  for (const n of [1, 2, 3]) expect(outcome(await ask(n))).toBe('identity.network_wait')
  expect([await world.db.message.count(), await world.db.signIn.count()]).toEqual(before)
})

test('attempts opened beforehand do not outlive the patience for their network', async () => {
  const { slug } = await aCompany(world)
  const opened: string[] = []
  for (let n = 0; n < LIMITS.network.failures + 5; n++)
    opened.push(value(await beginSignIn(at('203.0.113.77'), { name: `ahead${n}@${slug}` }, world)).token)
  const results: string[] = []
  for (const token of opened)
    results.push(outcome(await enterPassword(token, { password: 'Spring2026!' }, world)))
  expect(results.slice(-5)).toEqual(Array(5).fill('identity.start_over'))
})
