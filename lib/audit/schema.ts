import type { z } from 'zod'
import { listing } from '@/lib/kernel/list'

/** What the audit can be asked for by its address; nonsense in it falls back to the newest entries. */
export const AUDIT = listing({ filters: {}, sorts: { at: 'down' } })
export const listAuditInput = AUDIT.shown
export type ListAuditInput = Partial<z.infer<typeof listAuditInput>>
