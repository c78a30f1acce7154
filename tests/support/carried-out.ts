import type { World } from '@/lib/infra/world'
import { tellApprovals } from '@/lib/jobs/approvals'
import type { Letter } from '@/lib/jobs/letter'

/** Carries out what was approved, as the worker does, and resolves with the letters about what came of it. */
export async function carriedOut(world: World, requestId: string): Promise<Letter[]> {
  const payload = { requestId }
  await tellApprovals({ kind: 'approvals.approved', payload }, world)
  const outcomes = await world.db.message.findMany({
    where: { kind: { in: ['approvals.done', 'approvals.failed'] }, payload: { equals: payload } },
  })
  const letters: Letter[] = []
  for (const { kind } of outcomes) {
    const told = await tellApprovals({ kind: kind as 'approvals.done', payload }, world)
    if (!('cancelled' in told)) letters.push(...told)
  }
  return letters
}
