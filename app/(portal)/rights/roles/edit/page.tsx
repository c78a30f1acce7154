import type { Metadata } from 'next'
import { RightsHead } from '@/components/grants/rights-tabs'
import { RoleForm } from '@/components/grants/roles'
import { NO_FRAME } from '@/components/grants/wording'
import { countRoles, listTemplates } from '@/lib/grants/queries'
import { editRoleInput } from '@/lib/grants/schema'
import { context } from '@/lib/infra/context'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { isTemplate, TEMPLATES } from '@/lib/rights/templates'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { editTemplateAction } from '../../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.places.roles') }
}

export default async function EditRolePage({ searchParams }: Props) {
  const actor = await requireActor()
  const { id, copy } = editRoleInput.parse(await searchParams)
  const [role, held] = await found(async () => {
    authorize(actor, 'template:edit')
    const own = (await listTemplates(actor, context())).find((each) => each.id === id && !each.retired)
    if (id && !own) throw new NotFound(`role ${id}`)
    return [own, await countRoles(actor, context())] as const
  })
  const wording = { ...(await loadWording(actor)), frame: NO_FRAME }
  const { t } = wording
  const from = copy && isTemplate(copy) ? copy : null
  const name = from ? t('editor.role.copy_of', { name: t(`rights.templates.${from}.name`) }) : ''
  return (
    <>
      <RightsHead t={t} place="roles" text={t('editor.role.edit_text')} />
      <RoleForm
        wording={wording}
        role={
          role
            ? { ...role, meant: role.meant ?? '' }
            : { id: null, name, meant: '', functions: from ? TEMPLATES[from] : [], asks: [], version: 0 }
        }
        kind={actor.subject.companyKind}
        held={role ? (held.get(role.id) ?? 0) : 0}
        action={editTemplateAction}
      />
    </>
  )
}
