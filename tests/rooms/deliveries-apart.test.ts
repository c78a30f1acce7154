import { expect, test } from 'vitest'
import { deliverFile } from '@/lib/files/deliver-file'
import { fileKindOf } from '@/lib/files/file-kinds'
import { findApiKey, KeyEnded } from '@/lib/identity/keys/api-keys'
import { createApiKey, revokeApiKey } from '@/lib/identity/keys/manage-api-keys'
import { Busy } from '@/lib/intake/import-file'
import { DAY } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { anIccid } from '../support/iccid'
import { aCompany, aMobile, value } from '../support/people'

const context = useContext()
const HEAD = 'company,line,at,reference,kind,quantity,net\n'

async function aLine() {
  const { slug } = await aCompany(context)
  const number = aMobile()
  const { ids } = await deliver(context, [{ company: slug, number }])
  const rows = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, n) => `${slug},${number},2026-11-20T10:00:00+01:00,${from + n},voice,60,1\n`,
    ).join('')
  const records = () => context.db.usageRecord.count({ where: { subscriptionId: ids[0]! } })
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
  return deliverFile(source, kind, { key }, context, { longestWait: 200 })
}
type Key = Awaited<ReturnType<typeof findApiKey>>
const nothing = async () => {}

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
  await context.sql.transaction(async (tx) => {
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
    findApiKey(`Bearer ${value(await createApiKey(system, scope, context)).key}`, context)
  const revoke = async () => value(await revokeApiKey('revoked', context))
  await expect(send(rows(0, 10), revoke, rows(10, 20), await made('revoked'))).rejects.toThrow(KeyEnded)
  const end = async () => context.pass(DAY)
  await expect(send(rows(0, 5_000), end, rows(5_000, 9_000), await made('ending'))).rejects.toThrow(KeyEnded)
  expect(await records()).toBe(0)
  expect((await send(rows(0, 10), nothing, '', await made('holding'))).counts).toEqual({ added: 10 })
})

/** Delivers by a key for one company: rows, more than are staged at once, and their end when `between` is done. */
async function slowly(name: string, slug: string, rows: string[], between = nothing) {
  const scope = { kinds: ['all'], companies: [slug], days: 1 }
  const { key } = value(await createApiKey(`${name} of ${slug}`, scope, context))
  const bytes = (async function* () {
    yield Buffer.from(`${rows.join('\n')}\n`)
    await between()
  })()
  const options = { longestWait: 2_000 }
  const found = await findApiKey(`Bearer ${key}`, context)
  return deliverFile(
    { name, format: 'csv', bytes },
    fileKindOf(`${name}.csv`)!,
    { key: found },
    context,
    options,
  )
}
const many = (row: (n: number) => string) => Array.from({ length: 4_100 }, (_, n) => row(n))

test('a number or SIM that becomes another company’s while a key’s delivery comes is not taken from it', async () => {
  const [mine, theirs] = [await aCompany(context), await aCompany(context)]
  const numbers = many(() => aMobile())
  const lines = await slowly(
    'lines',
    mine.slug,
    ['company,number', ...numbers.map((number) => `${mine.slug},${number}`)],
    async () => void (await deliver(context, [{ company: theirs.slug, number: numbers[0]! }])),
  )
  const held = [{ row: 2, code: 'subscriptions.held_elsewhere' }]
  expect(lines).toMatchObject({ counts: null, problems: held })
  const stands = await context.db.subscription.findMany({ where: { ident: { endsWith: numbers[0]! } } })
  expect(stands).toMatchObject([{ companyId: theirs.admin.company.id, status: 'active' }])

  const codes = many(anIccid)
  const rows = (slug: string, from: string[]) => [
    'company,iccid,puk',
    ...from.map((iccid) => `${slug},${iccid},12345678`),
  ]
  const sims = await slowly('sims', mine.slug, rows(mine.slug, codes), async () => {
    const other = await slowly('sims', theirs.slug, rows(theirs.slug, codes.slice(0, 1)))
    expect(other.counts).toEqual({ written: 1 })
  })
  expect(sims).toMatchObject({ counts: null, problems: held })
  expect(await context.db.simSecret.findMany()).toMatchObject([{ companyId: theirs.admin.company.id }])
})
