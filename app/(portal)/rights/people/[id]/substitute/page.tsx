import type { Metadata } from 'next'
import { Substitute } from '@/components/grants/substitute'
import { getPerson, listSubstitutes } from '@/lib/grants/queries'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { env } from '@/lib/infra/env'
import { dateFormat } from '@/lib/kernel/formats'
import { NotFound } from '@/lib/kernel/violation'
import { authorize } from '@/lib/rights/actor'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { appointSubstituteAction, endSubstitutionAction } from '../../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.substitute.title') }
}

export default async function SubstitutePage({ params }: Props) {
  const actor = await requireActor()
  const [person, substitutes] = await found(async () => {
    authorize(actor, 'right:grant')
    const asked = draftIdInput.safeParse(await params)
    if (!asked.success) throw new NotFound('user')
    return Promise.all([
      getPerson(actor, asked.data.id, context()),
      listSubstitutes(actor, asked.data.id, context()),
    ])
  })
  const wording = { ...(await loadWording(actor)), frame: person.frame }
  const today = dateFormat('sv-SE', { timeZone: env().MARKET.timeZone }).format(actor.now)
  return (
    <Substitute
      wording={wording}
      person={person}
      substitutes={substitutes}
      today={today}
      proven={provenRecently(actor, actor.now)}
      actions={{ appointSubstituteAction, endSubstitutionAction }}
    />
  )
}
