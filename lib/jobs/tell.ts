import type { ApprovalsMessage } from '@/lib/approvals/messages'
import type { PaymentProvider } from '@/lib/billing/payment-provider'
import type { CopyOutcome } from '@/lib/billing/record-copy'
import type { MailClient } from '@/lib/channels/mail/client'
import { NotTaken } from '@/lib/channels/outcome'
import type { SmsClient } from '@/lib/channels/sms/client'
import type { CompanyMessage } from '@/lib/company/messages'
import type { GrantsMessage } from '@/lib/grants/messages'
import type { IdentityMessage } from '@/lib/identity/messages'
import type { SimGuard } from '@/lib/identity/sim-guard'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { secondsUntil } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { type Accepted, acceptedSql, partsTaken, recordFailure } from '@/lib/outbox/attempts'
import type { OutboxMessage } from '@/lib/outbox/messages'
import { settleEarlyReceipts } from '@/lib/outbox/receipts'
import { allow } from './allowance'
import { tellApprovals } from './approvals'
import { isCopy, tellBilling, writeDownCopy } from './billing'
import { tellCompany } from './company'
import { tellGrants } from './grants'
import { tellHeld } from './held'
import { tellIdentity } from './identity'
import { isKnownKind, UNKNOWN_KIND, UnknownContent } from './known-kinds'
import type { Announced, Cancelled, Letter } from './letter'
import { type MoneyMessage, tellMoney } from './money'

/** `pay`: null where bills are paid by transfer only. */
export type FarEnds = { mail: MailClient; sms: SmsClient; sim: SimGuard; pay: PaymentProvider | null }

/** Every message that any room announces finds its teller here, or this does not compile. */
function write(
  message: Announced,
  id: string,
  world: World,
  { sim, pay }: FarEnds,
): Promise<Letter[] | Cancelled> {
  const room = message.kind.slice(0, message.kind.indexOf('.'))
  if (room === 'identity') return tellIdentity(message as IdentityMessage, id, world, sim)
  if (room === 'approvals') return tellApprovals(message as ApprovalsMessage, world)
  if (room === 'company') return tellCompany(message as CompanyMessage, world)
  if (message.kind === 'billing.copy_due' || message.kind === 'billing.report_due')
    return tellBilling(message, world)
  if (room === 'billing') return tellMoney(message as MoneyMessage, world, pay)
  if (room === 'outbox') return tellHeld(message as OutboxMessage, id, world)
  return tellGrants(message as GrantsMessage, world)
}

/**
 * Tells one message of the outbox: writes its letters and hands each to its channel. What was handed
 * over is remembered per address, so that a second run after a crash or a failure sends only the rest.
 * @throws NotTaken when something is worth trying again; the job queue does, with back-off.
 */
export async function tell(messageId: string, world: World, farEnds: FarEnds): Promise<void> {
  const [message] = await world.sql.$queryRaw<Told[]>`
    SELECT id, kind, payload, company_id AS "companyId" FROM message
    WHERE id = ${messageId}::uuid AND state NOT IN ('completed', 'cancelled')`
  if (!message) return
  // Processes of the next version announce what this one has never heard of: one of theirs sends it.
  if (!isKnownKind(message.kind)) return settle(world, message, 'in_progress', UNKNOWN_KIND)
  const letters = await write(message, messageId, world, farEnds).catch((error) => {
    if (error instanceof UnknownContent) return error
    throw error
  })
  if (letters instanceof UnknownContent) return settle(world, message, 'in_progress', letters.message)
  if ('cancelled' in letters)
    return settle(world, message, 'cancelled', letters.cancelled, letters.stopped ? 'stopped' : 'failed')
  if (letters.length === 0) return settle(world, message, 'completed', null)

  const problems: NotTaken[] = []
  let waits = false
  for (const [index, letter] of letters.entries()) {
    const told = index === letters.length - 1 && problems.length === 0 && !waits
    const problem = await handOver(letter, message, world, farEnds, told)
    if (problem === 'waiting') waits = true
    else if (problem) problems.push(problem)
  }
  const temporary = problems.find(({ permanent }) => !permanent)
  if (temporary) {
    await settle(world, message, 'in_progress', temporary.message)
    throw temporary
  }
  if (waits) return settle(world, message, 'in_progress', 'waits until there is room in a budget')
  if (problems[0]) await settle(world, message, 'failed', problems[0].message, 'failed')
}

