import type { World } from '@/lib/infra/world'
import { isForsaken } from './open-requests'

/** Marks requests that nobody decides any more: those whose asker was shut out as withdrawn, those past their deadline as expired. */
export async function tidyApprovals(world: World): Promise<void> {
  await world.sql.$executeRaw`
    UPDATE approval_request r SET state = (CASE WHEN ${isForsaken()} THEN 'withdrawn' ELSE 'expired' END)::approval_state
    WHERE r.state = 'open' AND (r.deadline < ${world.clock()} OR ${isForsaken()})`
}
