import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { beginChange } from '../changes/begin-change'
import { draftIdInput } from '../schema'

/** Ends a substitution before its day, effective on the next request. @throws NotFound for one of another company. */
export const endSubstitution = operation({
  key: 'grants.end_substitution',
  permission: 'right:grant',
  input: draftIdInput,
  audit: ['grants.substituted'],
  run: async (actor, { id }, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const change = await beginChange(tx, actor, { kind: 'substituted', reason: null }, bound)
      const { at: now } = change
      authorize(change.actor, 'right:grant', { companyId })
      const [ended] = await tx.$queryRaw<{ userId: string; names: string[] }[]>`
        UPDATE substitution s SET ended_at = ${now}, ended_by_id = ${actor.subject.id}::uuid
        FROM "user" p, "user" o WHERE s.id = ${id}::uuid AND s.company_id = ${companyId}::uuid AND s.ended_at IS NULL
          AND p.id = s.user_id AND o.id = s.substitute_id
        RETURNING s.user_id AS "userId", ARRAY[p.login, o.login] AS names`
      if (!ended) throw new NotFound(`substitution ${id}`)
      await tx.$executeRaw`UPDATE rights_change SET people = 1, removed = 1 WHERE id = ${change.id}::uuid`
      await recordAudit(tx, {
        ...{ companyId, at: now, actor: auditActor(actor), action: 'grants.substituted' },
        object: { kind: 'rights_change', id: change.id, name: `#${change.number}` },
        before: { people: ended.names },
      })
      return ok({ id: ended.userId })
    })
  },
})
