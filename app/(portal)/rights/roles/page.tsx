import type { Metadata } from 'next'
import { RightsHead } from '@/components/grants/rights-tabs'
import { Roles } from '@/components/grants/roles'
import { countRoles, listTemplates } from '@/lib/grants/queries'
import { context } from '@/lib/infra/context'
import { actorCan } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.roles') }
}

export default async function RolesPage() {
  const actor = await requireActor()
  const [t, own, held] = await Promise.all([
    words(),
    found(() => listTemplates(actor, context())),
    found(() => countRoles(actor, context())),
  ])
  return (
    <>
      <RightsHead t={t} place="roles" text={t('editor.role.text')} />
      <Roles t={t} own={own} held={held} mayEdit={actorCan(actor, 'template:edit')} />
    </>
  )
}
