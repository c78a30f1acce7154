import { type HeldText, heldGrants, readGrants } from '@/lib/access/held-grants'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { Prisma, type Tx } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { authorize, needsApproval } from '@/lib/rights/actor'
import { isPermission, RISKY } from '@/lib/rights/catalogue'
import { riskOf } from '@/lib/rights/grantable'
import { permissionsOf } from '@/lib/rights/held'
import { refuse } from '@/lib/words/refuse'
import { loadUser } from '../load-user'
import { announce } from '../messages'
import { userReactivated } from '../previews'
import { mayManage } from '../rules'
import { userIdInput } from '../schema'

/**
 * Ends a user's suspension: they hold again what they held. Refuses a main administrator for anybody else, who is not
 * suspended or whose contacts are disputed, and to be done alone where the company asks a second person for giving rights
 * and theirs need care.
 */
export const reactivateUser = operation({
  key: 'company.reactivate_user',
  permission: 'user:reactivate',
  input: userIdInput,
  audit: ['company.user_reactivated'],
  announces: ['company.user_reactivated'],
  concerns: ({ id }) => ({ user: id }),
  preview: userReactivated,
  secondPerson: { keep: ({ id }, _actor, subject) => ({ subject, input: { id } }) },
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    return transaction(context, async (tx, bound) => {
      const self = await lockCompanyAs(tx, actor, bound)
      authorize(self, 'user:reactivate')
      const { now } = self
      const user = await loadUser(tx, self, input.id)
      if (!mayManage(self.subject, user)) return refuse('company.main_administrator_protected')
      if (user.disputed) return refuse('company.contacts_disputed')
      if (needsApproval(self, 'right:grant', input) && (await holdsWhatNeedsCare(tx, user.id, now)))
        return refuse('approvals.needed', { subject: user.account })
      const ended = await tx.suspension.updateMany({
        where: { userId: user.id, endedAt: null },
        data: { endedAt: now, endedById: actor.subject.id },
      })
      if (ended.count === 0) return refuse('company.not_suspended')
      await announce(tx, companyId, { kind: 'company.user_reactivated', payload: { userId: user.id } }, now)
      await recordAudit(tx, {
        companyId,
        at: now,
        actor: auditActor(actor),
        action: 'company.user_reactivated',
        object: { kind: 'user', id: user.id, name: user.account },
      })
      return ok({ id: user.id })
    })
  },
})

/** Whether what somebody gets back is what nobody is given without care. */
async function holdsWhatNeedsCare(tx: Tx, userId: string, now: Date): Promise<boolean> {
  const [held] = await tx.$queryRaw<[{ grants: HeldText }]>`
    SELECT ${heldGrants(Prisma.sql`${userId}::uuid`, now)} AS grants`
  return riskOf(readGrants(held.grants).flatMap(permissionsOf).filter(isPermission)) >= RISKY
}
