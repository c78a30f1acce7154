import type { Metadata } from 'next'
import { Leave } from '@/components/grants/leave'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { getLeavePlan } from '@/lib/journeys/leave-plan'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { leaveUserAction } from '../../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.leave.open') }
}

export default async function LeavePage({ params }: Props) {
  const actor = await requireActor()
  const [plan, wording] = await Promise.all([
    found(async () => {
      const asked = draftIdInput.safeParse(await params)
      if (!asked.success || asked.data.id === actor.subject.id) throw new NotFound('user')
      return getLeavePlan(actor, asked.data.id, context())
    }),
    loadWording(actor),
  ])
  return (
    <Leave
      wording={{ ...wording, frame: plan.frame }}
      plan={plan}
      proven={provenRecently(actor, actor.now)}
      action={leaveUserAction}
    />
  )
}
