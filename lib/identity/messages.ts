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
  | {
      kind: 'identity.second_factor_added'
      payload: { userId: string; factor: 'app' | 'passkey' }
    }
  | {
      kind: 'identity.second_factor_removed'
      payload: { userId: string; factor: 'app' | 'passkey' }
    }
  | { kind: 'identity.provider_in_use'; payload: { companyId: string } }
  | { kind: 'identity.company_linked'; payload: { userId: string } }
  | { kind: 'identity.company_unlinked'; payload: { userId: string } }
  | { kind: 'identity.backup_codes_renewed'; payload: { userId: string } }
  | {
      kind: 'identity.sms_budget_reached'
      payload: { companyId: string | null; percentage: number; sent: number; budget: number }
    }
  /** `until` is a moment (RFC 3339). */
  | { kind: 'identity.api_key_ending'; payload: { system: string; until: string } }
  | { kind: 'identity.backup_code_used'; payload: { userId: string } }

/** Enqueues one of this room's messages. */
export const announce = (
  tx: Raw,
  companyId: string | null,
  message: IdentityMessage,
  at: Date,
): Promise<void> => enqueue(tx, { companyId, ...message }, at)
