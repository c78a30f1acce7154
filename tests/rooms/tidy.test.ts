import { expect, test } from 'vitest'
import { charge, lockedUntil } from '@/lib/identity/charge'
import { LIMITS } from '@/lib/identity/limits'
import { tidy } from '@/lib/jobs/tidy'
import { DAY, MINUTE } from '@/lib/kernel/clock'
import { useWorld } from '../support/world'

const world = useWorld()

test('what still counts stays: failures of a network within its time, and a lock however old', async () => {
  const at = world.clock()
  const use = { network: 'network:192.0.2', kind: 'failure' as const, subject: 'account:x', at }
  await world.db.networkUse.create({ data: use })
  await world.db.throttle.create({
    data: { key: 'account:spent', failures: LIMITS.recoveryOnly - 1, failedAt: at },
  })
  await charge(world.sql, 'account:spent', at)
  await charge(world.sql, 'account:once', at)
  world.pass(9 * MINUTE)
  await tidy(world)
  expect(await world.db.networkUse.count()).toBe(1)
  world.pass(2 * MINUTE)
  await tidy(world)
  expect(await world.db.networkUse.count()).toBe(0)
  expect(await world.db.throttle.count()).toBe(2)
  world.pass(400 * DAY)
  await tidy(world)
  expect(await world.db.throttle.findMany({ select: { key: true } })).toEqual([{ key: 'account:spent' }])
  expect(await lockedUntil(world.sql, 'account:spent', world.clock())).not.toBeNull()
})
