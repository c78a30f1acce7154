import type { Raw } from '@/lib/infra/db'

/**
 * Withdraws what somebody has asked for and nobody has decided yet, when they are shut out: nothing is done in the name of
 * whoever is not there. In the order in which they are decided, so that neither waits for the other. Resolves with how many there were.
 */
export const withdrawOpenRequests = (tx: Raw, userId: string): Promise<number> =>
  tx.$executeRaw`
    UPDATE approval_request SET state = 'withdrawn' WHERE id IN (
      SELECT id FROM approval_request WHERE by_id = ${userId}::uuid AND state = 'open' ORDER BY id FOR UPDATE)`
