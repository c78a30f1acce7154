import type { z } from 'zod'
import type { Operation } from '@/lib/contract/operation'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, type Approval, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import type { Asking } from './ask-approval'
import { askedFor } from './or-ask'
import { findApproved } from './queries'
import { whyNotApprove } from './second-person'

/**
 * Performs an operation that hands something out; where nobody does that alone, with what a second person has approved for the
 * actor lately. Refuses what nobody has approved, and what nobody who did could approve by now.
 */
export const withApproval =
  <Schema extends z.ZodType<object>, Out>(operation: Operation<Schema, Out>) =>
  async (actor: Actor, input: z.output<Schema>, context: Context): Promise<Result<Out>> => {
    const result = await operation(actor, input, context)
    if (result.ok || result.refusal.code !== 'approvals.needed') return result
    const approval = await findApproval(actor, askedFor(operation, input, actor, ''), input, context)
    return approval.ok ? operation({ ...actor, approval: approval.value }, input, context) : approval
  }

/** The newest approval of exactly this whose decider could still give it. */
async function findApproval(
  actor: Actor,
  asking: Asking,
  input: object,
  context: Context,
): Promise<Result<Approval>> {
  authorize(actor, asking.fn)
  const found = await findApproved(actor, asking, context)
  for (const { id, askedAt, decidedById } of found) {
    const decider = await userActor(decidedById, context)
    const request = { ...asking, id, byId: actor.subject.id }
    if (decider && !(await whyNotApprove(decider, request, context.sql)))
      return ok({ request: id, input, by: decider.name, byId: decidedById, askedAt })
  }
  return refuse(found.length > 0 ? 'approvals.decider_gone' : 'approvals.needed')
}
