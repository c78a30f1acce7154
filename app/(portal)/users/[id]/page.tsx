import type { Metadata } from 'next'
import { DoneSince } from '@/components/audit/done-since'
import { ContactDispute } from '@/components/company/contact-dispute'
import { UserCard } from '@/components/company/user-card'
import { RightsCard } from '@/components/grants/rights-card'
import { SessionList } from '@/components/identity/session-list'
import { listDoneBy } from '@/lib/audit/queries'
import { getDispute } from '@/lib/company/contacts/get-dispute'
import { holdsMore } from '@/lib/company/holds-more'
import { getUser } from '@/lib/company/queries'
import { mayManage } from '@/lib/company/rules'
import { userIdInput } from '@/lib/company/schema'
import { getPerson } from '@/lib/grants/queries'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { listUserSessions } from '@/lib/identity/sessions/session-list'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { type Actor, actorCan } from '@/lib/rights/actor'
import { sentenceOf } from '@/lib/web/action'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import * as actions from '../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.title') }
}

export default async function UserPage({ params }: Props) {
  const actor = await requireActor()
  const [user, person] = await found(async () => {
    const asked = userIdInput.safeParse(await params)
    if (!asked.success) throw new NotFound('user')
    const { id } = asked.data
    return Promise.all([
      getUser(actor, id, context()),
      actorCan(actor, 'right:view') ? getPerson(actor, id, context()) : null,
    ])
  })
  const [wording, done] = await Promise.all([loadWording(actor), justDone()])
  const { t, moment } = wording
  const may = whatMay(actor, user, await holdsMore(context().sql, actor, user))
  const sessions = actorCan(actor, 'session:end') ? await listUserSessions(actor, user.id, context()) : null
  const dispute =
    user.suspension?.disputed && actorCan(actor, 'user:edit')
      ? await getDispute(actor, user, context())
      : null
  const since = dispute && !dispute.whyNot ? await listDoneBy(actor, user.id, dispute.since, context()) : null
  const common = { t, user, actions, proven: provenRecently(actor, actor.now) }
  return (
    <div className="grid gap-5">
      <UserCard
        {...common}
        moment={moment}
        may={may}
        done={done}
        dispute={
          dispute && (
            <>
              <ContactDispute
                {...common}
                dispute={dispute}
                whyNot={dispute.whyNot && sentenceOf(dispute.whyNot, t)}
                moment={moment}
                action={actions.settleContactsAction}
              />
              {since && (
                <DoneSince t={t} done={since} moment={moment} linked={actorCan(actor, 'audit:view')} />
              )}
            </>
          )
        }
      />
      {sessions && (
        <SessionList
          t={t}
          title={t('users.sessions.heading', { name: user.account })}
          sessions={sessions}
          moment={moment}
          endAll={
            may.signOut
              ? {
                  action: actions.endUserSessionsAction,
                  label: t('users.sessions.sign_out', { name: user.account }),
                  userId: user.id,
                }
              : null
          }
        />
      )}
      {person && <RightsCard wording={{ ...wording, frame: person.frame }} person={person} />}
    </div>
  )
}

/** What this actor may do with this user: for showing buttons; the use cases ask again. */
function whatMay(actor: Actor, user: { id: string; mainAdministrator: boolean }, more: boolean) {
  const manage = mayManage(actor.subject, user)
  const other = manage && user.id !== actor.subject.id
  const touches = (['user:edit', 'temporary_password:reissue', 'second_factor:remove'] as const).some((fn) =>
    actorCan(actor, fn),
  )
  return {
    holdsMore: more && touches && manage,
    endOffice: user.mainAdministrator && actorCan(actor, 'main_administrator:end'),
    edit: manage && actorCan(actor, 'user:edit'),
    suspend: other && actorCan(actor, 'user:suspend'),
    reactivate: manage && actorCan(actor, 'user:reactivate'),
    reissue: other && actorCan(actor, 'temporary_password:reissue'),
    removeFactors: other && actorCan(actor, 'second_factor:remove'),
    signOut: manage && actorCan(actor, 'session:end'),
  }
}
