import { expect, test } from 'vitest'
import { deviceCookieOf, giveDevice } from '@/lib/identity/attempts/device-cookie'
import { LIMITS } from '@/lib/identity/limits/limits'
import { makeRoom } from '@/lib/identity/limits/network-limit'
import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { enterNumberCode } from '@/lib/identity/number/enter-number-code'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { connect, Prisma } from '@/lib/infra/db'
import { MINUTE } from '@/lib/kernel/clock'
import { networkOf, readRanges } from '@/lib/kernel/network.mjs'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, outcome, PASSWORD, signIn, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const at = (address: string) => ({ ...VISITOR, address })
const spray = async (address: string, login: string, w = context as Parameters<typeof beginSignIn>[2]) => {
  const begun = await beginSignIn(at(address), { name: login }, w)
  return begun.ok
    ? outcome(await enterPassword(begun.value.token, { password: 'Spring2026!' }, w))
    : outcome(begun)
}

test('one password tried on everybody is stopped after a hundred, over restarts and processes, for its network only', async () => {
  const { admin, slug } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(11 * MINUTE)
  const other = { ...context, ...connect(context.url) }
  const tries = Array.from({ length: LIMITS.network.failures + 20 }, (_, n) =>
    spray(`198.51.100.${n % 250}`, `guess${n}@${slug}`, n % 2 ? context : other),
  )
  const results = await Promise.all(tries)
  await other.close()
  expect(results.filter((each) => each === 'ok')).toEqual([])
  expect(await spray('198.51.100.7', user.account)).toBe('identity.network_wait')
  expect(
    outcome(await beginRecovery(at('198.51.100.9'), { name: user.account, channel: 'mail' }, context)),
  ).toBe('identity.network_wait')
  const { token } = value(await beginSignIn(at('203.0.113.1'), { name: user.account }, context))
  expect(outcome(await enterPassword(token, { password: PASSWORD }, context))).toBe('ok')
  context.pass(10 * MINUTE)
  expect(await spray('198.51.100.7', user.account)).toBe('identity.name_or_password_wrong')
})

test('one account’s slips count once, however many: its own counter is there for them', async () => {
  const { slug } = await aCompany(context)
  for (let n = 0; n < LIMITS.network.failures + 20; n++) await spray('198.51.101.7', `one@${slug}`)
  expect(await spray('198.51.101.7', `another@${slug}`)).toBe('identity.name_or_password_wrong')
})

test('asking for codes for everybody is stopped as well, writes nothing more, and closes no password sign-in', async () => {
  const { slug } = await aCompany(context)
  const ask = (n: number) =>
    beginRecovery(at('192.0.2.200'), { name: `user${n}@${slug}`, channel: 'sms' }, context)
  for (let n = 0; n < LIMITS.network.asking; n++) await ask(n)
  const before = [await context.db.message.count(), await context.db.signIn.count()]
  for (const n of [1, 2, 3]) expect(outcome(await ask(n))).toBe('identity.network_wait')
  expect([await context.db.message.count(), await context.db.signIn.count()]).toEqual(before)
  expect(await spray('192.0.2.201', `somebody@${slug}`)).toBe('identity.name_or_password_wrong')
})

test('attempts opened beforehand do not outlive the patience for their network', async () => {
  const { slug } = await aCompany(context)
  const opened: string[] = []
  for (let n = 0; n < LIMITS.network.failures + 5; n++)
    opened.push(value(await beginSignIn(at('203.0.113.77'), { name: `ahead${n}@${slug}` }, context)).token)
  const results: string[] = []
  for (const token of opened)
    results.push(outcome(await enterPassword(token, { password: 'Spring2026!' }, context)))
  expect(results.slice(-5)).toEqual(Array(5).fill('identity.start_over'))
})

test('a hundred and ten drivers behind one address sign in by number, with slips, and close nothing', async () => {
  const { slug } = await aCompany(context)
  const drivers = LIMITS.network.failures + 10
  const numbers = Array.from({ length: drivers }, () => aMobile())
  await deliver(
    context,
    numbers.map((number) => ({ company: slug, number })),
  )
  for (const number of numbers) {
    const begun = value(await beginNumberSignIn(at('100.64.7.9'), { number }, context))
    const asked = value(await requestNumberCode(at('100.64.7.9'), begun.token, context))
    const { texts } = await dispatchAll(context, 'identity.number_code_requested')
    const code = /#(\d+)$/.exec(texts[0]!.text)![1]!
    const slip = code.startsWith('1') ? `2${code.slice(1)}` : `1${code.slice(1)}`
    await enterNumberCode(asked.token, { code: slip }, context)
    const done = value(await enterNumberCode(asked.token, { code }, context))
    value(await openSession(at('100.64.7.9'), done.token, context))
  }
  expect(await context.db.networkUse.count({ where: { network: 'network:100.64.7' } })).toBe(0)
})

