import { expect, test } from 'vitest'
import { deliverFile } from '@/lib/billing/deliver-file'
import { fileKindOf } from '@/lib/billing/file-kinds'
import { findApiKey, KeyEnded } from '@/lib/identity/api-keys'
import { createApiKey, revokeApiKey } from '@/lib/identity/manage-api-keys'
import { Busy } from '@/lib/infra/import-file'
import { DAY } from '@/lib/kernel/clock'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const HEAD = 'company,line,at,reference,kind,quantity,net\n'

async function aLine() {
  const { slug } = await aCompany(world)
  const number = aMobile()
  const { ids } = await deliver(world, [{ company: slug, number }])
  const rows = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, n) => `${slug},${number},2026-11-20T10:00:00+01:00,${from + n},voice,60,1\n`,
    ).join('')
  const records = () => world.db.usageRecord.count({ where: { subscriptionId: ids[0]! } })
  return { slug, rows, records }
}

/** Delivers usage: a first part, then what comes when `between` is done. */
function send(first: string, between: () => Promise<unknown>, then: string, key: Key = null) {
  const kind = fileKindOf('usage.csv')!
  const bytes = (async function* () {
    yield Buffer.from(HEAD + first)
    await between()
    yield Buffer.from(then)
  })()
  const source = { name: 'usage', format: 'csv', bytes } as const
  return deliverFile(source, kind, { key }, world, { longestWait: 200 })
}
type Key = Awaited<ReturnType<typeof findApiKey>>
const nothing = async () => undefined

test('a delivery that is still being read keeps no other of its kind waiting, not even for the same line', async () => {
  const { rows, records } = await aLine()
  const slow = await send(
    rows(0, 5_000),
    async () => {
      const other = await send(rows(0, 10), nothing, '')
      expect(other.counts).toEqual({ added: 10 })
    },
    rows(5_000, 5_010),
  )
  expect(slow.counts).toEqual({ added: 5_000 })
  expect(await records()).toBe(5_010)
})

test('one that would wait too long for another is told to come again, and takes nothing', async () => {
  const { rows, records } = await aLine()
  await world.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7240007)`
    await expect(send(rows(0, 10), nothing, '')).rejects.toThrow(Busy)
  })
  expect(await records()).toBe(0)
  expect((await send(rows(0, 10), nothing, '')).counts).toEqual({ added: 10 })
})

test('a key that is revoked, or ends, while its delivery comes takes nothing, and no more of it is read', async () => {
  const { slug, rows, records } = await aLine()
  const scope = { kinds: ['usage'], companies: [slug], days: 1 }
  const made = async (system: string) =>
    findApiKey(`Bearer ${value(await createApiKey(system, scope, world)).key}`, world)
  const revoke = async () => value(await revokeApiKey('revoked', world))
  await expect(send(rows(0, 10), revoke, rows(10, 20), await made('revoked'))).rejects.toThrow(KeyEnded)
  const end = async () => world.pass(DAY)
  await expect(send(rows(0, 5_000), end, rows(5_000, 9_000), await made('ending'))).rejects.toThrow(KeyEnded)
  expect(await records()).toBe(0)
  expect((await send(rows(0, 10), nothing, '', await made('holding'))).counts).toEqual({ added: 10 })
})
