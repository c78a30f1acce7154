import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import type { AuditRow } from '@/lib/audit/view'
import { writeCursor } from '@/lib/kernel/cursor'
import type { Words } from '@/lib/words/translator'
import { factText } from './audit-list'

type Props = {
  t: Words
  done: { rows: AuditRow[]; more: boolean }
  moment: MomentSettings
  /** Whether each entry leads to the audit. */
  linked: boolean
}

/** What was done in an account while it is not certain whose it was. */
export function DoneSince({ t, done, moment, linked }: Props) {
  return (
    <Card title={t('audit.done_since.title')}>
      <p className="text-soft">{t('audit.done_since.text')}</p>
      {done.rows.length === 0 && <p className="mt-3">{t('audit.done_since.none')}</p>}
      <ul className="mt-3 grid gap-2">
        {done.rows.map((row) => (
          <li key={row.seq} className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-sm text-soft">
              <Moment at={row.at} {...moment} />
            </span>
            {linked ? (
              <Link
                href={`/audit?after=${writeCursor('at', String(BigInt(row.seq) + 1n))}`}
                prefetch={false}
                className="link wrap-anywhere"
              >
                {factText(t, row)}
              </Link>
            ) : (
              <span className="wrap-anywhere">{factText(t, row)}</span>
            )}
          </li>
        ))}
      </ul>
      {done.more && <p className="mt-3 text-soft">{t('audit.done_since.more')}</p>}
    </Card>
  )
}
