import { Mail, MessageSquareText } from 'lucide'
import Link from 'next/link'
import { PageHead } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import { Refresh } from '@/components/ui/refresh'
import type { Words } from '@/lib/words/translator'

type Row = {
  id: string
  at: Date
  channel: 'mail' | 'sms'
  recipient: string
  subject: string | null
  text: string
  secret: string | null
}
type Props = { t: Words; rows: Row[]; channel: 'mail' | 'sms' | null; moment: MomentSettings }

/** The post that the built-in mail server and message centre received, newest first. */
export function Mailbox({ t, rows, channel, moment }: Props) {
  const tab = (on: boolean) =>
    `min-h-9 rounded-full border px-3.5 py-1.5 text-sm ${on ? 'border-brand bg-brand-tint font-medium text-brand' : 'border-line hover:bg-sunken'}`
  return (
    <>
      <Refresh every={2_000} />
      <PageHead title={t('dev.mailbox')} text={t('dev.mailbox_text')} />
      <nav aria-label={t('dev.mailbox')} className="mb-4 flex gap-2">
        {([null, 'mail', 'sms'] as const).map((kind) => (
          <Link
            key={kind ?? 'all'}
            href={kind ? `/dev/mailbox?channel=${kind}` : '/dev/mailbox'}
            prefetch={false}
            aria-current={kind === channel ? 'true' : undefined}
            className={tab(kind === channel)}
          >
            {t(`dev.${kind ?? 'all'}`)}
          </Link>
        ))}
      </nav>
      {rows.length === 0 && <p className="card p-10 text-center text-soft">{t('dev.mailbox_empty')}</p>}
      <ul className="grid grid-cols-1 gap-3">
        {rows.map((row) => (
          <li key={row.id} className="card p-4 sm:p-5">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p className="flex min-w-0 items-center gap-2 text-sm text-soft">
                {row.channel === 'sms' ? (
                  <Icon of={MessageSquareText} size={16} />
                ) : (
                  <Icon of={Mail} size={16} />
                )}
                <span className="truncate">
                  {t(`dev.${row.channel}`)} {t('dev.to', { recipient: row.recipient })} ·{' '}
                  <Moment at={row.at} {...moment} />
                </span>
              </p>
              {row.secret && (
                <CopyButton
                  text={row.secret}
                  copy={`${t('shell.copy')} ${row.secret}`}
                  copied={t('shell.copied')}
                />
              )}
            </div>
            {row.subject && <h2 className="mt-1 font-semibold">{row.subject}</h2>}
            <pre className="mt-2 whitespace-pre-wrap break-words font-sans">{row.text}</pre>
          </li>
        ))}
      </ul>
    </>
  )
}