test('behind a carrier named in a setting the budget is a carrier’s', async () => {
  const { slug } = await aCompany(context)
  const carrier = { ...context, carriers: readRanges(['100.64.0.0/10', '2001:db8::/32']) }
  for (let n = 0; n < LIMITS.network.failures + 5; n++) await spray('100.70.1.1', `cat${n}@${slug}`, carrier)
  expect(await spray('100.70.1.1', `next@${slug}`, carrier)).toBe('identity.name_or_password_wrong')
  expect(() => readRanges(['100.64.0.0/40'])).toThrow()
})

test('an address has one network in every spelling', () => {
  expect(new Set(['2001:db8::1', '2001:0db8:0:0::1', '2001:db8:0:ffff::'].map(networkOf)).size).toBe(1)
  expect([
    networkOf('::ffff:192.0.2.9'),
    networkOf('192.0.2.1'),
    networkOf('proxy'),
    networkOf(null),
  ]).toEqual(['192.0.2', '192.0.2', null, null])
})

test('what is only begun makes room: rows of a network stay bounded, and nobody is refused', async () => {
  const { slug } = await aCompany(context)
  const over = LIMITS.network.begun + 500
  await context.db.$executeRaw`
    INSERT INTO sign_in (id, token_hash, state, login, account_key, factors, network, created_at, expires_at)
    SELECT gen_random_uuid(), decode(md5(n::text) || 'f0', 'hex'), 'password', 'x@y', 'account:x', '{}', 'network:203.0.114',
      ${context.clock()}::timestamptz - n * interval '1 second', ${context.clock()}::timestamptz + interval '5 minutes'
    FROM generate_series(1, ${over}::int) AS n`
  // Whoever has come further stays, however long ago they began.
  await context.db.$executeRaw`
    UPDATE sign_in SET state = 'must_change' WHERE network = 'network:203.0.114' AND created_at = (
      SELECT min(created_at) FROM sign_in WHERE network = 'network:203.0.114')`
  const begun = value(await beginSignIn(at('203.0.114.1'), { name: `late@${slug}` }, context))
  await makeRoom({ ...context, random: (bytes) => Buffer.alloc(bytes) }, 'network:203.0.114')
  const left = (state: 'password' | 'must_change') =>
    context.db.signIn.count({ where: { network: 'network:203.0.114', state } })
  expect([await left('password'), await left('must_change')]).toEqual([LIMITS.network.begun, 1])
  expect(outcome(await enterPassword(begun.token, { password: 'no' }, context))).toBe(
    'identity.name_or_password_wrong',
  )
})

test('for one account a network asks so often without a pause, and no more', async () => {
  const { slug } = await aCompany(context)
  const ask = async () =>
    outcome(await beginRecovery(at('198.18.90.1'), { name: `one@${slug}`, channel: 'mail' }, context))
  for (let n = 0; n < LIMITS.network.askingOfOne; n++) expect(await ask()).toBe('ok')
  expect(await ask()).toBe('identity.network_wait')
  context.pass(10 * MINUTE)
  expect(await ask()).toBe('ok')
})

test('the wait that is told ends when the first of the failures that are too many does', async () => {
  const { slug } = await aCompany(context)
  const failed = (count: number, from: number) => context.db.$executeRaw`
    INSERT INTO network_use (network, kind, subject, at)
    SELECT 'network:198.18.91', 'failure', 'account:' || n, ${context.clock()} FROM generate_series(${from}::int, ${from + count - 1}::int) AS n`
  await failed(10, 1)
  context.pass(4 * MINUTE)
  await failed(LIMITS.network.failures - 10, 11)
  const begun = await beginSignIn(at('198.18.91.1'), { name: `one@${slug}` }, context)
  expect(begun).toMatchObject({
    ok: false,
    refusal: { code: 'identity.network_wait', values: { seconds: 360 } },
  })
})

test('a device cookie that has expired passes no more', async () => {
  const { admin } = await aCompany(context)
  const owner = { userId: admin.subject.id }
  const { id, entry } = await giveDevice(context.sql, context, owner, null)
  const found = async () => {
    const visitor = { ...VISITOR, deviceCookie: entry }
    const of = deviceCookieOf(visitor, Prisma.sql`d.user_id = ${owner.userId}::uuid`, context.clock())
    return (await context.sql.$queryRaw<[{ id: string | null }]>`SELECT ${of} AS id`)[0].id
  }
  expect(await found()).toBe(id)
  context.pass(LIMITS.deviceCookie.validFor)
  expect(await found()).toBeNull()
  context.pass(-LIMITS.deviceCookie.validFor)
})
