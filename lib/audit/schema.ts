import { z } from 'zod'

/** What the audit page is asked for; nonsense in an address falls back to the newest entries. */
export const listAuditInput = z.object({ before: z.coerce.bigint().positive().optional().catch(undefined) })
export type ListAuditInput = z.infer<typeof listAuditInput>
