import { tidyApprovals } from '@/lib/approvals/tidy'
import { tidyGrants } from '@/lib/grants/tidy'
import { tidyIdentity } from '@/lib/identity/tidy'
import type { Context } from '@/lib/infra/context'
import { log } from '@/lib/infra/log/log.mjs'
import { tidyIntake } from '@/lib/intake/tidy'
import { tidyOutbox } from '@/lib/outbox/tidy'
import { tidySubscriptions } from '@/lib/subscriptions/tidy'

const ROOMS = {
  identity: tidyIdentity,
  approvals: tidyApprovals,
  grants: tidyGrants,
  outbox: tidyOutbox,
  intake: tidyIntake,
  subscriptions: tidySubscriptions,
}

/**
 * Removes traces that serve nobody any more: each room its own, whatever became of the others. @throws the first that went
 * wrong, so that the job counts as failed
 */
export async function tidy(context: Context): Promise<void> {
  const failures: unknown[] = []
  for (const [room, tidyRoom] of Object.entries(ROOMS))
    await tidyRoom(context).catch((error) => {
      log.error('a room could not be tidied', { room, error })
      failures.push(error)
    })
  if (failures.length > 0) throw failures[0]
}
