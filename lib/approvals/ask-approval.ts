import { auditActor, recordAudit } from '@/lib/audit/record'
import type { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import { DEADLINE, MOST_OPEN, type Operation } from './rules'

export type Asked = ({ kind: 'right'; fn: FunctionKey } | { kind: 'operation'; fn: Operation }) & {
  /** What it would be done with; read again when it is done. Never a secret. */
  input: Prisma.InputJsonObject
  /** What it is about, by name. */
  subject: string
  comment?: string | undefined
}

/**
 * Asks a second person: for a right that the actor lacks, or to do what they may not do alone. Whoever decides is told.
 * The same, asked again while it is open, is one request. Refuses too many at once.
 */
export async function askApproval(
  actor: Actor,
  { kind, fn, input, subject, comment }: Asked,
  world: World,
): Promise<Result<{ asked: string }>> {
  authorize(actor, 'own_session:end')
  if (kind === 'operation') authorize(actor, fn)
  const now = world.clock()
  const { companyId, id: byId } = actor.subject
  return sqlTransaction(world, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${byId}::uuid FOR UPDATE`
    const open = await tx.$queryRaw<{ id: string; same: boolean }[]>`
      SELECT id, function = ${fn} AND input = ${input}::jsonb AS same FROM approval_request
      WHERE by_id = ${byId}::uuid AND state = 'open' AND deadline > ${now}`
    const same = open.find((each) => each.same)
    if (same) return ok({ asked: same.id })
    if (open.length >= MOST_OPEN) return refuse('approvals.too_many', { values: { most: MOST_OPEN } })
    const id = newId()
    await tx.$executeRaw`
      INSERT INTO approval_request (id, company_id, by_id, function, kind, input, subject, comment, asked_at, deadline)
      VALUES (${id}::uuid, ${companyId}::uuid, ${byId}::uuid, ${fn}, ${kind}::approval_kind, ${input}::jsonb, ${subject},
        ${comment || null}, ${now}, ${after(now, DEADLINE)})`
    await announce(tx, companyId, { kind: 'approvals.asked', payload: { requestId: id } }, now)
    await recordAudit(tx, {
      ...{ companyId, at: now, actor: auditActor(actor), action: 'approvals.asked' },
      object: { kind: 'approval', id, name: subject },
      after: { function: fn },
      reason: comment || null,
    })
    return ok({ asked: id })
  })
}
