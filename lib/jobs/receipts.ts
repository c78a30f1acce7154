import { setTimeout as pause } from 'node:timers/promises'
import type { Receipt } from '@/lib/channels/sms/receipt'
import type { World } from '@/lib/infra/world'

/**
 * Stores what a message centre says became of a message. A receipt can overtake the answer to its own
 * message, so an unknown id is looked for once more; then it belongs to somebody else.
 */
export async function keepReceipt(receipt: Receipt, world: World): Promise<void> {
  for (const wait of [0, 400, 1_500]) {
    if (wait) await pause(wait)
    const { count } = await world.db.delivery.updateMany({
      where: { farEndId: receipt.id, channel: 'sms', state: { in: ['sent', 'queued'] } },
      data: { state: receipt.state, settledAt: world.clock() },
    })
    if (count > 0) return
  }
}
