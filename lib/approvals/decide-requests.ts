import { auditActor, recordAudit } from '@/lib/audit/record'
import { proveAgain } from '@/lib/identity/prove-again'
import { sqlTransaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { isUuid } from '@/lib/kernel/cursor'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { isFunction } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import { MOST_AT_ONCE } from './rules'
import type { DecideInput } from './schema'

type Row = { id: string; byId: string; fn: string; subject: string; kind: string }

/**
 * Approves or rejects requests, one or many, all or none. What is approved is done by the worker, in the name of whoever
 * asked and with the rights that they have then. Needs a fresh proof to approve. Refuses one's own, what the actor could
 * not do themselves, and what is decided already or over. @throws NotFound for requests of another company.
 */
export async function decideRequests(
  actor: Actor,
  input: DecideInput,
  world: World,
): Promise<Result<{ count: number }>> {
  authorize(actor, 'approval:decide')
  const ids = [...new Set(input.requests.split(' ').filter(isUuid))].slice(0, MOST_AT_ONCE)
  if (ids.length === 0) return refuse('approvals.none_chosen')
  const approve = input.decision === 'approve'
  if (approve) {
    const proven = await proveAgain(actor, input.proof, world)
    if (!proven.ok) return proven
  }
  const now = world.clock()
  const { companyId } = actor.subject
  return sqlTransaction(world, async (tx) => {
    const rows = await tx.$queryRaw<(Row & { open: boolean })[]>`
      SELECT id, by_id AS "byId", function AS fn, subject, kind::text AS kind, state = 'open' AND deadline > ${now} AS open
      FROM approval_request WHERE company_id = ${companyId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
    if (rows.length !== ids.length) throw new NotFound('a request of another company')
    if (rows.some(({ open }) => !open)) return refuse('approvals.decided_already')
    if (rows.some(({ byId }) => byId === actor.subject.id)) return refuse('approvals.own')
    // Nobody is the second person for what they would be given themselves.
    const [gains] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM approval_request r JOIN rights_draft d ON d.id::text = r.input ->> 'draft'
      WHERE r.id = ANY(${ids}::uuid[]) AND strpos(d.proposal::text, ${actor.subject.id}) > 0 LIMIT 1`
    if (approve && gains) return refuse('approvals.own')
    // A second person is one who could do it, too, for the whole company.
    if (approve && rows.some(({ fn }) => !isFunction(fn) || !actorCan(actor, fn, { companyId })))
      return refuse('approvals.beyond_own')
    // A right is given by whoever gives rights (lib/grants/answer-right-request.ts).
    if (approve && rows.some(({ kind }) => kind === 'right')) return refuse('approvals.right_apart')
    for (const { id, subject, fn } of rows) {
      await tx.$executeRaw`
        UPDATE approval_request SET state = ${approve ? 'approved' : 'rejected'}::approval_state, decided_at = ${now},
          decided_by_id = ${actor.subject.id}::uuid, answer = ${input.answer || null} WHERE id = ${id}::uuid`
      const kind = approve ? 'approvals.approved' : 'approvals.rejected'
      await announce(tx, companyId, { kind, payload: { requestId: id } }, now)
      await recordAudit(tx, {
        ...{ companyId, at: now, actor: auditActor(actor) },
        action: approve ? 'approvals.approved' : 'approvals.rejected',
        object: { kind: 'approval', id, name: subject },
        after: { function: fn },
        reason: input.answer || null,
      })
    }
    return ok({ count: rows.length })
  })
}
