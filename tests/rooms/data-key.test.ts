import { describe, expect, test } from 'vitest'
import { dataKeyProblem, KEY_HOLDERS, retireDataKeys } from '@/lib/identity/secrets/data-key'
import { resealSecrets } from '@/lib/identity/secrets/reseal'
import { startProblem } from '@/lib/identity/start-problem'
import { DAY } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { readKeyring } from '@/lib/kernel/keyring'
import { seal } from '@/lib/kernel/seal'
import { resealSimCodes } from '@/lib/subscriptions/sims/reseal-sim-codes'
import { markDemoDatabase } from '@/prisma/seed/demo-database'
import { useContext } from '../support/context'
import { aCompany, aUser } from '../support/people'

const context = useContext()
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string]
const having = (...keys: string[]) => ({ ...context, keys: readKeyring(keys.join(',')) })
const idOf = (key: string) => readKeyring(key).current.id
const forget = () => context.db.dataKey.deleteMany()

describe('DATA_KEY', () => {
  test('the first start notes it, also when several start at once; another key is refused', async () => {
    await forget()
    const all = await Promise.all(Array.from({ length: 8 }, () => dataKeyProblem(having(A))))
    expect(all).toEqual(Array.from({ length: 8 }, () => null))
    expect(await context.db.dataKey.count()).toBe(1)
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
    await context.db.temporaryPassword.deleteMany()
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

  test('each kind that is sealed or derived keeps its key, is sealed anew, and is judged in an earlier database', async () => {
    const { admin } = await aCompany(having(A))
    const { id: userId } = admin.subject
    const companyId = admin.company.id
    const [old, both, fresh] = [having(A), having(B, A), having(C)]
    const sealed = (purpose: string, id: string) =>
      seal(old.keys, old.random, { purpose, id }, Buffer.from('secret'))
    const [factorId, changeId] = [newId(), newId()]
    const tomorrow = new Date(context.clock().getTime() + DAY)
    const at = context.clock()
    const kinds: Record<
      string,
      { make: () => Promise<unknown>; drop: () => Promise<unknown>; expires?: boolean }
    > = {
      'contact_change.key_id': {
        make: () =>
          context.db.contactChange.create({
            data: {
              ...{ id: changeId, companyId, userId, byId: userId, at, kind: 'edited', keyId: idOf(A) },
              ...{
                oldEmail: 'a@b.example',
                newEmail: 'c@d.example',
                oldMobile: '36301234567',
                newMobile: '36301234568',
              },
              ...{ expiresAt: tomorrow, reference: 'ABCDEFGH', tokenHash: Buffer.from('hash') },
            },
          }),
        drop: () => context.db.contactChange.delete({ where: { id: changeId } }),
        expires: true,
      },
      'sim_secret.sealed': {
        make: () =>
          context.db.simSecret.create({
            data: {
              companyId,
              iccid: '8936300000000000001',
              sealed: sealed('sim', '8936300000000000001'),
            },
          }),
        drop: () => context.db.simSecret.deleteMany(),
      },
      'second_factor.sealed_seed': {
        make: () =>
          context.db.secondFactor.create({
            data: {
              id: factorId,
              userId,
              kind: 'app',
              name: '',
              createdAt: at,
              sealedSeed: sealed('second-factor', factorId),
            },
          }),
        drop: () => context.db.secondFactor.deleteMany(),
      },
      'backup_codes.sealed_seed': {
        make: () =>
          context.db.backupCodes.create({
            data: { userId, createdAt: at, sealedSeed: sealed('backup-codes', userId) },
          }),
        drop: () => context.db.backupCodes.deleteMany(),
      },
      'identity_provider.sealed_secret': {
        make: () =>
          context.db.identityProvider.create({
            data: {
              ...{ companyId, address: 'https://idp.example', clientId: 'x', issuer: 'https://idp.example' },
              changedAt: at,
              sealedSecret: sealed('identity-provider', companyId),
            },
          }),
        drop: () => context.db.identityProvider.deleteMany(),
      },
    }
    await context.db.temporaryPassword.deleteMany()
    const onTheirWay = ['temporary_password.key_id', 'challenge.key_id', 'intake_part.sealed']
    expect([...Object.keys(kinds), ...onTheirWay].sort()).toEqual(
      KEY_HOLDERS.map(({ table, column }) => `${table}.${column}`).sort(),
    )
    for (const [kind, { make, drop, expires }] of Object.entries(kinds)) {
      await forget()
      await make()
      expect(await dataKeyProblem(fresh), kind).toMatch(/^DATA_KEY lacks a key/)
      expect(await dataKeyProblem(old), kind).toBe(null)
      expect(await dataKeyProblem(both), kind).toBe(null)
      expect(await retireDataKeys(both), kind).toEqual([idOf(A)])
      const resealed = (await resealSecrets(both)) + (await resealSimCodes(both))
      expect(resealed, kind).toBe(expires ? 0 : 1)
      const later = { ...both, clock: () => new Date(tomorrow.getTime() + 1) }
      expect(await retireDataKeys(expires ? later : both), kind).toEqual([])
      expect(await dataKeyProblem(having(B)), kind).toBe(null)
      await drop()
    }
  })

  test('a temporary password that has expired needs its key no longer', async () => {
    await forget()
    const { admin } = await aCompany(having(A))
    await aUser(having(A), admin)
    expect(await dataKeyProblem(having(A))).toBe(null)
    expect(await dataKeyProblem(having(B, A))).toBe(null)
    const both = having(B, A)
    const later = { ...both, clock: () => new Date(context.clock().getTime() + 4 * DAY) }
    expect(await retireDataKeys(both)).toEqual([idOf(A)])
    expect(await retireDataKeys(later)).toEqual([])
    await context.db.temporaryPassword.deleteMany()
  })

  test('a database of an earlier version is judged by what it holds', async () => {
    const { admin } = await aCompany(having(A))
    await aUser(having(A), admin)
    await forget()
    expect(await dataKeyProblem(having(C))).toMatch(/^DATA_KEY lacks a key/)
    expect(await context.db.dataKey.count()).toBe(0)
  })

  test('a check value that does not open is no key of this database', async () => {
    await forget()
    expect(await dataKeyProblem(having(A, B))).toBe(null)
    await context.db.dataKey.update({
      where: { id: idOf(A) },
      data: { sealed: Buffer.from(idOf(A) + 'x'.repeat(40)) },
    })
    expect(await dataKeyProblem(having(A, B))).toMatch(/^DATA_KEY does not open the check value/)
  })
})

test('demo mode runs on a database that was made for it and on no other', async () => {
  await forget()
  await context.db.demoDatabase.deleteMany()
  // By now it holds companies of its own.
  expect(await markDemoDatabase(context)).toBe(false)
  expect(await startProblem(context, true)).toMatch(/^DEMO=1, but this database was not made for demo mode/)
  expect(await startProblem(context, false)).not.toMatch(/demo/)
  await context.db.demoDatabase.create({ data: { madeAt: context.clock() } })
  expect(await markDemoDatabase(context)).toBe(true)
})
