import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY, HOUR, SECOND } from '@/lib/kernel/clock'
import { LIMITS } from './limits'
import { announce } from './messages'
import { numberWait } from './rules'
import { newReference } from './secrets'

type Holder = { id: string; companyId: string; mobile: string }
type Sendable = { id: string; counter: number; companyId: string; msisdn: string }

/** Opens the code of an attempt and sends it, if the limits of the number allow. */
export async function sendFirstCode(tx: Tx, world: World, signInId: string, holder: Holder): Promise<void> {
  const now = world.clock()
  const challenge = await tx.challenge.create({
    data: {
      signInId,
      userId: holder.id,
      companyId: holder.companyId,
      purpose: 'sign_in',
      keyId: world.keys.current.id,
      msisdn: holder.mobile,
      reference: newReference(world.random),
      createdAt: now,
      expiresAt: after(now, LIMITS.code.validFor),
    },
    select: { id: true, counter: true, companyId: true, msisdn: true },
  })
  await sendCode(tx, world, challenge)
}

/**
 * Sends a code once more, in the transaction of its reason. Fails closed: past the limit of the number
 * or the budget of the company or of the whole portal nothing is sent. Returns the seconds to wait, 0
 * when it is on its way.
 */
export async function sendCode(tx: Tx, world: World, challenge: Sendable): Promise<number> {
  const now = world.clock()
  // One sender at a time per number, so that two at once cannot both be the last one allowed.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sms:${challenge.msisdn}`}, 0))`
  const number = await tx.codeSend.findMany({
    where: { msisdn: challenge.msisdn, at: { gt: after(now, -DAY) } },
    select: { at: true },
  })
  const sentAt = number.map(({ at }) => at)
  const wait = numberWait(sentAt, now)
  if (wait > 0) return wait
  if (!(await spend(tx, world, challenge.companyId, now))) return HOUR / SECOND

  const messageId = await announce(
    tx,
    challenge.companyId,
    { kind: 'identity.code_requested', payload: { challengeId: challenge.id, counter: challenge.counter } },
    now,
  )
  const { id, msisdn, companyId } = challenge
  await tx.codeSend.create({
    data: { challengeId: id, messageId, msisdn, companyId, at: now },
    select: { id: true },
  })
  return 0
}

/** In so many rows the total is counted: each sending takes one of them by chance. */
const SHARDS = 8

/** Takes one SMS from the budgets of this hour; false when one of them is used up. */
async function spend(tx: Tx, world: World, companyId: string, now: Date): Promise<boolean> {
  const hour = new Date(Math.floor(now.getTime() / HOUR) * HOUR)
  const shard = world.random(1)[0]! % SHARDS
  const [company, total] = [world.smsBudget.company, Math.ceil(world.smsBudget.total / SHARDS)]
  const key = `company:${companyId}`
  // The company's first: who is past it takes nothing from everybody's.
  const taken = await tx.$executeRaw`
    WITH own AS (
      INSERT INTO sms_budget AS b (key, hour, sent) VALUES (${key}, ${hour}, 1)
      ON CONFLICT (key, hour) DO UPDATE SET sent = b.sent + 1 WHERE b.sent < ${company}::int RETURNING 1)
    INSERT INTO sms_budget AS b (key, hour, sent) SELECT ${`total:${shard}`}, ${hour}, 1 FROM own
    ON CONFLICT (key, hour) DO UPDATE SET sent = b.sent + 1 WHERE b.sent < ${total}::int`
  return taken === 1
}
