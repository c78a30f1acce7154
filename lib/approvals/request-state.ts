import type { Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'
import { askerSuspendedSince, isOpen } from './open-requests'

/** Marks a right that was asked for as given, in the transaction that gives it. Refuses what is decided already. */
export async function closeRightRequest(
  tx: Raw,
  { subject }: Actor,
  { id, answer }: { id: string; answer: string },
  now: Date,
): Promise<Result<null>> {
  const answered = await tx.$executeRaw`
    UPDATE approval_request r SET state = 'approved', decided_at = ${now}, done_at = ${now},
      decided_by_id = ${subject.id}::uuid, answer = ${answer || null}
    WHERE id = ${id}::uuid AND company_id = ${subject.companyId}::uuid AND kind = 'right' AND by_id <> ${subject.id}::uuid AND ${isOpen(now)}`
  if (answered === 0) return refuse('approvals.decided_already')
  await announce(tx, subject.companyId, { kind: 'approvals.done', payload: { requestId: id } }, now)
  return ok(null)
}

/** An approved request, as it is carried out. */
export type ApprovedRequest = {
  id: string
  companyId: string
  byId: string
  fn: string
  operation: string | null
  input: unknown
  askedAt: Date
  decidedById: string | null
  /** Whoever asked was suspended since: nothing is done in their name, also when they are back. */
  forsaken: boolean
}

/** Takes what was approved for doing, in the transaction that does it. Null: it was done before, or is not to be done. */
export async function claimApproved(tx: Raw, id: string, now: Date): Promise<ApprovedRequest | null> {
  const [claimed] = await tx.$queryRaw<ApprovedRequest[]>`
    UPDATE approval_request r SET done_at = ${now}
    WHERE id = ${id}::uuid AND state = 'approved' AND kind = 'operation' AND done_at IS NULL AND problem IS NULL
    RETURNING id, company_id AS "companyId", by_id AS "byId", function AS fn, operation, input, asked_at AS "askedAt",
      decided_by_id AS "decidedById", ${askerSuspendedSince()} AS forsaken`
  if (claimed)
    await announce(tx, claimed.companyId, { kind: 'approvals.done', payload: { requestId: id } }, now)
  return claimed ?? null
}

/** Writes down why something that was approved is not done: its asker is notified. Nobody tries again. */
export async function keepProblem(tx: Raw, id: string, problem: string, now: Date): Promise<void> {
  const [kept] = await tx.$queryRaw<{ companyId: string }[]>`
    UPDATE approval_request SET problem = ${problem}
    WHERE id = ${id}::uuid AND state = 'approved' AND done_at IS NULL AND problem IS NULL RETURNING company_id AS "companyId"`
  if (kept) await announce(tx, kept.companyId, { kind: 'approvals.failed', payload: { requestId: id } }, now)
}
