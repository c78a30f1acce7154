import type { BillingEffect } from '@/lib/billing/previews'
import type { CompanyEffect } from '@/lib/company/view'
import type { GrantsEffect } from '@/lib/grants/view'
import type { Permission } from '@/lib/rights/catalogue'

export type ApprovalState = 'open' | 'approved' | 'rejected' | 'withdrawn' | 'expired'

/**
 * What would be otherwise if a request were approved: all that whoever decides says yes to. A kind without its sentences
 * (components/approvals/effect.tsx) does not compile, nor an operation without its kind
 * (lib/operations/describe-requests.ts).
 */
export type Effect =
  | CompanyEffect
  | GrantsEffect
  | BillingEffect
  | { kind: 'rules_changed'; on: Permission[]; off: Permission[] }
  /** What it is about is not there any more, or it was asked for in a way that is not done any more. */
  | { kind: 'nothing_left' }

/** A request as whoever asked, and whoever decides, sees it. */
export type ApprovalRow = {
  id: string
  kind: 'right' | 'operation'
  fn: Permission
  /** What it is about, by name. */
  subject: string
  /** For a change of rights: what would be changed. */
  draft: string | null
  /** For a right: where it is asked for. */
  place: string | null
  /** Who asked, and who decided: name and account. */
  by: string
  comment: string | null
  askedAt: Date
  deadline: Date
  state: ApprovalState
  decidedBy: string | null
  decidedAt: Date | null
  answer: string | null
  /** Why it could not be done after all. */
  problem: string | null
  done: boolean
  mine: boolean
}
