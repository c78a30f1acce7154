import { operation } from '@/lib/contract/operation'
import { whoMaySql } from '@/lib/grants/people/who-may'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import type { Raw } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { refuse } from '@/lib/words/refuse'
import { approvalRulesInput, approvedRulesInput } from './schema'
import { isDecidable } from './second-person'
import { setApprovalRules } from './set-approval-rules'

/** Of so many who could ask it is seen whether anybody could decide; where there are more, it counts as if somebody could. */
const MOST_ASKERS = 20

/**
 * Sets for what the company asks a second person (lib/approvals/set-approval-rules.ts). Refuses to put something on the
 * list about which nobody could decide, whoever asks: nobody could do it then, nor take it off the list again.
 */
export const setDecidableRules = operation({
  key: 'approvals.set_decidable_rules',
  permission: 'approval_rule:edit',
  input: approvalRulesInput,
  audit: ['approvals.rules_set'],
  proof: true,
  preview: async (_actor, { on, off }) => ({ kind: 'rules_changed' as const, on: [...on], off: [...off] }),
  secondPerson: {
    keep: ({ on, off }, { company }) => ({ subject: company.name, input: { on, off } }),
    reads: approvedRulesInput,
  },
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    return transaction(context, async (_, bound) => {
      const set = await setApprovalRules(proven.value, input, bound)
      if (!set.ok) return set
      const undecidable: Permission[] = []
      for (const fn of set.value.added) if (!(await canBeDecided(actor, fn, bound.sql))) undecidable.push(fn)
      if (undecidable.length > 0)
        return refuse('approvals.nobody_decides', { values: { functions: undecidable.join(', ') } })
      return ok(null)
    })
  },
})

/**
 * Whether there is somebody who could ask for something, and somebody else who could decide about it. Of giving rights, a
 * main administrator has to be among those who can ask: nobody else could give what it takes to decide about the list.
 */
async function canBeDecided(actor: Actor, fn: Permission, db: Raw): Promise<boolean> {
  const target = { companyId: actor.subject.companyId }
  const all = await db.$queryRaw<{ id: string; mainAdministrator: boolean }[]>(
    whoMaySql(actor, [...withNeeds(fn)], { target }, MOST_ASKERS + 1),
  )
  if (all.length > MOST_ASKERS) return true
  const askers = fn === 'right:grant' ? all.filter(({ mainAdministrator }) => mainAdministrator) : all
  return isDecidable(
    actor,
    fn,
    askers.map(({ id }) => id),
    db,
  )
}
