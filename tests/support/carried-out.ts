import type { Context } from '@/lib/infra/context'
import { tellApprovals } from '@/lib/jobs/approvals'
import type { Letter } from '@/lib/jobs/letter'

/** Carries out what was approved, as the worker does, and resolves with the letters about what came of it. */
export async function carriedOut(context: Context, requestId: string): Promise<Letter[]> {
  const payload = { requestId }
  await tellApprovals({ kind: 'approvals.approved', payload }, context)
  const outcomes = await context.db.message.findMany({
    where: { kind: { in: ['approvals.done', 'approvals.failed'] }, payload: { equals: payload } },
  })
  const letters: Letter[] = []
  for (const { kind } of outcomes) {
    const told = await tellApprovals({ kind: kind as 'approvals.done', payload }, context)
    if (!('cancelled' in told)) letters.push(...told)
  }
  return letters
}
