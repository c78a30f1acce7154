import { numberChange } from '@/lib/company/rights-version'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'
import type { Actor } from '@/lib/rights/actor'

export type BegunChange = { id: string; number: number; at: Date; actor: Actor; reason: string | null }

/**
 * Begins a change that was not drafted: changes of one company's rights take turns, this one gets its number, and the actor
 * is judged by what they hold now that nobody else can change it. `at` is that moment: it comes after all changes before.
 */
export async function beginChange(
  tx: Raw,
  asked: Actor,
  { kind, reason }: { kind: 'left' | 'substituted' | 'reviewed'; reason: string | null },
  context: Context,
): Promise<BegunChange> {
  const { companyId } = asked.subject
  const number = await numberChange(tx, asked)
  const at = context.clock()
  const actor = await actorNow(tx, asked, at)
  const id = newId()
  await tx.$executeRaw`
    INSERT INTO rights_change (id, company_id, number, at, by_id, kind, reason)
    VALUES (${id}::uuid, ${companyId}::uuid, ${number}, ${at}, ${actor.subject.id}::uuid, ${kind}::rights_change_kind, ${reason})`
  return { id, number, at, actor, reason }
}
