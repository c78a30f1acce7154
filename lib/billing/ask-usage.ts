import { askApproval } from '@/lib/approvals/ask-approval'
import type { World } from '@/lib/infra/world'
import type { Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { getLine, lineTarget } from '@/lib/subscriptions/queries'
import { usageApproval } from './open-usage'
import type { AskUsageInput } from './schema'

/** Asks a second person to let a month of a line's itemised usage be downloaded. @throws NotFound for a line out of reach. */
export async function askUsage(
  actor: Actor,
  input: AskUsageInput,
  world: World,
): Promise<Result<{ asked: string }>> {
  authorize(actor, 'usage:export')
  const line = await getLine(actor, input.id, world)
  authorize(actor, 'usage:export', lineTarget(actor, line))
  const subject = `${line.number}, ${input.month}`
  const about = { input: usageApproval(input), subject, comment: input.comment }
  return askApproval(actor, { kind: 'operation', fn: 'usage:export', ...about }, world)
}
