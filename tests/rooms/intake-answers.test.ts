import { expect, test } from 'vitest'
import { createApiKey } from '@/lib/identity/keys/manage-api-keys'
import { tidy } from '@/lib/jobs/tidy'
import { useContext } from '../support/context'
import { value } from '../support/people'

const context = useContext()

/** Ends deliveries of a new key, a second apart, with an answer each. Resolves with its id. */
async function ended(system: string, count: number, answer: (n: number) => object): Promise<string> {
  value(await createApiKey(system, { kinds: ['all'], companies: null, days: 30 }, context))
  const { id } = await context.db.apiKey.findUniqueOrThrow({ where: { name: system } })
  const at = (n: number) => new Date(context.clock().getTime() - (count - n) * 1_000)
  const rest = { senderId: id, keyHash: Buffer.alloc(32), kind: 'lines', format: 'csv', dry: false }
  await context.db.intakeDelivery.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      ...rest,
      ...{ state: 'refused', status: 422, answer: answer(n), receivedAt: at(n), endedAt: at(n) },
    })),
  })
  return id
}
type Answer = { rows: number; problems?: unknown[]; note?: string }
async function answers(senderId: string): Promise<Answer[]> {
  const found = await context.db.intakeDelivery.findMany({ where: { senderId }, orderBy: { endedAt: 'asc' } })
  return found.map(({ answer }) => answer as Answer)
}

test('a key that repeats a refused file has its newest hundred lists of problems, and of others what they count', async () => {
  const problems = Array.from({ length: 20 }, (_, n) => ({
    row: n + 2,
    code: 'files.shape',
    reason: `It cannot be read: ${n}.`,
  }))
  const refused = (n: number) => ({ taken: false, dry: false, rows: n, counts: null, problems })
  const clean = (n: number) => ({ taken: true, dry: false, rows: n, counts: { added: n }, problems: [] })
  const broken = await ended('broken', 130, refused)
  const few = await ended('few', 100, refused)
  const mixed = await ended('mixed', 250, (n) => (n % 2 ? refused(n) : clean(n)))
  const error = await ended('error', 120, () => ({ taken: false, error: 'no valid key' }))
  const errors = await answers(error)
  for (let n = 0; n < 2; n++) {
    await tidy(context)
    const all = await answers(broken)
    const note = 'problems are listed only in the newest 100 answers of a key that have some'
    expect(all[29]).toEqual({ taken: false, dry: false, rows: 29, counts: null, note })
    expect(all.map(({ problems }) => problems?.length ?? null)).toEqual(
      all.map((_, n) => (n < 30 ? null : 20)),
    )
    expect((await answers(few)).every(({ problems }) => problems?.length === 20)).toBe(true)
    const listing = (await answers(mixed)).map(({ problems }) => problems?.length ?? null)
    expect(listing).toEqual(listing.map((_, n) => (n % 2 === 0 ? 0 : n < 50 ? null : 20)))
    expect(await answers(error)).toEqual(errors)
  }
})
