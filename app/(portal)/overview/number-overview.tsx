import { OwnBill } from '@/components/billing/own-bill'
import { RightsInSentences } from '@/components/grants/sentences'
import { NO_FRAME } from '@/components/grants/wording'
import { SessionList } from '@/components/identity/session-list'
import { LineUse } from '@/components/subscriptions/line-use'
import { OwnLineCard } from '@/components/subscriptions/own-line'
import { Card, Note } from '@/components/ui/card'
import { listOwnBillLines } from '@/lib/billing/reports/line-costs'
import { listOwnSessions } from '@/lib/identity/sessions/session-list'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { getOwnLine, getOwnUse } from '@/lib/subscriptions/queries'
import { justDone } from '@/lib/web/just-done'
import { loadFormat, screenLocale, words } from '@/lib/web/request'
import { endNumberSessionAction, labelOwnLineAction } from './actions'

type Props = { actor: Actor }

/** The portal of somebody who signed in with a phone number: one column, that number and nothing else. */
export async function NumberOverview({ actor }: Props) {
  const [t, format, locale, done, sessions, line, use, bill] = await Promise.all([
    words(),
    loadFormat(),
    screenLocale(),
    justDone(),
    listOwnSessions(actor, context()),
    actorCan(actor, 'own_line:view') ? getOwnLine(actor, context()) : null,
    actorCan(actor, 'own_usage:view') ? getOwnUse(actor, context()) : null,
    actorCan(actor, 'own_bill:view') ? listOwnBillLines(actor, context()) : null,
  ])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  return (
    <div className="mx-auto grid max-w-md gap-5">
      {done === 'ended' && <Note tone="done">{t('line.signed_out')}</Note>}
      {line ? (
        <OwnLineCard
          t={t}
          line={line}
          rename={actorCan(actor, 'own_line:label') ? labelOwnLineAction : null}
        />
      ) : (
        <Card>
          <h1 className="font-semibold text-3xl tabular-nums tracking-tight">{actor.name}</h1>
        </Card>
      )}
      {use && <LineUse t={t} format={format} use={use} />}
      {use && (use.tariff || use.options.length > 0) && (
        <Card title={t('lines.columns.tariff')}>
          <p>{[use.tariff, ...use.options].filter(Boolean).join(', ')}</p>
        </Card>
      )}
      {bill && <OwnBill t={t} format={format} bill={bill} />}
      <Card title={t('line.may')}>
        <p className="mb-3 text-soft">{t('line.only')}</p>
        <RightsInSentences
          wording={{ t, locale: moment.locale, timeZone: moment.timeZone, frame: NO_FRAME }}
          subject={actor.subject}
          now={actor.now}
        />
      </Card>
      {!actor.viewedBy && (
        <SessionList
          t={t}
          title={t('line.sessions')}
          sessions={sessions}
          moment={moment}
          endOne={endNumberSessionAction}
          endAll={{ action: endNumberSessionAction, label: t('users.sessions.end_others') }}
        />
      )}
    </div>
  )
}
