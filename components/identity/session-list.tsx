import { Monitor, Smartphone } from 'lucide'
import { Badge, Card } from '@/components/ui/card'
import { Form } from '@/components/ui/form'
import { Icon } from '@/components/ui/icon'
import { Moment, type MomentSettings } from '@/components/ui/moment'
import { Submit } from '@/components/ui/submit'
import type { SessionView } from '@/lib/identity/view'
import type { FormAction } from '@/lib/kernel/form'
import type { Words } from '@/lib/words/translator'

type Props = {
  t: Words
  title: string
  sessions: SessionView[]
  moment: MomentSettings
  /** Ends one; absent: they can only be ended together. */
  endOne?: FormAction
  endAll: { action: FormAction; label: string; userId?: string } | null
}

/** Where somebody is signed in (S3): device, network, last use, and an end to each. */
export function SessionList({ t, title, sessions, moment, endOne, endAll }: Props) {
  return (
    <Card title={title}>
      {sessions.length === 0 && <p className="text-soft">{t('users.sessions.none')}</p>}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0">
            <Icon of={session.handheld ? Smartphone : Monitor} size={22} className="shrink-0 text-soft" />
            <div className="min-w-40 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                {t('users.sessions.device', {
                  browser: session.browser ?? t('users.sessions.unknown'),
                  system: session.system ?? t('users.sessions.unknown'),
                })}
                {session.current && <Badge tone="brand">{t('users.sessions.this')}</Badge>}
              </p>
              <p className="text-sm text-soft">
                {session.place && `${session.place} · `}
                {t('users.sessions.last')} <Moment at={session.lastSeenAt} {...moment} />
              </p>
            </div>
            {endOne && !session.current && (
              <Form action={endOne}>
                <input type="hidden" name="id" value={session.id} />
                <Submit look="quiet">{t('users.sessions.end')}</Submit>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {endAll && sessions.some(({ current }) => !current) && (
        <Form action={endAll.action} className="mt-4">
          {endAll.userId && <input type="hidden" name="id" value={endAll.userId} />}
          <Submit look="quiet">{endAll.label}</Submit>
        </Form>
      )}
    </Card>
  )
}
