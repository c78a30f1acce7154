import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordAudit } from '@/lib/audit/record'
import { verifyAudit } from '@/lib/audit/verify'
import { editProfile } from '@/lib/company/edit-profile'
import { createUser } from '@/lib/company/users/create-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { provePassword } from '@/lib/identity/sessions/prove-again'
import type { Context } from '@/lib/infra/context'
import { isOutage } from '@/lib/infra/outage'
import { sqlTransaction, transaction } from '@/lib/infra/transaction'
import { leaveUser } from '@/lib/journeys/leave-user'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { enqueue } from '@/lib/outbox/enqueue'
import { refuse } from '@/lib/words/refuse'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()

const user = (login: string) => ({ login, name: login, email: `${login}@x.example`, mobile: aMobile() })
const systemActor = { kind: 'system', id: null, name: 'test', address: null, requestId: null } as const

/** How a part of a transaction ends; `deaf`: whoever called it goes on as if nothing had been. */
type Ending = 'ok' | 'refused' | 'thrown' | 'statement'
type Part = { through: 'prisma' | 'driver' | 'plain'; inner: Part[]; ends: Ending; deaf: boolean }

class Thrown extends Error {}

/** One part: writes a row of the outbox and a fact, does its inner parts, and ends as it is told. */
async function part(at: Context, companyId: string, { through, inner, ends }: Part): Promise<Result<null>> {
  const write = async (tx: Context['db'] | Context['sql']) => {
    await enqueue(tx, { kind: 'test.part', companyId, payload: {} }, at.clock())
    await recordAudit(tx, {
      ...{ companyId, at: at.clock(), actor: systemActor, action: 'test.part' },
      object: { kind: 'company', id: companyId, name: 'part' },
    })
  }
  const end = async (tx: Context['db'] | Context['sql']): Promise<Result<null>> => {
    if (ends === 'thrown') throw new Thrown()
    if (ends === 'statement') await tx.$executeRaw`SELECT 1 / 0`
    return ends === 'refused' ? refuse('company.not_oneself') : ok(null)
  }
  const within = (bound: Context, tx: Context['db'] | Context['sql']) =>
    write(tx).then(async () => {
      for (const each of inner) {
        const did = part(bound, companyId, each)
        if (each.deaf) await did.catch(() => undefined)
        else {
          const result = await did
          if (!result.ok) return result
        }
      }
      return end(tx)
    })
  if (through === 'prisma') return transaction(at, (tx, bound) => within(bound, tx))
  // The driver's transaction joins one, and is never joined: its inner parts join the one around it.
  if (through === 'driver') return sqlTransaction(at, (tx) => within(at, tx as Context['sql']))
  return at.sql.transaction(async (tx) => {
    const result = await within(at, tx as Context['sql'])
    if (!result.ok) throw new Thrown()
    return result
  })
}

const everyEnding = (all: Part): Ending[] => [all.ends, ...all.inner.flatMap(everyEnding)]
const countOf = (all: Part): number => 1 + all.inner.reduce((sum, each) => sum + countOf(each), 0)

const { tree } = fc.letrec<{ tree: Part; leaf: Part }>((tie) => {
  const ends = fc.oneof(
    { weight: 8, arbitrary: fc.constant<Ending>('ok') },
    { weight: 1, arbitrary: fc.constantFrom<Ending>('refused', 'thrown', 'statement') },
  )
  const through = fc.constantFrom('prisma', 'driver', 'plain')
  const common = { through, ends, deaf: fc.boolean() }
  return {
    leaf: fc.record({ ...common, inner: fc.constant<Part[]>([]) }) as fc.Arbitrary<Part>,
    tree: fc.record({
      ...common,
      inner: fc.array(fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('tree')), { maxLength: 3 }),
    }) as fc.Arbitrary<Part>,
  }
})

