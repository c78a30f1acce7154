import type { Raw } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/identity.ts tells it. */
export type IdentityMessage =
  | { kind: 'identity.code_requested'; payload: { challengeId: string; counter: number } }
  | { kind: 'identity.recovery_requested'; payload: { signInId: string; ask: number } }
  | { kind: 'identity.number_code_requested'; payload: { signInId: string; ask: number } }
  | { kind: 'identity.password_reset'; payload: { userId: string } }
  | { kind: 'identity.password_changed'; payload: { userId: string } }
  | { kind: 'identity.wrong_codes_entered'; payload: { userId: string } }

/** Enqueues one of this room's messages. */
export const announce = (
  tx: Raw,
  companyId: string | null,
  message: IdentityMessage,
  at: Date,
): Promise<void> => enqueue(tx, { companyId, ...message }, at)
