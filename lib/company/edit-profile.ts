import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { reconcile } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { loadUser } from './load-user'
import { editProfileInput } from './schema'

/**
 * Changes one's own name as shown, and the language of one's messages. Refuses what an administrator, or one's other
 * window, has changed since the form was shown.
 */
export const editProfile = operation({
  key: 'company.edit_profile',
  permission: 'profile:edit',
  input: editProfileInput,
  audit: ['company.profile_edited'],
  run: async (actor, input, context): Promise<Result<null>> => {
    const now = context.clock()
    return transaction(context, async (tx) => {
      const user = await loadUser(tx, actor, actor.subject.id)
      const { companyId } = actor.subject
      const before = { name: user.name, language: user.language ?? '' }
      const { write, stale } = reconcile(input.changes, before)
      if (stale.length > 0) return refuseStale(tx, actor, user.id, stale, context.market)
      const next = { ...before, ...write }
      if (Object.keys(write).length === 0) return ok(null)
      await tx.user.update({
        where: { id: user.id },
        data: { name: next.name, language: next.language || null },
        select: { id: true },
      })
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.profile_edited',
        object: { kind: 'user', id: user.id, name: actor.name },
        before,
        after: next,
      })
      return ok(null)
    })
  },
})
