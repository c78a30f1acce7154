import { z } from 'zod'

/** The largest number of an entry that the database can hold. */
const LAST = 2n ** 63n - 1n

/** What the audit page is asked for; nonsense in an address falls back to the newest entries. */
export const listAuditInput = z.object({
  before: z.coerce.bigint().positive().max(LAST).optional().catch(undefined),
})
export type ListAuditInput = z.infer<typeof listAuditInput>
