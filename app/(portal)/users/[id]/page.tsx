import type { Metadata } from 'next'
import { UserCard } from '@/components/company/user-card'
import { UserRights } from '@/components/grants/user-rights'
import { SessionList } from '@/components/identity/session-list'
import { getUser } from '@/lib/company/queries'
import { mayManage } from '@/lib/company/rules'
import { userIdInput } from '@/lib/company/schema'
import { getSubject } from '@/lib/grants/queries'
import { provenRecently } from '@/lib/identity/prove-again'
import { listUserSessions } from '@/lib/identity/session-list'
import { env } from '@/lib/infra/env'
import { world } from '@/lib/infra/world'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { screenLocale, words } from '@/lib/web/request'
import * as actions from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.title') }
}

export default async function UserPage({ params, searchParams }: Props) {
  const actor = await requireActor()
  const [user, subject] = await found(async () => {
    const asked = userIdInput.safeParse(await params)
    if (!asked.success) throw new NotFound('user')
    const { id } = asked.data
    return Promise.all([getUser(actor, id, world()), getSubject(actor, id, world())])
  })
  const [t, locale, { done }] = await Promise.all([words(), screenLocale(), searchParams])
  const moment = { locale, timeZone: env().MARKET.timeZone, now: actor.now }
  const may = whatMay(actor, user)
  const sessions = actorCan(actor, 'session:end') ? await listUserSessions(actor, user.id, world()) : null
  const common = { t, user, actions, proven: provenRecently(actor, actor.now) }
  return (
    <div className="grid gap-5">
      <UserCard {...common} moment={moment} may={may} done={typeof done === 'string' ? done : null} />
      {sessions && (
        <SessionList
          t={t}
          title={t('users.sessions.heading', { name: user.name })}
          sessions={sessions}
          moment={moment}
          endAll={
            may.signOut
              ? {
                  action: actions.endUserSessionsAction,
                  label: t('users.sessions.sign_out', { name: user.name }),
                  userId: user.id,
                }
              : null
          }
        />
      )}
      <UserRights {...common} subject={subject} now={actor.now} may={may.grant} />
    </div>
  )
}

/** What this actor may do with this user: for showing buttons; the use cases ask again. */
function whatMay(actor: Actor, user: { id: string; mainAdministrator: boolean }) {
  const manage = mayManage(actor.subject, user)
  const other = manage && user.id !== actor.subject.id
  return {
    edit: manage && actorCan(actor, 'user:edit'),
    suspend: other && actorCan(actor, 'user:suspend'),
    reactivate: manage && actorCan(actor, 'user:reactivate'),
    reissue: other && actorCan(actor, 'temporary_password:reissue'),
    removeFactors: other && actorCan(actor, 'second_factor:remove'),
    signOut: manage && actorCan(actor, 'session:end'),
    grant: other && !user.mainAdministrator && actorCan(actor, 'right:grant'),
  }
}
