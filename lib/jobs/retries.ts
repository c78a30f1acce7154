import type { HostsPool } from '@/lib/infra/database-hosts'
import { inPieces } from '@/lib/infra/pieces'

/** Nobody waits longer than this for the next try, however long the provider was away. */
const LONGEST_WAIT = '2 minutes'

/** Tries are not used up by a long outage: a job that waits for its next one for longer is taken back to its fifth. */
export const hastenRetries = (pool: Pick<HostsPool, 'query'>): Promise<void> =>
  inPieces(async (most) => {
    const { rowCount } = await pool.query(
      `SELECT graphile_worker.reschedule_jobs(array_agg(id), attempts := 5,
         run_at := now() + interval '${LONGEST_WAIT}' * random())
       FROM (
         SELECT id FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts BETWEEN 1 AND max_attempts - 1
           AND run_at > now() + interval '${LONGEST_WAIT}' LIMIT ${most}) late
       HAVING count(*) > 0`,
    )
    return rowCount ?? 0
  })
