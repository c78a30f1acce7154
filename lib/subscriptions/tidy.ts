import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { after, DAY } from '@/lib/kernel/clock'
import { UNDO_WITHIN } from './rules'

/** Removes moves of lines that can no longer be undone. */
export async function tidySubscriptions({ db, clock }: Context): Promise<void> {
  const over = { at: { lt: after(clock(), -UNDO_WITHIN - DAY) } }
  // One move may be of very many lines: they go first, or the database would remove them all with it.
  await inPieces((limit) => db.lineMoveItem.deleteMany({ where: { move: over }, limit }))
  await inPieces((limit) => db.lineMove.deleteMany({ where: over, limit }))
}
