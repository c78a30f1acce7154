import type { FunctionKey } from '@/lib/rights/catalogue'

export type ApprovalState = 'open' | 'approved' | 'rejected' | 'withdrawn' | 'expired'

/** A request as whoever asked, and whoever decides, sees it. */
export type ApprovalRow = {
  id: string
  kind: 'right' | 'operation'
  fn: FunctionKey
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
