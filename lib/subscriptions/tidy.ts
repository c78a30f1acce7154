import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { UNDO_WITHIN } from './rules'

/** Removes moves of lines that can no longer be undone. */
export async function tidySubscriptions(world: World): Promise<void> {
  await world.db.lineMove.deleteMany({ where: { at: { lt: after(world.clock(), -UNDO_WITHIN - DAY) } } })
}
