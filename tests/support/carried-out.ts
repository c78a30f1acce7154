import type { Context } from '@/lib/infra/context'
import { composeApprovals } from '@/lib/jobs/approvals'
import type { Notification } from '@/lib/jobs/notification'

/** Carries out what was approved, as the worker does, and resolves with the notifications about what came of it. */
export async function carriedOut(context: Context, requestId: string): Promise<Notification[]> {
  const payload = { requestId }
  await composeApprovals({ kind: 'approvals.approved', payload }, context)
  const outcomes = await context.db.message.findMany({
    where: { kind: { in: ['approvals.done', 'approvals.failed'] }, payload: { equals: payload } },
  })
  const notifications: Notification[] = []
  for (const { kind } of outcomes) {
    const notices = await composeApprovals({ kind: kind as 'approvals.done', payload }, context)
    if (!('cancelled' in notices)) notifications.push(...notices)
  }
  return notifications
}