test('parts of one transaction are all done or none is, however deep, through Prisma or the driver, heard or not', async () => {
  const { admin } = await aCompany(context)
  const companyId = admin.company.id
  const written = async () => ({
    messages: await context.db.message.count({ where: { companyId, kind: 'test.part' } }),
    facts: await context.db.auditEntry.count({ where: { companyId, action: 'test.part' } }),
    jobs: (
      await context.sql.$queryRaw<[{ count: number }]>`
        SELECT count(*)::int AS count FROM message m JOIN graphile_worker.jobs j ON j.key = m.id::text
        WHERE m.company_id = ${companyId}::uuid AND m.kind = 'test.part'`
    )[0].count,
  })
  await fc.assert(
    fc.asyncProperty(tree, async (inner) => {
      const all: Part = { ...inner, through: 'prisma' }
      const before = await written()
      const [done] = await Promise.allSettled([part(context, companyId, all)])
      const whole = everyEnding(all).every((each) => each === 'ok')
      expect(done.status === 'fulfilled' && done.value.ok).toBe(whole)
      const more = whole ? countOf(all) : 0
      const after = await written()
      const grown = (['messages', 'facts', 'jobs'] as const).map((each) => after[each] - before[each])
      expect(grown).toEqual([more, more, more])
    }),
    { numRuns: 60 },
  )
  for await (const { problem } of verifyAudit(context.db)) expect(problem).toBeNull()
})

test('use cases that are composed are refused as one, and the refusal is the one that a part gave', async () => {
  const { admin } = await aCompany(context)
  const taken = value(await createUser(admin, user('taken'), context))
  const both = (logins: string[], at: Context = context) =>
    transaction(at, async (_, bound) => {
      for (const login of logins) {
        const made = await createUser(admin, user(login), bound)
        if (!made.ok) return made
      }
      return ok(null)
    })
  expect(await both(['ann', 'taken'])).toMatchObject({
    refusal: { code: 'company.login_taken', field: 'login' },
  })
  expect(outcome(await transaction(context, (_, bound) => both(['ann', 'taken'], bound)))).toBe(
    'company.login_taken',
  )
  const logins = async () =>
    (await context.db.user.findMany({ where: { companyId: admin.company.id } })).map(({ login }) => login)
  expect(await logins()).not.toContain('ann')
  // Whoever does not listen commits nothing either: the refusal is theirs.
  const deaf = await transaction(context, async (_, bound) => {
    await suspendUser(admin, { id: admin.subject.id, reason: '' }, bound)
    return createUser(admin, user('ann'), bound)
  })
  expect(outcome(deaf)).toBe('company.not_oneself')
  expect(await logins()).not.toContain('ann')
  value(await both(['ann', 'ben']))
  expect(await logins()).toEqual(expect.arrayContaining(['ann', 'ben', taken.account.split('@')[0]]))
})

test('Prisma and the driver are one connection in it, one statement at a time, and nobody’s afterwards', async () => {
  const warned: Error[] = []
  const warn = (warning: Error) => warned.push(warning)
  process.on('warning', warn)
  let kept: Context | undefined
  const seen = await transaction(context, async (tx, bound) => {
    kept = bound
    const rows = await Promise.all(
      [tx, bound.db, bound.sql, tx, bound.sql, bound.db].map(
        (each) =>
          each.$queryRaw<[{ who: string }]>`SELECT pg_backend_pid() || ' ' || pg_current_xact_id() AS who`,
      ),
    )
    return ok(rows.map(([{ who }]) => who))
  })
  expect(new Set(value(seen)).size).toBe(1)
  await new Promise(setImmediate)
  process.off('warning', warn)
  expect(warned).toEqual([])
  await expect(kept!.sql.$queryRaw`SELECT 1`).rejects.toThrow('the transaction is over')
  const late = await kept!.sql.$queryRaw`SELECT 1`.catch((error: unknown) => error)
  // As where Prisma has ended it for having taken too long: nothing is lost, and it is worth trying again.
  expect([isOutage(late), (late as { code?: string }).code]).toEqual([true, 'P2028'])
  await expect(kept!.db.company.count()).rejects.toThrow()
  await expect(sqlTransaction(kept!, async (tx) => ok(await tx.$queryRaw`SELECT 1`))).rejects.toThrow(/over/)
})

