import type { Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'
import { announce } from './messages'

/** Marks a right that was asked for as given, in the transaction that gives it. Refuses what is decided already. */
export async function closeRightRequest(
  tx: Raw,
  { subject }: Actor,
  { id, answer }: { id: string; answer: string },
  now: Date,
): Promise<Result<null>> {
  const answered = await tx.$executeRaw`
    UPDATE approval_request SET state = 'approved', decided_at = ${now}, done_at = ${now},
      decided_by_id = ${subject.id}::uuid, answer = ${answer || null}
    WHERE id = ${id}::uuid AND company_id = ${subject.companyId}::uuid AND kind = 'right' AND state = 'open'`
  if (answered === 0) return refuse('approvals.decided_already')
  await announce(tx, subject.companyId, { kind: 'approvals.done', payload: { requestId: id } }, now)
  return ok(null)
}

/** Takes what was approved for doing, in the transaction that does it. Resolves with whether it was not done before. */
export async function claimApproved(tx: Raw, id: string, now: Date): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    UPDATE approval_request SET done_at = ${now} WHERE id = ${id}::uuid AND state = 'approved' AND done_at IS NULL`
  return claimed === 1
}

/** Writes down why something that was approved is not done. */
export async function keepProblem(db: Raw, id: string, problem: string): Promise<void> {
  await db.$executeRaw`
    UPDATE approval_request SET problem = ${problem} WHERE id = ${id}::uuid AND done_at IS NULL`
}
