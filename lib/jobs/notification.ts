import type { PaymentProvider } from '@/lib/billing/payments/payment-provider'
import type { MailClient } from '@/lib/channels/mail/client'
import type { SmsClient } from '@/lib/channels/sms/client'
import type { SimGuard } from '@/lib/identity/number/sim-guard'
import type { Context } from '@/lib/infra/context'
import type { Locale } from '@/lib/kernel/locale'

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

/**
 * What a message is to whom it goes, which says what it is counted by, and what becomes of it over a budget. `security`:
 * something happened to one's own access; `stop`: what stops that, which only confirmed addresses get; `notice`: other
 * news; `access`: a way in; `report`: what was ordered.
 */
export type Weight = 'security' | 'stop' | 'notice' | 'access' | 'report'

/** `pay`: null where bills are paid by transfer only. */
export type Providers = { mail: MailClient; sms: SmsClient; sim: SimGuard; pay: PaymentProvider | null }

/** What a message is composed with: its id, and what is asked of others on the way. */
export type Composing = { id: string; context: Context; providers: Providers }

/** What becomes of all that a room announces: what each kind is counted as, and what it says. */
export type RoomNotifications<Message extends { kind: string }> = {
  weights: Record<Message['kind'], Weight>
  compose: (message: Message, composing: Composing) => Promise<Notification[] | Cancelled>
}

/**
 * Declares what becomes of a room's messages: a kind that is left out does not compile. One that is announced no more stays for
 * one release: processes of the version before announce it while they are replaced, and messages of theirs may still wait.
 */
export const notifications = <Message extends { kind: string }>(
  weights: RoomNotifications<Message>['weights'],
  compose: RoomNotifications<Message>['compose'],
): RoomNotifications<Message> => ({ weights, compose })