test('a statement that failed and was passed over is no commit, by Prisma or the driver', async () => {
  const passedOver = async (tx: Pick<Context['db'], '$executeRaw'>) => {
    await tx.$executeRaw`SELECT 1 / 0`.catch(() => undefined)
    return ok(null)
  }
  await expect(transaction(context, passedOver)).rejects.toThrow()
  await expect(sqlTransaction(context, passedOver)).rejects.toThrow(/rolled back/)
})

test('facts come last: nobody waits for the chain of a company while somebody else’s transaction goes on', async () => {
  const { admin } = await aCompany(context)
  const [early, late] = [await aUser(context, admin), await aUser(context, admin)]
  const rename = async ({ account }: { account: string }, at: Context) => {
    const actor = await demoActor(context, account)
    return value(await editProfile(actor, { changes: { name: { was: actor.fullName, next: 'Else' } } }, at))
  }
  const chained = await transaction(context, async (_, bound) => {
    await rename(early, bound)
    // All of another transaction, facts too, while this one has written its own.
    await rename(late, context)
    await bound.db.$executeRaw`SELECT 1 FROM company WHERE id = ${admin.company.id}::uuid FOR UPDATE`
    return ok(null)
  })
  value(chained)
  const facts = await context.db.auditEntry.findMany({
    where: { companyId: admin.company.id, action: 'company.profile_edited' },
    orderBy: { seq: 'desc' },
  })
  expect(facts.map(({ objectName }) => objectName)).toEqual([early.account, late.account])
})

test('what would come last in a transaction that is over is an error, and not forgotten', async () => {
  const { admin } = await aCompany(context)
  const companyId = admin.company.id
  const fact = {
    ...{ companyId, at: context.clock(), actor: systemActor, action: 'test.late' },
    object: { kind: 'company', id: companyId, name: 'late' },
  }
  const ended: [string, () => Promise<unknown>][] = []
  for (const [how, ends] of Object.entries({ ok: ok(null), refused: refuse('company.not_oneself') }))
    await transaction(context, async (tx, bound) => {
      ended.push([how, () => recordAudit(tx, fact)], [how, () => recordAudit(bound.sql, fact)])
      return ends
    })
  await transaction(context, async (tx) => {
    ended.push(['thrown', () => recordAudit(tx, fact)])
    throw new Thrown()
  }).catch(() => undefined)
  for (const [how, late] of ended) await expect(late(), how).rejects.toThrow(/over/)
  expect(await context.db.auditEntry.count({ where: { action: 'test.late' } })).toBe(0)
})

test('no password is proven inside a transaction: a refusal would take back that it was guessed', async () => {
  const { admin } = await aCompany(context)
  const inside = transaction(context, async (_, bound) => provePassword(admin, 'a guess', 'proof', bound))
  await expect(inside).rejects.toThrow(/before the transaction/)
})

test('somebody who leaves is in nobody’s way, and nothing of it is left where a part fails', async () => {
  const { admin } = await aCompany(context)
  const people = await Promise.all(['a', 'b', 'c'].map(() => aUser(context, admin)))
  const leave = (id: string, at: Context = context) =>
    leaveUser(admin, { id, reason: 'Retires', release: true, proof: undefined }, at)
  // The same people, at the same moment, by two ways: each ends well, or is told what is so already.
  const outcomes = await Promise.all(
    people.flatMap(({ id }) => [
      leave(id).then(outcome),
      suspendUser(admin, { id, reason: '' }, context).then(outcome),
      leave(id).then(outcome),
    ]),
  )
  expect(outcomes.filter((each) => each !== 'ok' && each !== 'company.already_suspended')).toEqual([])
  expect(await context.db.suspension.count({ where: { userId: { in: people.map(({ id }) => id) } } })).toBe(3)
  const dee = await aUser(context, admin)
  const undone = await transaction(context, async (_, bound) => {
    value(await leave(dee.id, bound))
    return refuse('company.not_oneself')
  })
  expect(outcome(undone)).toBe('company.not_oneself')
  expect(await context.db.suspension.count({ where: { userId: dee.id } })).toBe(0)
  expect(await context.db.rightsChange.count({ where: { companyId: admin.company.id } })).toBe(6)
  for await (const { problem } of verifyAudit(context.db)) expect(problem).toBeNull()
  await expect(leave(newId())).rejects.toThrow()
})
