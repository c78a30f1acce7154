import { auditActor, recordAudit } from '@/lib/audit/record'
import { writeApprovalRules } from '@/lib/company/settings/write-approval-rules'
import { lockCompanyAs } from '@/lib/identity/sessions/company-lock'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, approvalOf, authorize } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { refuse } from '@/lib/words/refuse'
import { APPROVABLE } from './rules'
import type { ApprovalRulesInput } from './schema'

/**
 * Puts functions on the list of what nobody decides alone in the company, or takes them off it, effective on everybody's
 * next request; what else stands there by now stays. Needs a fresh proof. Refuses to take anything off the list alone,
 * whatever the list says. Resolves with what was put on it.
 */
export async function setApprovalRules(
  actor: Actor,
  input: ApprovalRulesInput,
  context: Context,
): Promise<Result<{ added: Permission[] }>> {
  authorize(actor, 'approval_rule:edit')
  const proven = await proveAgain(actor, input.proof, context)
  if (!proven.ok) return proven
  const { companyId } = actor.subject
  return sqlTransaction(context, async (tx) => {
    const self = await lockCompanyAs(tx, actor, context)
    authorize(self, 'approval_rule:edit')
    const [old] = await tx.$queryRaw<[{ functions: string[] }]>`
      SELECT needs_approval AS functions FROM company WHERE id = ${companyId}::uuid`
    const functions = APPROVABLE.filter(
      (fn) => input.on.includes(fn) || (old.functions.includes(fn) && !input.off.includes(fn)),
    )
    if (old.functions.length === functions.length && functions.every((fn) => old.functions.includes(fn)))
      return ok({ added: [] })
    // Whoever could take the rule away alone could do alone what it is about.
    const loosens = old.functions.some((fn) => !functions.includes(fn as Permission))
    if (loosens && !approvalOf(actor, input)) {
      const on = input.on.filter((fn) => !old.functions.includes(fn))
      const off = input.off.filter((fn) => old.functions.includes(fn))
      return refuse('approvals.needed', { remaining: { on, off } })
    }
    await writeApprovalRules(tx, companyId, functions)
    await recordAudit(tx, {
      ...{ companyId, at: self.now, actor: auditActor(actor), action: 'approvals.rules_set' },
      object: { kind: 'company', id: companyId, name: actor.company.slug },
      before: { functions: old.functions },
      after: { functions },
    })
    return ok({ added: functions.filter((fn) => !old.functions.includes(fn)) })
  })
}
