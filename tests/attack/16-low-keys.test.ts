import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@/lib/identity/keys/manage-api-keys'
import { hashToken } from '@/lib/kernel/token'
import { deliver } from '../support/deliver'
import { here } from '../support/here'
import { aRandomIccid } from '../support/iccid'
import { type Inside, insidePortal } from '../support/inside'
import { intake } from '../support/intake'
import { aCompany, outcome, value } from '../support/people'

let context: Inside
beforeAll(() => {
  context = insidePortal()
})
afterAll(() => context.close())

const name = () => `sys-${randomUUID().slice(0, 8)}`
const digits = () => `3670${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
const accounts = (...slugs: string[]) => ['company,number', ...slugs.map((slug) => `${slug},K-1`)].join('\n')

test('a key delivers its kinds of files for its companies, and says why nothing else', async () => {
  const [mine, theirs] = [await aCompany(context), await aCompany(context)]
  const system = name()
  const scope = { kinds: ['accounts', 'lines', 'sims'], companies: [mine.slug], days: 30 }
  const { key } = value(await createApiKey(system, scope, context))
  expect(await intake('accounts', accounts(mine.slug), key)).toMatchObject({ status: 200, taken: true })
  expect(await intake('usage', 'whatever', key)).toEqual({
    status: 403,
    error: `the key of ${system} is good for accounts, lines, sims only, not for usage`,
  })
  expect(await intake('accounts', accounts(mine.slug, theirs.slug, 'acme'), key)).toMatchObject({
    status: 422,
    taken: false,
    problems: [
      { row: 3, code: 'subscriptions.company_beyond_key', field: 'company' },
      { row: 4, code: 'subscriptions.company_beyond_key', field: 'company' },
    ],
  })
  const json = JSON.stringify([{ id: 'K-2', relatedParty: [{ id: theirs.slug, role: 'customer' }] }])
  expect(await intake('accounts', json, key, 'application/json')).toMatchObject({
    status: 422,
    problems: [{ row: 1, code: 'subscriptions.company_beyond_key' }],
  })
  expect(await context.db.billingAccount.count({ where: { companyId: theirs.admin.company.id } })).toBe(0)
})

test('a key for one company takes neither a number nor a SIM from another', async () => {
  const [mine, theirs] = [await aCompany(context), await aCompany(context)]
  const [number, iccid] = [digits(), aRandomIccid()]
  const { ids } = await deliver(context, [{ company: theirs.slug, number, iccid }])
  const scope = { kinds: ['all'], companies: [mine.slug], days: 30 }
  const { key } = value(await createApiKey(name(), scope, context))
  const held = { status: 422, problems: [{ row: 2, code: 'subscriptions.held_elsewhere' }] }
  expect(await intake('lines', `company,number\n${mine.slug},${number}`, key)).toMatchObject(held)
  expect(await intake('sims', `company,iccid,puk\n${mine.slug},${iccid},12345678`, key)).toMatchObject(held)
  const line = await context.db.subscription.findUniqueOrThrow({ where: { id: ids[0]! } })
  expect(line).toMatchObject({ companyId: theirs.admin.company.id, status: 'active' })
})

test('two keys work while one replaces the other; an end and a revocation are immediate; use is noted', async () => {
  const { slug } = await aCompany(context)
  const system = name()
  const send = async (key: string) => (await intake('accounts', accounts(slug), key)).status
  const of = async () => (await listApiKeys(context)).filter((row) => row.system === system)
  const { key: first } = value(
    await createApiKey(system, { kinds: ['all'], companies: null, days: 1 }, context),
  )
  expect(outcome(await createApiKey(system, { kinds: ['all'], companies: null, days: 1 }, context))).toBe(
    'identity.key_there',
  )
  expect((await of())[0]).toMatchObject({
    lastUsedAt: null,
    state: 'in use',
    kinds: ['all'],
    companies: null,
  })
  expect(await send(first)).toBe(200)
  expect((await of())[0]!.lastUsedAt).not.toBeNull()
  const { key: second } = value(await rotateApiKey(system, { days: 30, overlapDays: 7 }, context))
  expect([await send(first), await send(second)]).toEqual([200, 200])
  await context.sql.$executeRaw`
    UPDATE api_key SET previous_expires_at = now() - interval '1 second' WHERE previous_hash = ${hashToken(first)}`
  expect([await send(first), await send(second)]).toEqual([401, 200])
  expect(await of()).toMatchObject([{ state: 'in use', previousUntil: null }])
  await context.sql.$executeRaw`
    UPDATE api_key SET expires_at = now() - interval '1 second' WHERE restricted_hash = ${hashToken(second)}`
  expect(await send(second)).toBe(401)
  value(await revokeApiKey(system, context))
  expect(await send(second)).toBe(401)
  expect(outcome(await rotateApiKey(system, { days: 30, overlapDays: 7 }, context))).toBe('identity.key_none')
})

test('a key whose delivery comes slowly keeps nobody else from delivering, and ends when it is revoked', async () => {
  const { slug } = await aCompany(context)
  const number = digits()
  const { ids } = await deliver(context, [{ company: slug, number }])
  const usage = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, n) => `${slug},${number},${new Date().toISOString()},${from + n},voice,60,0\n`,
    ).join('')
  const head = 'company,line,at,reference,kind,quantity,net\n'
  const scope = { kinds: ['usage'], companies: [slug], days: 30 }
  const system = name()
  const { key } = value(await createApiKey(system, scope, context))
  const { key: other } = value(await createApiKey(name(), scope, context))
  const slow = request(`${here().url}/api/intake/usage`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${key}` },
  })
  const answered = once(slow, 'response') as Promise<[IncomingMessage]>
  slow.write(head + usage(0, 5_000))
  const used = async () => (await listApiKeys(context)).find((row) => row.system === system)?.lastUsedAt
  await vi.waitFor(async () => expect(await used()).toBeTruthy(), 60_000)
  expect(await intake('usage', head + usage(0, 3), key)).toMatchObject({ status: 503, taken: false })
  expect(await intake('usage', head + usage(0, 3), other)).toMatchObject({
    status: 200,
    counts: { added: 3 },
  })
  value(await revokeApiKey(system, context))
  slow.end(usage(5_000, 5_003))
  const [{ statusCode }] = await answered
  expect(statusCode).toBe(401)
  expect(await context.db.usageRecord.count({ where: { subscriptionId: ids[0]! } })).toBe(3)
})
