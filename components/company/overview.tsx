import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note, PageHead } from '@/components/ui/card'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  name: string
  company: string
  /** How the reader has signed in; none: it is somebody else's overview that they look at. */
  factors: readonly string[]
  counts: { users: number; waiting: number; expired: number; disputed: number; suspended: number } | null
  may: { create: boolean; audit: boolean; lines: boolean; profile: boolean }
  /** Whether the person holds anything, wherever: now, from a day that is to come, or (null) nothing. */
  held: string | null
  /** More that needs somebody, from other rooms; null: nothing. */
  needs: ReactNode
  /** What the company's lines cost; null: not for this actor. */
  children: ReactNode
}

const KNOWN_FACTORS = [
  'password',
  'sms',
  'mail',
  'app',
  'passkey',
  'backup',
  'company',
  'mfa',
  'persona',
] as const

/** What needs somebody first, then how things stand, then shortcuts. */
export function Overview({ t, name, company, factors, counts, may, held, needs, children }: Props) {
  const proven = KNOWN_FACTORS.filter((factor) => factors.includes(factor)).map((factor) =>
    t(`overview.factors.${factor}`),
  )
  const list = proven.join(` ${t('overview.and')} `)
  return (
    <>
      <PageHead title={t('overview.title', { name })} text={list && t('overview.last', { factors: list })} />
      <div className="grid gap-5">
        {(counts || needs) && <NeedsYou t={t} counts={counts} needs={needs} />}
        {children}
      </div>
      <div className="mt-5 grid gap-5 md:grid-cols-2">
        {held !== 'now' && (
          <Note>
            {held ? t('overview.rights_later', { company, day: held }) : t('overview.no_rights', { company })}
          </Note>
        )}
        {counts && (
          <Card title={t('overview.users')}>
            <p className="font-semibold text-4xl tabular-nums">{counts.users}</p>
            {counts.suspended > 0 && (
              <Link href="/users?state=suspended" prefetch={false} className="link mt-1 inline-block">
                {t('overview.suspended', { count: counts.suspended })}
              </Link>
            )}
          </Card>
        )}
        {Object.values(may).some(Boolean) && (
          <Card title={t('overview.shortcuts')}>
            <div className="flex flex-wrap gap-3">
              {may.create && (
                <Link href="/users/new" prefetch={false} className={buttonClass('main')}>
                  {t('overview.create_user')}
                </Link>
              )}
              {may.audit && (
                <Link href="/audit" prefetch={false} className={buttonClass('quiet')}>
                  {t('overview.read_audit')}
                </Link>
              )}
              {may.lines && (
                <Link href="/lines" prefetch={false} className={buttonClass('quiet')}>
                  {t('nav.lines')}
                </Link>
              )}
              {may.profile && (
                <Link href="/profile" prefetch={false} className={buttonClass('quiet')}>
                  {t('overview.edit_profile')}
                </Link>
              )}
            </div>
          </Card>
        )}
      </div>
    </>
  )
}

function NeedsYou({ t, counts, needs }: Pick<Props, 't' | 'counts' | 'needs'>) {
  const { disputed = 0, expired = 0, waiting = 0 } = counts ?? {}
  const quiet = disputed === 0 && expired === 0 && waiting === 0 && !needs
  return (
    <Card title={t('overview.needs_you')}>
      {quiet && <p className="text-soft">{t('overview.nothing')}</p>}
      <div className="grid gap-3">
        {disputed > 0 && (
          <Note tone="harm">
            {t('overview.disputed', { count: disputed })}{' '}
            <Link href="/users?state=disputed" prefetch={false} className="underline underline-offset-3">
              {t('overview.see')}
            </Link>
          </Note>
        )}
        {needs}
        {expired > 0 && (
          <Note tone="attention">
            {t('overview.expired', { count: expired })}{' '}
            <Link href="/users?state=waiting" prefetch={false} className="underline underline-offset-3">
              {t('overview.see')}
            </Link>
          </Note>
        )}
        {waiting > 0 && (
          <Note>
            {t('overview.waiting', { count: waiting })}{' '}
            <Link href="/users?state=waiting" prefetch={false} className="link">
              {t('overview.see')}
            </Link>
          </Note>
        )}
      </div>
    </Card>
  )
}
