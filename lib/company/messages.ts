import type { Raw } from '@/lib/infra/db'
import { enqueue } from '@/lib/outbox/enqueue'

/** What this room announces; lib/jobs/company.ts tells it. */
export type CompanyMessage =
  | { kind: 'company.user_created'; payload: { userId: string; temporaryPasswordId: string } }
  | {
      kind: 'company.main_administrator_registered'
      payload: { userId: string; temporaryPasswordId: string }
    }
  | {
      kind: 'company.temporary_password_reissued'
      /** `rescue`: by the operator, who has checked who asks. */
      payload: { userId: string; temporaryPasswordId: string; rescue?: true }
    }
  | { kind: 'company.user_suspended'; payload: { userId: string } }
  | { kind: 'company.main_administrator_ended'; payload: { userId: string } }
  | { kind: 'company.user_reactivated'; payload: { userId: string } }
  | { kind: 'company.user_factors_removed'; payload: { userId: string } }
  | { kind: 'company.sms_at_sign_in_switched'; payload: { companyId: string; on: boolean } }
  | { kind: 'company.identity_provider_set'; payload: { companyId: string } }
  | { kind: 'company.identity_provider_removed'; payload: { companyId: string } }
  | {
      kind: 'company.user_edited'
      /** `changeId`: what old contacts can stop; older messages, and where none can, have none. */
      payload: { userId: string; oldEmail: string; oldMobile: string; changeId?: string }
    }
  /** Goes only where it can be stopped: a kind of its own, so that no other message uses its budget up. */
  | {
      kind: 'company.contact_change_stoppable'
      payload: { userId: string; oldEmail: string; oldMobile: string; changeId: string }
    }
  /** `emails`: old addresses that the user had confirmed; older messages have none. */
  | { kind: 'company.contact_change_stopped'; payload: { userId: string; emails?: string[] } }
  /** `emails`: addresses that the user had confirmed and that hold no longer. */
  | { kind: 'company.contacts_settled'; payload: { userId: string; emails: string[] } }

/** Enqueues one of this room's messages. */
export const announce = (tx: Raw, companyId: string, message: CompanyMessage, at: Date): Promise<void> =>
  enqueue(tx, { companyId, ...message }, at)
