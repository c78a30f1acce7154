import { expect, test } from 'vitest'
import { databaseFigures } from '@/lib/jobs/database-figures'
import { HOUR, MINUTE } from '@/lib/kernel/clock'
import { earliestId, newId } from '@/lib/kernel/id'
import { useContext } from '../support/context'

const context = useContext()

test('the lowest id of a moment sorts between what was made before and after', () => {
  for (let n = 0; n < 20; n++) {
    const at = Date.now()
    const made = newId()
    expect(earliestId(new Date(at)) <= made).toBe(true)
    expect(earliestId(new Date(at + 1_000)) > made).toBe(true)
  }
})

test('what waits, for how long, and what became of the messages of the last hour', async () => {
  const nothing = {
    messages: 0,
    oldestMessage: 0,
    messageDeliveries: [],
    intakeDeliveries: [],
    oldestIntake: 0,
    channelProblems: [],
    daysAhead: [{ table: 'usage_record', days: expect.any(Number) }],
  }
  expect(await databaseFigures(context, async () => null)).toEqual({ ...nothing, worker: false })
  const now = context.clock()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const send = async (ms: number, state: 'queued' | 'delivered' | 'rejected', channel = 'sms') => {
    const at = ago(ms)
    const id = earliestId(at).replace(/.{12}$/, newId().slice(-12))
    const message = { kind: 'identity.code_due', payload: {}, createdAt: at }
    await context.db.message.create({
      data: {
        ...message,
        deliveries: { create: { id, channel, recipient: `+3630${id.slice(-7)}`, state, queuedAt: at } },
      },
    })
  }
  for (const [ms, state] of [
    [MINUTE, 'delivered'],
    [59 * MINUTE, 'delivered'],
    [MINUTE, 'rejected'],
    [2 * MINUTE, 'queued'],
    [2 * HOUR, 'delivered'],
  ] as const)
    await send(ms, state)
  await send(MINUTE, 'queued', 'mail')
  await context.db.channelState.createMany({
    data: [
      { channel: 'sms', worker: 'a:1', problem: 'no', since: now, seenAt: now },
      { channel: 'sms', worker: 'b:1', problem: null, since: now, seenAt: now },
      { channel: 'mail', worker: 'c:1', problem: 'no', since: ago(HOUR), seenAt: ago(HOUR) },
    ],
  })
  const found = await databaseFigures(context, async () => null)
  const letters = found.messageDeliveries.map(({ channel, state, count }) => `${channel} ${state} ${count}`)
  expect(letters.sort()).toEqual(['mail queued 1', 'sms delivered 2', 'sms queued 1', 'sms rejected 1'])
  expect(found.messages).toBe(6)
  expect(found.channelProblems).toMatchObject([{ channel: 'sms', count: 1 }])
})

test('one message that a mailbox does not take makes no alert of the oldest: that is what nobody has tried', async () => {
  const add = (seconds: number) => context.sql.$executeRaw`
    SELECT graphile_worker.add_job('tell', '{}', run_at := now() - ${seconds} * interval '1 second')::text`
  const oldest = async () =>
    (await databaseFigures({ ...context, clock: () => new Date() }, async () => null)).oldestMessage
  await add(100_000)
  await context.sql.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 7`
  expect(await oldest()).toBe(0)
  await add(50)
  expect(await oldest()).toBeGreaterThanOrEqual(50)
  expect(await oldest()).toBeLessThan(90)
})

test('a scrape takes no longer than somebody waits, whatever the database does meanwhile', async () => {
  const began = performance.now()
  await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE channel_state IN ACCESS EXCLUSIVE MODE`
    await expect(databaseFigures(context, async () => null)).rejects.toThrow('in time')
  })
  expect(performance.now() - began).toBeLessThan(4_000)
})
