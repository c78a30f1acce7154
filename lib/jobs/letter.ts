import type { Locale } from '@/lib/kernel/locale'

/** What a handler makes of a message: what is to be sent, over which channel, to which address. */
export type Letter =
  | {
      channel: 'mail'
      to: string
      language: Locale
      subject: string
      text: string
      html: string
      attachments: Attachment[]
    }
  | { channel: 'sms'; to: string; text: string }

export type Attachment = { name: string; type: string; content: Buffer }

/** The message is no longer worth telling, and why. */
export type Cancelled = { cancelled: string }
