import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { sessionOf } from '@/lib/rights/actor'
import { nothingInput } from '../schema'

/**
 * Ends looking through somebody's eyes, or says that one goes on as oneself after it has ended by itself: one's own again,
 * from the next request on. Pressed twice it is done once.
 */
export const endView = operation({
  key: 'identity.end_view',
  permission: 'own_session:end',
  input: nothingInput,
  audit: ['identity.view_ended'],
  whileViewing: true,
  run: async (actor, _input, context): Promise<Result<null>> => {
    return sqlTransaction(context, async (tx) => {
      const [viewed] = await tx.$queryRaw<{ kind: 'user' | 'number'; id: string }[]>`
        WITH was AS (
          SELECT id, viewing_user_id, viewing_subscription_id FROM session
          WHERE id = ${sessionOf(actor).id}::uuid AND num_nonnulls(viewing_user_id, viewing_subscription_id) > 0 FOR UPDATE)
        UPDATE session s SET viewing_user_id = NULL, viewing_subscription_id = NULL, viewing_since = NULL FROM was
        WHERE s.id = was.id RETURNING CASE WHEN was.viewing_user_id IS NULL THEN 'number' ELSE 'user' END AS kind,
          coalesce(was.viewing_user_id, was.viewing_subscription_id) AS id`
      if (!viewed) return ok(null)
      await recordAudit(tx, {
        ...{ companyId: actor.subject.companyId, at: context.clock(), actor: auditActor(actor) },
        action: 'identity.view_ended',
        object: { ...viewed, name: actor.viewEnded ?? actor.name },
      })
      return ok(null)
    })
  },
})
