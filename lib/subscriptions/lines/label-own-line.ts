import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { reconcile } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { labelOwnLineInput } from '../schema'

/**
 * Gives the number that signed in a name of its holder's own, or (empty) takes it away. Refuses when the company, or
 * another window, has given it another one since the form was shown.
 */
export const labelOwnLine = operation({
  key: 'subscriptions.label_own_line',
  permission: 'own_line:label',
  input: labelOwnLineInput,
  audit: ['subscriptions.line_labelled'],
  run: async (actor, input, context): Promise<Result<null>> => {
    const { id, companyId } = actor.subject
    return transaction(context, async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM subscription WHERE id = ${id}::uuid FOR UPDATE`
      const before = await tx.subscription.findFirstOrThrow({
        where: { id, companyId },
        select: { label: true },
      })
      const { write, stale } = reconcile(input.changes, { label: before.label ?? '' })
      if (stale.length > 0) return refuseStale(tx, actor, id, stale, context.market)
      if (write.label === undefined) return ok(null)
      const label = write.label || null
      await tx.subscription.update({ where: { id }, data: { label }, select: { id: true } })
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'subscriptions.line_labelled',
        object: { kind: 'number', id, name: actor.name },
        before,
        after: { label },
      })
      return ok(null)
    })
  },
})
