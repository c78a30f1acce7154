import { auditActor, recordAudit } from '@/lib/audit/record'
import { holdUser, isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import { isOpen } from './open-requests'
import { DEADLINE, MOST_OPEN } from './rules'

export type Asking = ({ kind: 'right' } | { kind: 'operation'; operation: string }) & {
  fn: Permission
  /** What it would be done with; read again when it is done. Never a secret. */
  input: Prisma.InputJsonObject
  /** What it is about, by name. */
  subject: string
  comment?: string | undefined
}

/**
 * Asks a second person: for a right that the actor lacks, or to do what they may not do alone. Whoever decides is notified.
 * The same, asked again while it is open, is one request. Refuses too many at once.
 */
export async function askApproval(
  actor: Actor,
  { fn, input, subject, comment, ...asked }: Asking,
  context: Context,
): Promise<Result<{ asked: string }>> {
  authorize(actor, 'own_session:end')
  const { kind } = asked
  const operation = 'operation' in asked ? asked.operation : null
  if (operation) authorize(actor, fn)
  const { companyId, id: byId } = actor.subject
  return sqlTransaction(context, async (tx) => {
    await holdUser(tx, byId)
    const now = context.clock()
    const [there] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "user" u WHERE u.id = ${byId}::uuid AND NOT ${isSuspended()}`
    if (!there) throw new NotFound(`${actor.name} is gone`)
    const open = await tx.$queryRaw<{ id: string; same: boolean }[]>`
      SELECT id, function = ${fn} AND coalesce(operation, ${operation}) IS NOT DISTINCT FROM ${operation} AND input = ${input}::jsonb AS same
      FROM approval_request r
      WHERE r.company_id = ${companyId}::uuid AND r.by_id = ${byId}::uuid AND ${isOpen(now)}`
    const same = open.find((each) => each.same)
    if (same) return ok({ asked: same.id })
    if (open.length >= MOST_OPEN) return refuse('approvals.too_many', { values: { most: MOST_OPEN } })
    const id = newId()
    await tx.$executeRaw`
      INSERT INTO approval_request (id, company_id, by_id, function, operation, kind, input, subject, comment, asked_at, deadline)
      VALUES (${id}::uuid, ${companyId}::uuid, ${byId}::uuid, ${fn}, ${operation}, ${kind}::approval_kind, ${input}::jsonb,
        ${subject}, ${comment || null}, ${now}, ${after(now, DEADLINE)})`
    await announce(tx, companyId, { kind: 'approvals.asked', payload: { requestId: id } }, now)
    await recordAudit(tx, {
      ...{ companyId, at: now, actor: auditActor(actor), action: 'approvals.asked' },
      object: { kind: 'approval', id, name: subject },
      after: { function: fn, ...(operation && { operation }) },
      reason: comment || null,
    })
    return ok({ asked: id })
  })
}
