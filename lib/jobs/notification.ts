import type { ApprovalsMessage } from '@/lib/approvals/messages'
import type { BillingMessage } from '@/lib/billing/messages'
import type { CompanyMessage } from '@/lib/company/messages'
import type { GrantsMessage } from '@/lib/grants/messages'
import type { IdentityMessage } from '@/lib/identity/messages'
import type { Locale } from '@/lib/kernel/locale'
import type { OutboxMessage } from '@/lib/outbox/messages'

/** What a handler makes of a message: what is to be sent, over which channel, to which address. */
export type Notification =
  | ({
      channel: 'mail'
      to: string
      language: Locale
      subject: string
      text: string
      html: string
      attachments: Attachment[]
    } & Accounted)
  /** `expiresAt`: afterwards it is worth nothing. */
  | ({ channel: 'sms'; to: string; language: Locale; text: string; expiresAt?: Date } & Accounted)

/** Codes are counted when they are opened, since whoever asks must hear at once that there is none (lib/identity/attempts/send-code.ts). */
type Accounted = { counted?: true }

export type Attachment = { name: string; type: string; content: Buffer }

/** The message is no longer worth telling, and why; `stopped`: in whose name it was to go out may no longer. */
export type Cancelled = { cancelled: string; stopped?: true }

/** Whatever any room announces. */
export type Announced =
  | IdentityMessage
  | ApprovalsMessage
  | CompanyMessage
  | GrantsMessage
  | BillingMessage
  | OutboxMessage
