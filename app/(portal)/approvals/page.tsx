import type { Metadata } from 'next'
import { Requests } from '@/components/approvals/requests'
import { judgeRequests } from '@/lib/approvals/judge-requests'
import { listRequests } from '@/lib/approvals/queries'
import { getPlaceNames } from '@/lib/grants/queries'
import { provenRecently } from '@/lib/identity/sessions/prove-again'
import { context } from '@/lib/infra/context'
import { describeRequests } from '@/lib/operations/describe-requests'
import { actorCan } from '@/lib/rights/actor'
import { sentenceOf } from '@/lib/web/action'
import { found, requireActor } from '@/lib/web/actor'
import { justDone } from '@/lib/web/just-done'
import { words } from '@/lib/web/request'
import { loadWording } from '@/lib/web/wording'
import { answerRightAction, decideRequestsAction, withdrawRequestAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words())('approvals.title') }
}

export default async function ApprovalsPage() {
  const actor = await requireActor()
  const [{ toDecide, own }, wording, done] = await Promise.all([
    found(() => listRequests(actor, context())),
    loadWording(actor),
    justDone(),
  ])
  const [places, judged, effects] = await Promise.all([
    getPlaceNames(
      actor,
      [...toDecide, ...own].flatMap(({ place }) => place ?? []),
      context(),
    ),
    judgeRequests(actor, { toDecide, own }, context()),
    describeRequests(
      actor,
      [...toDecide, ...own].map(({ id }) => id),
      context(),
    ),
  ])
  const bars = judged.bars.map(([id, refusal]) => [id, sentenceOf(refusal, wording.t)] as const)
  return (
    <Requests
      t={wording.t}
      moment={wording.moment}
      toDecide={toDecide}
      own={own}
      places={places}
      bars={new Map(bars)}
      deciders={judged.deciders}
      effects={effects}
      done={done}
      decides={actorCan(actor, 'approval:decide')}
      grants={actorCan(actor, 'right:grant')}
      mayRule={actorCan(actor, 'approval_rule:edit')}
      proven={provenRecently(actor, actor.now)}
      actions={{ decideRequestsAction, withdrawRequestAction, answerRightAction }}
    />
  )
}
