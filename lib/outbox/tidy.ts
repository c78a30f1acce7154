import type { World } from '@/lib/infra/world'
import { after, DAY } from '@/lib/kernel/clock'
import { RECEIPT_KEPT } from './receipts'

/** The longest budget is a day's. */
const BUDGETS_KEPT = DAY

/** Removes receipts that fit no message, what workers that are gone said of their channels, and budgets that are over. */
export async function tidyOutbox(world: World): Promise<void> {
  const now = world.clock()
  await world.db.unmatchedReceipt.deleteMany({ where: { at: { lt: after(now, -RECEIPT_KEPT) } } })
  await world.db.channelState.deleteMany({ where: { seenAt: { lt: after(now, -DAY) } } })
  await world.db.messageBudget.deleteMany({ where: { hour: { lt: after(now, -BUDGETS_KEPT) } } })
}
