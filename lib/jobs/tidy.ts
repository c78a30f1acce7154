import { tidyApprovals } from '@/lib/approvals/tidy'
import { tidyGrants } from '@/lib/grants/tidy'
import { tidyIdentity } from '@/lib/identity/tidy'
import type { World } from '@/lib/infra/world'
import { tidyIntake } from '@/lib/intake/tidy'
import { tidyOutbox } from '@/lib/outbox/tidy'
import { tidySubscriptions } from '@/lib/subscriptions/tidy'

/** Removes traces that serve nobody any more: each room its own. */
export async function tidy(world: World): Promise<void> {
  await tidyIdentity(world)
  await tidyApprovals(world)
  await tidyGrants(world)
  await tidyOutbox(world)
  await tidyIntake(world)
  await tidySubscriptions(world)
}
