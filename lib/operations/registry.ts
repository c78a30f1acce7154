import { approvalsOperations } from '@/lib/approvals/operations'
import type { Effect } from '@/lib/approvals/view'
import { billingOperations } from '@/lib/billing/operations'
import { companyOperations } from '@/lib/company/operations'
import type { AnyOperation } from '@/lib/contract/operation'
import { grantsOperations } from '@/lib/grants/operations'
import { identityOperations } from '@/lib/identity/operations'
import { journeysOperations } from '@/lib/journeys/operations'
import { subscriptionsOperations } from '@/lib/subscriptions/operations'

/** Everything that somebody can do, of all rooms: doors, approvals, tests and documents derive from it. */
export const OPERATIONS: readonly AnyOperation<Effect>[] = [
  ...identityOperations,
  ...companyOperations,
  ...subscriptionsOperations,
  ...grantsOperations,
  ...billingOperations,
  ...approvalsOperations,
  ...journeysOperations,
]

const BY_KEY = new Map(OPERATIONS.map((each) => [each.key as string, each]))

/** The operation of a key; undefined: this version knows none. */
export const operationOf = (key: string): AnyOperation<Effect> | undefined => BY_KEY.get(key)