type Told = Announced & { id: string; companyId: string | null }

/** `copy`: what became of it, where it is something that goes out by itself. */
const settle = async (
  world: World,
  message: Told,
  state: 'in_progress' | 'completed' | 'cancelled' | 'failed',
  note: string | null,
  copy?: CopyOutcome,
) => {
  await world.sql.transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE message SET state = ${state}::message_state, note = ${note} WHERE id = ${message.id}::uuid`
    if (copy && isCopy(message)) await writeDownCopy(tx, message, copy, { to: null, now: world.clock() })
  })
}

/** Hands one letter over, unless that was done before or there is no room for it; `told`: then the whole message is. */
async function handOver(
  letter: Letter,
  message: Told,
  world: World,
  farEnds: FarEnds,
  told: boolean,
): Promise<NotTaken | 'waiting' | null> {
  const messageId = message.id
  const [delivery] = await world.sql.$queryRaw<Delivery[]>`
    INSERT INTO delivery AS d (id, message_id, channel, recipient, queued_at, attempts)
    VALUES (${newId()}::uuid, ${messageId}::uuid, ${letter.channel}, ${letter.to}, ${world.clock()}, 1)
    ON CONFLICT (message_id, channel, recipient) DO UPDATE SET attempts = d.attempts + 1
    RETURNING id, state::text AS state, counted, attempts`
  const { id, counted } = delivery!
  let { state } = delivery!
  if (!letter.counted && !counted && (state === 'queued' || state === 'waiting'))
    state = await allow(id, letter, message, world)
  if (state === 'waiting') return state
  try {
    const accepted = state === 'queued' ? await send(letter, delivery!, world, farEnds) : null
    const handedOver = (db: Raw) => db.$executeRaw`
      WITH sent AS (
        UPDATE delivery SET state = 'sent', far_end_id = ${accepted?.answer ?? null}, sent_at = ${world.clock()}, problem = NULL
        WHERE id = ${id}::uuid AND state = 'queued' RETURNING 1),
      attempt AS (${accepted ? acceptedSql(id, letter.channel, accepted, world.clock(), Prisma.sql`FROM sent`) : Prisma.sql`SELECT`})
      UPDATE message SET state = 'completed', note = NULL WHERE id = ${messageId}::uuid AND ${told}`
    if (!isCopy(message)) await handedOver(world.sql)
    else
      await world.sql.transaction(async (tx) => {
        await handedOver(tx)
        if (accepted) await writeDownCopy(tx, message, 'sent', { to: letter.to, now: world.clock() })
      })
    if (accepted && letter.channel === 'sms') await settleEarlyReceipts(id, world)
    return null
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    await recordFailure(id, error.message, world)
    await world.db.delivery.updateMany({
      where: { id, state: 'queued' },
      data: {
        problem: error.message.slice(0, 500),
        ...(error.permanent && { state: 'rejected', settledAt: world.clock() }),
      },
    })
    return error
  }
}

type Delivery = { id: string; state: string; counted: boolean; attempts: number }

/** Resolves with what was taken last; parts of an SMS before that are written down as they are taken. */
async function send(letter: Letter, delivery: Delivery, world: World, farEnds: FarEnds): Promise<Accepted> {
  const { id } = delivery
  if (letter.channel === 'mail') {
    const answer = await farEnds.mail.send({ ...letter, messageId: `<${id}@${world.portal.hostname}>` })
    return { part: 1, reference: null, answer }
  }
  const { to, text, expiresAt } = letter
  const { reference, taken } = await partsTaken(delivery, text, world)
  const validFor = expiresAt ? secondsUntil(expiresAt, world.clock()) : null
  let part = taken + 1
  const sms = { to, text, validFor, reference: reference ?? 0, taken }
  const answer = await farEnds.sms.send(sms, async (given) => {
    await world.sql.$executeRaw(acceptedSql(id, 'sms', { part, reference, answer: given }, world.clock()))
    part += 1
  })
  return { part, reference, answer }
}
