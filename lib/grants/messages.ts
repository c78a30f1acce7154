import type { Raw } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/grants.ts tells it. */
export type GrantsMessage =
  | { kind: 'grants.rights_changed'; payload: { changeId: string } }
  | { kind: 'grants.substitute_appointed'; payload: { substitutionId: string } }

/** Enqueues one of this room's messages. */
export const announce = (tx: Raw, companyId: string, message: GrantsMessage, at: Date): Promise<void> =>
  enqueue(tx, { companyId, ...message }, at)
