import { expect, test } from 'vitest'
import { findApiKey } from '@/lib/identity/keys/api-keys'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@/lib/identity/keys/manage-api-keys'
import { watchApiKeys } from '@/lib/identity/keys/watch-api-keys'
import { Prisma } from '@/lib/infra/db'
import { DAY, MINUTE, SECOND } from '@/lib/kernel/clock'
import { hashToken } from '@/lib/kernel/token'
import { useContext } from '../support/context'
import { outcome, staff, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const ALL = { kinds: ['all'], companies: null, days: 365 }
const find = (key: string) => findApiKey(`Bearer ${key}`, context)
const of = async (system: string) => (await listApiKeys(context)).filter((row) => row.system === system)

test('a key ends by itself; the operator hears of it thirty and seven days before, once each', async () => {
  await staff(context)
  const { key } = value(await createApiKey('ending', ALL, context))
  const hear = async () => {
    await watchApiKeys(context)
    await watchApiKeys(context)
    const { mails } = await dispatchAll(context, 'identity.api_key_ending')
    return mails.map(({ to, subject }) => [to, subject])
  }
  const said = [['sam@operator.example', 'ending kulcsa hamarosan lejár']]
  expect(await hear()).toEqual([])
  context.pass(336 * DAY)
  expect(await hear()).toEqual(said)
  context.pass(20 * DAY)
  expect(await hear()).toEqual([])
  context.pass(3 * DAY)
  expect(await hear()).toEqual(said)
  expect(await find(key)).toMatchObject({ system: 'ending', kinds: ['all'], companies: null })
  context.pass(7 * DAY)
  expect(await find(key)).toBeNull()
  expect((await of('ending'))[0]!.state).toBe('ended')
  expect(await hear()).toEqual([])
})

test('of many rotations at once the last and the one before it work, and no third', async () => {
  const { key: first } = value(await createApiKey('turning', ALL, context))
  const turn = () => rotateApiKey('turning', { days: 365, overlapDays: 7 }, context)
  const turned = (await Promise.all([turn(), turn(), turn()])).map((each) => value(each).key)
  const working = await Promise.all([first, ...turned].map(find))
  expect(working.filter((key) => key !== null)).toHaveLength(2)
  expect(working[0]).toBeNull()
  expect(await of('turning')).toMatchObject([
    { state: 'in use', lastUsedAt: context.clock(), previousUsedAt: context.clock() },
  ])
  context.pass(7 * DAY)
  expect((await Promise.all(turned.map(find))).filter((key) => key !== null)).toHaveLength(1)
  expect(await of('turning')).toMatchObject([{ previousUntil: null }])
  // One that has ended is replaced too.
  context.pass(400 * DAY)
  expect(await find(value(await turn()).key)).toMatchObject({ system: 'turning' })
})

test('a key from before there were scopes goes on, for everything and without an end, and is shown as such', async () => {
  const key = `swb_${'k'.repeat(43)}`
  await context.sql.$executeRaw`
    INSERT INTO api_key (id, name, hash, created_at)
    VALUES (gen_random_uuid(), 'old', ${hashToken(key)}, ${context.clock()})`
  expect(await find(key)).toMatchObject({ system: 'old', kinds: ['all'], companies: null })
  expect((await of('old'))[0]).toMatchObject({
    kinds: ['all'],
    companies: null,
    expiresAt: null,
    state: 'in use',
  })
  const { oldUntil } = value(await rotateApiKey('old', { days: 365, overlapDays: 7 }, context))
  expect(oldUntil.getTime() - context.clock().getTime()).toBe(7 * DAY)
  // Its process makes them still, while an upgrade runs: no other of the same name.
  const again = context.sql.$executeRaw`
    INSERT INTO api_key (id, name, hash, created_at)
    VALUES (gen_random_uuid(), 'old', ${hashToken('another')}, ${context.clock()}) ON CONFLICT (name) DO NOTHING`
  expect(await again).toBe(0)
  value(await revokeApiKey('old', context))
  expect(await find(key)).toBeNull()
  expect(outcome(await createApiKey('old', ALL, context))).toBe('identity.key_there')
})

/** What a process of the version before scopes asks (findApiKey in lib/identity/keys/api-keys.ts until commit 6788972). */
const findAsBefore = async (key: string) => {
  const [found] = await context.sql.$queryRaw<{ name: string }[]>`
    SELECT name FROM api_key WHERE hash = ${hashToken(key)} AND revoked_at IS NULL`
  return found ?? null
}

test('a process of the version before finds no key that has a scope or an end, or was replaced', async () => {
  const unrestricted = `swb_${'o'.repeat(43)}`
  await context.sql.$executeRaw`
    INSERT INTO api_key (id, name, hash, created_at)
    VALUES (gen_random_uuid(), 'before', ${hashToken(unrestricted)}, ${context.clock()})`
  expect(await findAsBefore(unrestricted)).toEqual({ name: 'before' })
  const ending = value(await createApiKey('with-an-end', ALL, context)).key
  const scoped = value(await createApiKey('with-a-scope', { ...ALL, kinds: ['bills'] }, context)).key
  const replacing = value(await rotateApiKey('before', { days: 365, overlapDays: 7 }, context)).key
  for (const key of [ending, scoped, unrestricted, replacing]) {
    expect(await findAsBefore(key)).toBeNull()
    expect(await find(key)).not.toBeNull()
  }
  // It ends them all the same.
  await context.sql.$executeRaw`
    UPDATE api_key SET revoked_at = ${context.clock()} WHERE name = 'with-a-scope' AND revoked_at IS NULL`
  expect(await find(scoped)).toBeNull()
})

test('the database keeps no key with a restriction where the version before looks for keys', async () => {
  const write = (restriction: Prisma.Sql) => context.sql.$executeRaw`
    UPDATE api_key SET ${restriction} WHERE name = 'exposed'`
  await context.sql.$executeRaw`
    INSERT INTO api_key (id, name, hash, created_at)
    VALUES (gen_random_uuid(), 'exposed', ${hashToken('exposed')}, ${context.clock()})`
  for (const restriction of [
    Prisma.sql`kinds = ARRAY['bills']`,
    Prisma.sql`companies = ARRAY[gen_random_uuid()]`,
    Prisma.sql`expires_at = now()`,
    Prisma.sql`previous_hash = ${hashToken('previous')}, previous_expires_at = now()`,
  ])
    await expect(write(restriction)).rejects.toThrow('api_key_unrestricted')
  await expect(write(Prisma.sql`restricted_hash = hash`)).rejects.toThrow('api_key_one_hash')
  await expect(write(Prisma.sql`hash = NULL`)).rejects.toThrow('api_key_one_hash')
})

test('last use is noted once a minute; a key is for companies that there are', async () => {
  const { key } = value(await createApiKey('used', ALL, context))
  const last = async () => (await of('used'))[0]!.lastUsedAt?.getTime()
  await find(key)
  const first = context.clock().getTime()
  context.pass(59 * SECOND)
  await find(key)
  expect(await last()).toBe(first)
  context.pass(MINUTE)
  await find(key)
  expect(await last()).toBe(context.clock().getTime())
  const unknown = { ...ALL, companies: ['nobody-at-all'] }
  expect(outcome(await createApiKey('unknown', unknown, context))).toBe('identity.key_company_unknown')
})

test('no overlap makes the old key live longer, and a revocation ends both', async () => {
  const { key: first } = value(await createApiKey('brief', { ...ALL, days: 2 }, context))
  const { key: second, oldUntil } = value(await rotateApiKey('brief', { days: 365, overlapDays: 7 }, context))
  expect(oldUntil.getTime() - context.clock().getTime()).toBe(2 * DAY)
  const working = async () => (await Promise.all([first, second].map(find))).map((key) => key !== null)
  expect(await working()).toEqual([true, true])
  value(await revokeApiKey('brief', context))
  expect(await working()).toEqual([false, false])
})
