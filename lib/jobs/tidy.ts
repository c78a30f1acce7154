import { DEADLINE } from '@/lib/approvals/rules'
import { DRAFT_KEPT } from '@/lib/grants/rules'
import { LIMITS } from '@/lib/identity/limits'
import type { World } from '@/lib/infra/world'
import { tidyDeliveries } from '@/lib/intake/tidy-deliveries'
import { after, DAY, MINUTE } from '@/lib/kernel/clock'
import { RECEIPT_KEPT } from '@/lib/outbox/receipts'
import { UNDO_WITHIN } from '@/lib/subscriptions/rules'

/** So long its sender can ask what came of a delivery. */
const DELIVERIES_KEPT = 30 * DAY
/** A body of which nothing comes for so long is not received any more: its sender is hung up on after a minute. */
const RECEIVING = 15 * MINUTE

/** Removes traces that serve nobody any more: old attempts, forgotten failures, ended sessions. */
export async function tidy(world: World): Promise<void> {
  const now = world.clock()
  const { signIns, throttles, sessions } = LIMITS.keep
  await world.db.signIn.deleteMany({ where: { expiresAt: { lt: after(now, -signIns) } } })
  // What has only been begun has proven nothing that anybody asks about later.
  await world.db.signIn.deleteMany({
    where: { state: { in: ['password', 'number', 'company'] }, expiresAt: { lt: now } },
  })
  await world.db.networkUse.deleteMany({ where: { at: { lt: after(now, -LIMITS.network.within) } } })
  await world.db.deviceCookie.deleteMany({ where: { expiresAt: { lt: now } } })
  await world.db.throttle.deleteMany({
    where: {
      failedAt: { lt: after(now, -throttles) },
      OR: [{ lockedUntil: null }, { lockedUntil: { lt: now } }],
    },
  })
  await world.db.approvalRequest.updateMany({
    where: { state: 'open', deadline: { lt: now } },
    data: { state: 'expired' },
  })
  await world.db.rightsDraft.deleteMany({ where: { createdAt: { lt: after(now, -DEADLINE - DRAFT_KEPT) } } })
  await world.db.unmatchedReceipt.deleteMany({ where: { at: { lt: after(now, -RECEIPT_KEPT) } } })
  await world.db.channelState.deleteMany({ where: { seenAt: { lt: after(now, -DAY) } } })
  await tidyDeliveries(world, { ended: after(now, -DELIVERIES_KEPT), heard: after(now, -RECEIVING) })
  await world.db.lineMove.deleteMany({ where: { at: { lt: after(now, -UNDO_WITHIN - DAY) } } })
  await world.db.messageBudget.deleteMany({ where: { hour: { lt: after(now, -signIns) } } })
  await world.db.session.deleteMany({ where: { expiresAt: { lt: after(now, -sessions) } } })
}
