import type { Raw } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/approvals.ts writes its letters, lib/operations/carry-out.ts does what was approved. */
export type ApprovalsMessage =
  | { kind: 'approvals.asked'; payload: { requestId: string } }
  | { kind: 'approvals.approved'; payload: { requestId: string } }
  | { kind: 'approvals.rejected'; payload: { requestId: string } }
  | { kind: 'approvals.done'; payload: { requestId: string } }
  | { kind: 'approvals.failed'; payload: { requestId: string } }

/** Enqueues one of this room's messages. */
export const announce = (tx: Raw, companyId: string, message: ApprovalsMessage, at: Date): Promise<void> =>
  enqueue(tx, { companyId, ...message }, at)
