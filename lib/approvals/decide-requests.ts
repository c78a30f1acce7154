import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { sqlTransaction } from '@/lib/infra/transaction'
import { idsIn } from '@/lib/kernel/cursor'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import { isOpen } from './open-requests'
import { MOST_AT_ONCE } from './rules'
import { decideInput } from './schema'
import { whyNotApprove } from './second-person'

type Row = { id: string; byId: string; fn: string; subject: string; kind: string; input: unknown }

/**
 * Approves or rejects requests, one or many, all or none. What is approved is done by the worker, in the name of whoever
 * asked and with the rights that they have then. Needs a fresh proof to approve. Refuses one's own, what the actor could
 * not do themselves or gains from, who depends on whoever asks or gains, and what is decided already or over.
 * @throws NotFound for requests of another company.
 */
export const decideRequests = operation({
  key: 'approvals.decide_requests',
  permission: 'approval:decide',
  input: decideInput,
  audit: ['approvals.approved', 'approvals.rejected'],
  announces: ['approvals.approved', 'approvals.rejected'],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ count: number }>> => {
    const ids = [...new Set(idsIn(input.requests))].slice(0, MOST_AT_ONCE)
    if (ids.length === 0) return refuse('approvals.none_chosen')
    const approve = input.decision === 'approve'
    if (approve) {
      const proven = await proveAgain(actor, input.proof, context)
      if (!proven.ok) return proven
    }
    const now = context.clock()
    const { companyId } = actor.subject
    return sqlTransaction(context, async (tx) => {
      const rows = await tx.$queryRaw<(Row & { open: boolean })[]>`
        SELECT id, by_id AS "byId", function AS fn, subject, kind::text AS kind, input, ${isOpen(now)} AS open
        FROM approval_request r WHERE company_id = ${companyId}::uuid AND id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
      if (rows.length !== ids.length) throw new NotFound('a request of another company')
      if (rows.some(({ open }) => !open)) return refuse('approvals.decided_already')
      if (rows.some(({ byId }) => byId === actor.subject.id)) return refuse('approvals.own')
      for (const row of approve ? rows : []) {
        const why = await whyNotApprove({ ...actor, now }, row, tx)
        if (why) return why
      }
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
  },
})
