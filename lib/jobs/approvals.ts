import type { ApprovalsMessage } from '@/lib/approvals/messages'
import { keyOf } from '@/lib/approvals/request-key'
import { decidersOf, type Judged } from '@/lib/approvals/second-person'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import { carryOut } from '@/lib/operations/carry-out'
import { operationOf } from '@/lib/operations/registry'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { translator } from '@/lib/words/translator'
import { requireKnown } from './known-content'
import { writeMail } from './mail'
import { type Cancelled, type Notification, notifications } from './notification'
import { loadRecipient, loadRecipients, type Recipient } from './recipient'

const GONE: Cancelled = { cancelled: 'whoever asked is gone' }

/** So many deciders are notified of a request. */
const MOST_NOTIFIED = 20

/** Tells who decides, or who has asked. What was approved is carried out first, and told by a message of its own. */
export async function composeApprovals(
  { kind, payload: { requestId } }: ApprovalsMessage,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const request = await context.db.approvalRequest.findUnique({ where: { id: requestId } })
  if (!request) return { cancelled: 'there is no such request' }
  const fn = request.function as Permission
  const key = keyOf({ ...request, fn })
  requireKnown({ [request.kind]: request.kind === 'operation' ? key : fn })
  const fetched = operationOf(key)?.secondPerson?.fetched
  if (kind === 'approvals.approved' && request.kind === 'operation' && !fetched) {
    await carryOut(requestId, request.companyId, context)
    return []
  }
  const asker = await userActor(request.byId, context)
  if (kind === 'approvals.asked') {
    if (request.state !== 'open') return { cancelled: 'it was decided or withdrawn meanwhile' }
    if (!asker) return GONE
    const to = await deciders(asker, { ...request, fn }, context)
    return to.map((each) => notification(each, 'asked', { fn, account: asker.name }, context))
  }
  if (request.problem === 'approvals.asker_gone') return forNobody(request, fn, context)
  if (!asker) return GONE
  const [to] = await loadRecipients(context, request.companyId, { id: request.byId })
  if (!to) return { cancelled: 'whoever asked is suspended' }
  const said = kind === 'approvals.rejected' ? 'rejected' : request.problem ? 'failed' : 'approved'
  return [notification(to, said, { fn, account: asker.name }, context)]
}

type Request = { companyId: string; byId: string; decidedById: string | null }

/** Whoever asked is shut out by now: whoever approved hears that it was not done. */
async function forNobody(
  { companyId, byId, decidedById }: Request,
  fn: Permission,
  context: Context,
): Promise<Notification[] | Cancelled> {
  const [to] = await loadRecipients(context, companyId, { id: decidedById ?? byId })
  if (!to) return GONE
  const { account } = await loadRecipient(context, byId)
  return [notification(to, 'asker_gone', { fn, account }, context)]
}

/** Everybody who can decide about a request at this moment. */
async function deciders(asker: Actor, request: Judged, context: Context): Promise<Recipient[]> {
  const can = (await decidersOf(asker, request, context.sql)).filter(({ bar }) => !bar)
  const ids = can.map(({ id }) => id).filter((each) => each !== asker.subject.id)
  return loadRecipients(context, asker.subject.companyId, { id: { in: ids.slice(0, MOST_NOTIFIED) } })
}

type Said = { fn: Permission; account: string }

function notification(
  to: Recipient,
  key: 'asked' | 'approved' | 'rejected' | 'failed' | 'asker_gone',
  { fn, account }: Said,
  context: Context,
): Notification {
  const what = translator(to.language)(`rights.functions.${fn}`)
  return writeMail(context, to, (t) => ({
    subject: t(`mail.approval.${key}.subject`, { account }),
    paragraphs: [t(`mail.approval.${key}.text`, { account, what })],
    facts: [[t('mail.approval.where'), new URL('/approvals', context.portal).href]],
    closing: [],
  }))
}

/** What becomes of what approvals announce. */
export const approvalsNotifications = notifications<ApprovalsMessage>(
  {
    'approvals.asked': 'notice',
    'approvals.approved': 'notice',
    'approvals.rejected': 'notice',
    'approvals.done': 'notice',
    'approvals.failed': 'notice',
  },
  (message, { context }) => composeApprovals(message, context),
)
