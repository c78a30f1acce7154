import type { Context } from '@/lib/infra/context'

export type MailboxRow = {
  id: string
  at: Date
  channel: 'mail' | 'sms'
  recipient: string
  subject: string | null
  text: string
  secret: string | null
}

const SHOWN = 60

/** What the built-in providers have received, newest first; one channel only, or all. */
export async function listMailbox(channel: 'mail' | 'sms' | null, context: Context): Promise<MailboxRow[]> {
  const items = await context.db.mailboxItem.findMany({
    where: channel ? { channel } : {},
    orderBy: { id: 'desc' },
    take: SHOWN,
    select: { id: true, at: true, channel: true, recipient: true, subject: true, text: true, secret: true },
  })
  return items.map((item) => ({
    ...item,
    id: item.id.toString(),
    channel: item.channel === 'sms' ? 'sms' : 'mail',
  }))
}
