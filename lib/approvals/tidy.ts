import type { Context } from '@/lib/infra/context'
import { inPieces } from '@/lib/infra/pieces'
import { askerSuspendedSince } from './open-requests'

/** Marks requests that nobody decides any more: those whose asker was shut out as withdrawn, those past their deadline as expired. */
export const tidyApprovals = ({ sql, clock }: Context): Promise<void> =>
  inPieces(
    (most) => sql.$executeRaw`
      UPDATE approval_request a SET state = (CASE WHEN over.forsaken THEN 'withdrawn' ELSE 'expired' END)::approval_state
      FROM (
        SELECT r.id, ${askerSuspendedSince()} AS forsaken FROM approval_request r
        WHERE r.state = 'open' AND (r.deadline < ${clock()} OR ${askerSuspendedSince()}) ORDER BY r.id LIMIT ${most} FOR UPDATE OF r SKIP LOCKED) over
      WHERE a.id = over.id`,
  )
