import { describe, expect, test } from 'vitest'
import { dataKeyProblem, retireDataKeys } from '@/lib/identity/data-key'
import { resealSecrets } from '@/lib/identity/reseal'
import { startProblem } from '@/lib/identity/start-problem'
import { readKeyring } from '@/lib/kernel/keyring'
import { markDemoDatabase } from '@/prisma/seed/demo-database'
import { aCompany, aUser } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string]
const having = (...keys: string[]) => ({ ...world, keys: readKeyring(keys.join(',')) })
const idOf = (key: string) => readKeyring(key).current.id
const forget = () => world.db.dataKey.deleteMany()

describe('DATA_KEY', () => {
  test('the first start notes it, also when several start at once; another key is refused', async () => {
    await forget()
    const all = await Promise.all(Array.from({ length: 8 }, () => dataKeyProblem(having(A))))
    expect(all).toEqual(Array.from({ length: 8 }, () => null))
    expect(await world.db.dataKey.count()).toBe(1)
    expect(await dataKeyProblem(having(B))).toMatch(new RegExp(`^DATA_KEY lacks a key .*${idOf(A)}`))
    expect(await dataKeyProblem(having(A))).toBe(null)
  })

  test('two first starts with different keys: one of them is refused', async () => {
    await forget()
    const both = await Promise.all([dataKeyProblem(having(A)), dataKeyProblem(having(B))])
    expect(both.filter((problem) => problem === null)).toHaveLength(1)
  })

  test('a rotation: appended, moved to the front, sealed anew, dropped', async () => {
    await forget()
    await world.db.temporaryPassword.deleteMany()
    expect(await dataKeyProblem(having(A))).toBe(null)
    expect(await dataKeyProblem(having(A, B))).toBe(null)
    // Not in use yet: a process with the old setting may come back.
    expect(await dataKeyProblem(having(A))).toBe(null)
    expect(await dataKeyProblem(having(B, A))).toBe(null)
    for (const lacking of [having(A), having(B), having(C)])
      expect(await dataKeyProblem(lacking)).toMatch(/^DATA_KEY lacks a key/)
    await resealSecrets(having(B, A))
    expect(await retireDataKeys(having(B, A))).toEqual([])
    expect(await dataKeyProblem(having(B))).toBe(null)
    expect(await dataKeyProblem(having(A))).toMatch(/^DATA_KEY lacks a key/)
  })

  test('what is on its way keeps its key', async () => {
    await forget()
    const { admin } = await aCompany(having(A))
    await aUser(having(A), admin)
    expect(await dataKeyProblem(having(A))).toBe(null)
    expect(await dataKeyProblem(having(B, A))).toBe(null)
    expect(await retireDataKeys(having(B, A))).toEqual([idOf(A)])
    expect(await dataKeyProblem(having(B))).toMatch(/^DATA_KEY lacks a key/)
  })

  test('a database of an earlier version is judged by what it holds', async () => {
    const { admin } = await aCompany(having(A))
    await aUser(having(A), admin)
    await forget()
    expect(await dataKeyProblem(having(C))).toMatch(/^DATA_KEY lacks a key/)
    expect(await world.db.dataKey.count()).toBe(0)
  })

  test('a check value that does not open is no key of this database', async () => {
    await forget()
    expect(await dataKeyProblem(having(A, B))).toBe(null)
    await world.db.dataKey.update({
      where: { id: idOf(A) },
      data: { sealed: Buffer.from(idOf(A) + 'x'.repeat(40)) },
    })
    expect(await dataKeyProblem(having(A, B))).toMatch(/^DATA_KEY does not open the check value/)
  })
})

test('demo mode runs on a database that was made for it and on no other', async () => {
  await forget()
  await world.db.demoDatabase.deleteMany()
  // By now it holds companies of its own.
  expect(await markDemoDatabase(world)).toBe(false)
  expect(await startProblem(world, true)).toMatch(/^DEMO=1, but this database was not made for demo mode/)
  expect(await startProblem(world, false)).not.toMatch(/demo/)
  await world.db.demoDatabase.create({ data: { madeAt: world.clock() } })
  expect(await markDemoDatabase(world)).toBe(true)
})
