import type { Context } from '@/lib/infra/context'
import { personLabel } from '@/lib/kernel/person'
import type { Refusal } from '@/lib/kernel/result'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { countToDecide, listRequests } from './queries'
import { decidersOf, type Judged, whyNotApprove } from './second-person'
import type { ApprovalRow } from './view'

/** Of so many requests it is said who decides; of others, when they are pressed. */
const MOST_JUDGED = 20

type Rows = { toDecide: readonly ApprovalRow[]; own: readonly ApprovalRow[] }

/** Why the actor may not approve some of the requests that they see, and who can decide about what they have asked for. */
export async function judgeRequests(
  actor: Actor,
  { toDecide, own }: Rows,
  context: Context,
): Promise<{ bars: [string, Refusal][]; deciders: Map<string, string[]> }> {
  authorize(actor, 'own_session:end')
  const bars: [string, Refusal][] = []
  const deciders = new Map<string, string[]>()
  const operations = actorCan(actor, 'approval:decide')
    ? toDecide.filter(({ kind }) => kind === 'operation')
    : []
  const open = own.filter(({ state }) => state === 'open').slice(0, MOST_JUDGED)
  const shown = [...operations.slice(0, MOST_JUDGED), ...open].map(({ id }) => id)
  if (shown.length === 0) return { bars, deciders }
  const requests = await context.sql.$queryRaw<Judged[]>`
    SELECT id, by_id AS "byId", kind::text AS kind, function AS fn, input FROM approval_request
    WHERE company_id = ${actor.subject.companyId}::uuid AND id = ANY(${shown}::uuid[])`
  for (const request of requests) {
    if (open.some(({ id }) => id === request.id)) {
      const can = (await decidersOf(actor, request, context.sql)).filter(
        ({ id, bar }) => !bar && id !== actor.subject.id,
      )
      deciders.set(request.id, can.map(personLabel))
    } else {
      const why = await whyNotApprove(actor, request, context.sql)
      if (why) bars.push([request.id, why.refusal])
    }
  }
  return { bars, deciders }
}

/** How many requests wait for the actor that they may approve: one that they could only reject waits for somebody else. */
export async function countToApprove(actor: Actor, context: Context): Promise<number> {
  authorize(actor, 'approval:decide')
  const all = await countToDecide(actor, context)
  if (all === 0) return 0
  const { toDecide } = await listRequests(actor, context)
  const rights = actorCan(actor, 'right:grant') ? [] : toDecide.filter(({ kind }) => kind === 'right')
  const { bars } = await judgeRequests(actor, { toDecide, own: [] }, context)
  return all - rights.length - bars.length
}
