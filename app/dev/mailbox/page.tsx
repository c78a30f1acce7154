import type { Metadata } from 'next'
import { Mailbox } from '@/components/dev/mailbox'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { listMailbox } from '@/lib/jobs/mailbox'
import { requireDemo } from '@/lib/web/demo'
import { screenLocale, words } from '@/lib/web/request'

type Props = { searchParams: Promise<{ channel?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('dev.mailbox') }
}

export default async function MailboxPage({ searchParams }: Props) {
  await requireDemo()
  const asked = (await searchParams).channel
  const channel = asked === 'mail' || asked === 'sms' ? asked : null
  const [t, locale, rows] = await Promise.all([words(), screenLocale(), listMailbox(channel, context())])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: context().clock() }
  return <Mailbox t={t} rows={rows} channel={channel} moment={moment} />
}
