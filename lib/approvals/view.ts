import type { FunctionKey } from '@/lib/rights/catalogue'
import type { Scope } from '@/lib/rights/scope'

export type ApprovalState = 'open' | 'approved' | 'rejected' | 'withdrawn' | 'expired'

/** A role or function over a scope; of a role of the company's own its name. */
export type EffectItem = { word: string; own: string | null; place: Scope['kind']; placeName: string }

/**
 * What would be otherwise if a request were approved: all that whoever decides says yes to. A kind without its sentences
 * (components/approvals/effect.tsx) does not compile, nor an operation without its kind
 * (lib/grants/describe-requests.ts).
 */
export type Effect =
  | { kind: 'user_created'; account: string; name: string; email: string; mobile: string }
  | {
      kind: 'user_edited'
      account: string
      /** `now`: what others have made of it since it was asked for; then nothing is changed. */
      changes: { field: 'name' | 'email' | 'mobile'; was: string; next: string; now: string | null }[]
    }
  | { kind: 'password_reissued'; account: string; email: string }
  | { kind: 'factors_removed'; account: string }
  | { kind: 'user_reactivated'; account: string; holds: EffectItem[]; more: number }
  | { kind: 'rules_changed'; on: FunctionKey[]; off: FunctionKey[] }
  | {
      kind: 'rights_changed'
      /** The first people by name, the gravest items, and how many of them there are. */
      people: string[]
      peopleCount: number
      gives: EffectItem[]
      givesCount: number
      takes: EffectItem[]
      takesCount: number
      replaces: boolean
      numbers: number
      allNumbers: boolean
      /** What numbers may do that they could not, and no longer. */
      comes: FunctionKey[]
      goes: FunctionKey[]
      /** A role of the company's own: what it holds more, and no longer. */
      role: {
        name: string
        change: 'new' | 'changed' | 'retired'
        added: FunctionKey[]
        removed: FunctionKey[]
        /** For which of them it asks a second person from now on, and no longer. */
        asks: FunctionKey[]
        asksNoLonger: FunctionKey[]
        /** So many people have it. */
        holders: number
      } | null
    }
  | {
      kind: 'substitute_appointed'
      person: string
      substitute: string
      /** YYYY-MM-DD, both included. */
      from: string
      until: string
      holds: EffectItem[]
      more: number
    }
  | { kind: 'usage_taken'; number: string; month: string }
  /** What it is about is not there any more, or it was asked for in a way that is not done any more. */
  | { kind: 'nothing_left' }

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
