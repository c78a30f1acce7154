import { inPieces } from '@/lib/infra/pieces'
import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { DECIDED_WITHIN, DRAFT_KEPT } from './rules'

/** Removes drafts of rights that can neither be applied any more nor wait for somebody's approval. */
export async function tidyGrants(world: World): Promise<void> {
  const createdAt = { lt: after(world.clock(), -DECIDED_WITHIN - DRAFT_KEPT) }
  await inPieces((limit) => world.db.rightsDraft.deleteMany({ where: { createdAt }, limit }))
}
