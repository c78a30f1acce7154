import type { Tx } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/identity.ts tells it. */
export type IdentityMessage =
  | { kind: 'identity.code_requested'; payload: { challengeId: string; counter: number } }
  | { kind: 'identity.password_changed'; payload: { userId: string } }
  | { kind: 'identity.wrong_codes_entered'; payload: { userId: string } }

/** Enqueues one of this room's messages. */
export const announce = (tx: Tx, companyId: string, message: IdentityMessage, at: Date): Promise<string> =>
  enqueue(tx, { companyId, ...message }, at)
