import { keyOf } from '@/lib/approvals/request-key'
import { type ApprovedRequest, claimApproved, keepProblem } from '@/lib/approvals/request-state'
import { whyNotApprove } from '@/lib/approvals/second-person'
import { lockCompany } from '@/lib/identity/sessions/company-lock'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import { sqlTransaction, transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { refuse, refuseUnreadable } from '@/lib/words/refuse'
import { operationOf } from './registry'

/**
 * Does what was approved, once, in the name of whoever asked and with the rights that they have now: that it is done, and that
 * they are told, is in the same transaction, so a second run finds it so. What stands in its way is written down, and told.
 */
export async function carryOut(requestId: string, companyId: string, context: Context): Promise<void> {
  const result = await transaction(context, async (tx, bound) => {
    // Whoever asked and whoever decided are judged by what they hold then: nobody changes that until it is done.
    await lockCompany(tx, companyId)
    const request = await claimApproved(tx, requestId, bound.clock())
    return request ? perform(request, bound) : ok(null)
  }).catch((error) => {
    if (error instanceof NotFound) return refuse('web.not_there')
    throw error
  })
  if (result.ok) return
  const { code } = result.refusal
  await sqlTransaction(context, async (tx) => {
    await keepProblem(tx, requestId, code, context.clock())
    return ok(null)
  })
}

/** With the input that was approved, and with no other. What a rule of today forbids is refused by that rule. */
async function perform(request: ApprovedRequest, bound: Context): Promise<Result<unknown>> {
  const { byId, decidedById } = request
  const asker = request.forsaken ? null : await userActor(byId, bound)
  if (!asker) return refuse('approvals.asker_gone')
  const decider = decidedById && (await userActor(decidedById, bound))
  // Whoever approved is judged once more by what is there now: what it gives, and to whom, may have changed since.
  const judged = { ...request, kind: 'operation' }
  if (!decider || (await whyNotApprove(decider, judged, bound.sql))) return refuse('approvals.decider_gone')
  const operation = operationOf(keyOf(request))
  if (!operation) return refuse('web.not_there')
  const read = (operation.secondPerson?.reads ?? operation.input).safeParse(request.input)
  if (!read.success) return refuseUnreadable(read.error.issues)
  const approval = {
    ...{ request: request.id, askedAt: request.askedAt },
    ...{ input: read.data as object, by: decider.name, byId: decider.subject.id },
  }
  return operation({ ...asker, approval }, read.data as never, bound)
}
