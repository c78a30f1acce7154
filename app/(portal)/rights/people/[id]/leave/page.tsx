import type { Metadata } from 'next'
import { Leave } from '@/components/grants/leave'
import { draftIdInput } from '@/lib/grants/schema'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { getLeavePlan } from '@/lib/journeys/leave-plan'
import { NotFound } from '@/lib/kernel/violation'
import { found, requireActor } from '@/lib/web/actor'
import { words } from '@/lib/web/request'
import { telling } from '@/lib/web/told'
import { leaveUserAction } from '../../../actions'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('editor.leave.open') }
}

export default async function LeavePage({ params }: Props) {
  const actor = await requireActor()
  const [plan, told] = await Promise.all([
    found(async () => {
      const asked = draftIdInput.safeParse(await params)
      if (!asked.success || asked.data.id === actor.subject.id) throw new NotFound('user')
      return getLeavePlan(actor, asked.data.id, context())
    }),
    telling(actor),
  ])
  return (
    <Leave
      told={{ ...told, frame: plan.frame }}
      plan={plan}
      proven={provenRecently(actor, actor.now)}
      action={leaveUserAction}
    />
  )
}
