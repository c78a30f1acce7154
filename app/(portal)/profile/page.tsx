import type { Metadata } from 'next'
import Link from 'next/link'
import { CompanyLink } from '@/components/company/company-link'
import { Profile } from '@/components/company/profile'
import { SecondFactors } from '@/components/identity/second-factors'
import { SessionList } from '@/components/identity/session-list'
import { buttonClass } from '@/components/ui/button-class'
import { Card, Note } from '@/components/ui/card'
import { getCompanyLink, getProfile } from '@/lib/company/queries'
import { listSecondFactors } from '@/lib/identity/factors/second-factor-list'
import { passwordMinimum } from '@/lib/identity/rules'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { listOwnSessions } from '@/lib/identity/sessions/session-list'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { screenLocale, words } from '@/lib/web/request'
import {
  beginCompanyLinkAction,
  beginSecondFactorAction,
  changePasswordAction,
  editProfileAction,
  endOwnSessionAction,
  removeSecondFactorAction,
  unlinkCompanyAction,
} from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.profile.title') }
}

/** What may just have been done. */
const DONE = {
  ended: 'users.sessions.ended',
  added: 'factors.added',
  removed: 'factors.removed',
  linked: 'sso.linked_done',
  unlinked: 'sso.unlinked_done',
  not_linked: 'sso.not_linked',
} as const

export default async function ProfilePage() {
  const actor = await requireActor()
  const [t, done, locale, profile, sessions, own, link] = await Promise.all([
    words(),
    justDone(),
    screenLocale(),
    found(() => getProfile(actor, context())),
    listOwnSessions(actor, context()),
    found(() => listSecondFactors(actor, context())),
    found(() => getCompanyLink(actor, context())),
  ])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  return (
    <div className="grid gap-5">
      {done && Object.hasOwn(DONE, done) && (
        <Note tone={done === 'not_linked' ? 'attention' : 'done'}>{t(DONE[done as keyof typeof DONE])}</Note>
      )}
      <Profile
        t={t}
        account={actor.name}
        profile={profile}
        minimum={passwordMinimum(!actor.company.smsAtSignIn)}
        actions={{ editProfileAction, changePasswordAction }}
      />
      <SecondFactors
        t={t}
        factors={own.factors}
        left={own.left}
        proven={provenRecently(actor, actor.now)}
        moment={moment}
        actions={{ beginSecondFactorAction, removeSecondFactorAction }}
      />
      {link && (
        <CompanyLink
          t={t}
          link={link}
          proven={provenRecently(actor, actor.now)}
          moment={moment}
          actions={{ beginCompanyLinkAction, unlinkCompanyAction }}
        />
      )}
      <SessionList
        t={t}
        title={t('users.sessions.own')}
        sessions={sessions}
        moment={moment}
        endOne={endOwnSessionAction}
        endAll={{ action: endOwnSessionAction, label: t('users.sessions.end_others') }}
      />
      <Card title={t('users.profile.what')}>
        <Link href="/profile/rights" prefetch={false} className={buttonClass('quiet')}>
          {t('editor.mine.open')}
        </Link>
      </Card>
    </div>
  )
}
