import { expect, test } from 'vitest'
import { charge, lockedUntil } from '@/lib/identity/limits/charge'
import { LIMITS } from '@/lib/identity/limits/limits'
import { tidy } from '@/lib/jobs/tidy'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'

const context = useContext()

test('what still counts stays: failures of a network within its time, and a lock however old', async () => {
  const at = context.clock()
  const use = { network: 'network:192.0.2', kind: 'failure' as const, subject: 'account:x', at }
  await context.db.networkUse.create({ data: use })
  await context.db.throttle.create({
    data: { key: 'account:spent', failures: LIMITS.recoveryOnly - 1, failedAt: at },
  })
  await charge(context.sql, 'account:spent', at)
  await charge(context.sql, 'account:once', at)
  context.pass(9 * MINUTE)
  await tidy(context)
  expect(await context.db.networkUse.count()).toBe(1)
  context.pass(2 * MINUTE)
  await tidy(context)
  expect(await context.db.networkUse.count()).toBe(0)
  expect(await context.db.throttle.count()).toBe(2)
  context.pass(400 * DAY)
  await tidy(context)
  expect(await context.db.throttle.findMany({ select: { key: true } })).toEqual([{ key: 'account:spent' }])
  expect(await lockedUntil(context.sql, 'account:spent', context.clock())).not.toBeNull()
})

test('every room removes what serves nobody any more, and nothing before its time', async () => {
  const { admin } = await aCompany(context)
  const of = { companyId: admin.company.id, userId: admin.subject.id }
  const by = { companyId: of.companyId, byId: of.userId }
  const { db } = context
  const tokenHash = () => new Uint8Array(context.random(32))
  const attempt = (state: 'finished' | 'password', expiresAt: Date) =>
    db.signIn.create({
      data: { tokenHash: tokenHash(), state, login: 'x', accountKey: 'x', createdAt: expiresAt, expiresAt },
    })
  // What it is, how long it stays, one row of it as of a moment, and how many still stand.
  const traces: [string, number, (at: Date, n: number) => Promise<unknown>, () => Promise<number>][] = [
    [
      'attempt',
      DAY,
      (at) => attempt('finished', at),
      () => db.signIn.count({ where: { state: 'finished' } }),
    ],
    [
      'attempt that was only begun',
      0,
      (at) => attempt('password', at),
      () => db.signIn.count({ where: { state: 'password' } }),
    ],
    [
      'use by a network',
      LIMITS.network.within,
      (at, n) => db.networkUse.create({ data: { network: `${n}`, kind: 'failure', subject: 'x', at } }),
      () => db.networkUse.count(),
    ],
    [
      'device cookie',
      0,
      (at) => db.deviceCookie.create({ data: { ...of, tokenHash: tokenHash(), usedAt: at, expiresAt: at } }),
      () => db.deviceCookie.count(),
    ],
    [
      'failures',
      30 * DAY,
      (at, n) => db.throttle.create({ data: { key: `${n}`, failures: 1, failedAt: at } }),
      () => db.throttle.count(),
    ],
    [
      'session',
      90 * DAY,
      (at) =>
        db.session.create({
          data: { ...of, tokenHash: tokenHash(), provenAt: at, createdAt: at, lastSeenAt: at, expiresAt: at },
        }),
      () => db.session.count(),
    ],
    [
      'open request',
      0,
      (at) =>
        db.approvalRequest.create({
          data: {
            ...{ ...by, function: 'user:create', kind: 'operation', input: {}, subject: 'x' },
            ...{ askedAt: at, deadline: at },
          },
        }),
      () => db.approvalRequest.count({ where: { state: 'open' } }),
    ],
    [
      'draft of rights',
      8 * DAY,
      (at) =>
        db.rightsDraft.create({
          data: { ...by, kind: 'edited', proposal: {}, seenVersion: 0, createdAt: at },
        }),
      () => db.rightsDraft.count(),
    ],
    [
      'receipt of no message',
      7 * DAY,
      (at) => db.unmatchedReceipt.create({ data: { at, text: 'x' } }),
      () => db.unmatchedReceipt.count(),
    ],
    [
      'state of a channel',
      DAY,
      (at, n) => db.channelState.create({ data: { channel: 'sms', worker: `${n}`, since: at, seenAt: at } }),
      () => db.channelState.count(),
    ],
    [
      'budget',
      DAY,
      (at, n) => db.messageBudget.create({ data: { key: `tidied ${n}`, hour: at, sent: 1 } }),
      () => db.messageBudget.count({ where: { key: { startsWith: 'tidied' } } }),
    ],
    [
      'move of lines',
      2 * DAY,
      (at) => db.lineMove.create({ data: { ...by, at, byName: 'x', created: false, lines: 1, lost: [] } }),
      () => db.lineMove.count(),
    ],
  ]
  await tidy(context)
  const before = await Promise.all(traces.map(([, , , count]) => count()))
  const now = context.clock().getTime()
  for (const [, kept, create] of traces)
    for (const [n, older] of [-MINUTE, MINUTE].entries()) await create(new Date(now - kept - older), n)
  await tidy(context)
  const left = await Promise.all(
    traces.map(async ([what, , , count], n) => [what, (await count()) - before[n]!]),
  )
  expect(left).toEqual(traces.map(([what]) => [what, 1]))
})
