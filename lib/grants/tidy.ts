import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { after } from '@/lib/kernel/clock'
import { DECIDED_WITHIN, DRAFT_KEPT } from './rules'

/** Removes drafts of rights that can neither be applied any more nor wait for somebody's approval. */
export async function tidyGrants(context: Context): Promise<void> {
  const createdAt = { lt: after(context.clock(), -DECIDED_WITHIN - DRAFT_KEPT) }
  await inPieces((limit) => context.db.rightsDraft.deleteMany({ where: { createdAt }, limit }))
}
