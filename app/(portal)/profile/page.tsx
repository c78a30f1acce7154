import type { Metadata } from 'next'
import { Profile } from '@/components/company/profile'
import { RightsInSentences } from '@/components/grants/user-rights'
import { Card } from '@/components/ui/card'
import { getProfile } from '@/lib/company/queries'
import { passwordMinimum } from '@/lib/identity/rules'
import { world } from '@/lib/infra/world'
import { requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { changePasswordAction, editProfileAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('users.profile.title') }
}

export default async function ProfilePage() {
  const actor = await requireActor()
  const [t, profile] = await Promise.all([words(), getProfile(actor, world())])
  return (
    <div className="grid gap-5">
      <Profile
        t={t}
        account={actor.name}
        profile={profile}
        minimum={passwordMinimum(!actor.company.smsAtSignIn)}
        actions={{ editProfileAction, changePasswordAction }}
      />
      <Card title={t('users.profile.what')}>
        <RightsInSentences t={t} subject={actor.subject} now={actor.now} />
      </Card>
    </div>
  )
}
