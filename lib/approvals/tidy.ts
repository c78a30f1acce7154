import type { World } from '@/lib/infra/world'

/** Marks requests that nobody has decided before their deadline as expired. */
export async function tidyApprovals(world: World): Promise<void> {
  await world.db.approvalRequest.updateMany({
    where: { state: 'open', deadline: { lt: world.clock() } },
    data: { state: 'expired' },
  })
}
