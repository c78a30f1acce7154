import { DAY } from '@/lib/kernel/clock'
import { FUNCTIONS, type FunctionKey, factsOf } from '@/lib/rights/catalogue'

/** A request that nobody decides expires after so long. */
export const DEADLINE = 7 * DAY
/** A file that was approved can be fetched for so long. */
export const FETCH_WITHIN = DAY
/** So many requests of one person can be open at once. */
export const MOST_OPEN = 20
/** So many are decided at once. */
export const MOST_AT_ONCE = 100

/** Operations that are done when a second person has approved them (lib/jobs/approvals.ts). */
export const DONE_WHEN_APPROVED = [
  'user:create',
  'user:edit',
  'temporary_password:reissue',
  'second_factor:remove',
  'user:reactivate',
  'approval_rule:edit',
  'right:grant',
] as const satisfies readonly FunctionKey[]
/** All that a second person is asked for; what is only fetched (a file) is fetched by whoever asked. */
export const OPERATIONS = [...DONE_WHEN_APPROVED, 'usage:export'] as const satisfies readonly FunctionKey[]
export type DoneOperation = (typeof DONE_WHEN_APPROVED)[number]
export type Operation = (typeof OPERATIONS)[number]

export const isOperation = (fn: string): fn is Operation => (OPERATIONS as readonly string[]).includes(fn)
export const isDoneWhenApproved = (fn: string): fn is DoneOperation =>
  (DONE_WHEN_APPROVED as readonly string[]).includes(fn)

/** Functions for which a company can ask a second person. */
export const APPROVABLE = FUNCTIONS.filter((fn) => factsOf(fn).approvable)
