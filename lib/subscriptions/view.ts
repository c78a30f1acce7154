import type { Permission } from '@/lib/rights/catalogue'

export const SUBSCRIPTION_KINDS = ['mobile', 'pstn', 'voip', 'internet', 'tv'] as const
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number]
export const SUBSCRIPTION_STATUSES = [
  'active',
  'restricted',
  'disconnected',
  'suspended',
  'terminated',
] as const
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number]

export const BUCKET_KINDS = ['data', 'voice', 'message', 'money', 'points'] as const
export type BucketKind = (typeof BUCKET_KINDS)[number]
/** Of an allowance (TMF654). */
export const BUCKET_STATUSES = ['active', 'suspended', 'expired'] as const

/** A number's own line, as whoever signed in with it sees it: nothing of its company (P1). */
export type OwnLine = {
  /** National spelling. */
  number: string
  status: SubscriptionStatus
  label: string | null
  holder: string | null
}

export type LineRow = {
  id: string
  /** National spelling. */
  number: string
  kind: SubscriptionKind
  status: SubscriptionStatus
  label: string | null
  holder: string | null
  tariff: string | null
  costCentre: string | null
  account: string | null
  iccid: string | null
  /** What usage has cost this month, without tax, in minor units. */
  spent: number
  overLimit: boolean
  /** Where it was never used, since when it exists. */
  lastUsedAt: Date
  neverUsed: boolean
  /** Whether the reader may change it. */
  mayEdit: boolean
}
export type LinePage = {
  rows: LineRow[]
  next: string | null
  /** A search found more than it looked at. */
  isCut: boolean
}

/** What the list can be narrowed to; without a name: what is chosen, and is not there. */
export type LineChoice = { id: string; name: string | null }
export type LineFilters = { tariffs: string[]; centres: LineChoice[]; accounts: LineChoice[] }

export type LineView = Omit<LineRow, 'mayEdit'> & {
  accountId: string | null
  costCentreId: string | null
  options: string[]
  spendingLimit: number | null
  buckets: BucketView[]
  email: string | null
  createdAt: Date
  terminatedAt: Date | null
  /** Newest first. */
  history: { at: Date; status: SubscriptionStatus }[]
}

/** An allowance of a line: bytes, seconds, messages, minor units or points. */
export type BucketView = {
  kind: BucketKind
  name: string
  /** Null: unlimited. */
  total: number | null
  used: number
  /** The last day (YYYY-MM-DD) on which it can be used, where the market is; null: no end. */
  lastDay: string | null
}

/** What a change of many lines would do, before it is done. */
export type LinesPreview = {
  count: number
  /** More than can be changed at once: `count` is no longer how many they are, and nothing is judged. */
  tooMany: boolean
  /** How many of those that the list shows, or that were ticked, the actor may not change: they are left out. */
  leftOut: number
  /** How many of them stand otherwise. */
  changes: number
  /** The first of them. */
  rows: { id: string; number: string; before: string | null }[]
  /** Stands for all that was seen. */
  seen: string
}

/** Where lines go: a cost centre of the company (`id`), a new one of that name, or (`null`) out of any. */
export type MoveTarget = {
  id: string | null
  /** As it is spelled there, or, where whoever asks may not see it, as they have spelled it. */
  name: string
  isNew: boolean
  /** It exists and is out of reach: nothing is said of it, nor of what anybody may do there. */
  hidden?: boolean
} | null

/** People who gain or lose the same over the same lines. */
export type AffectedGroup = {
  /** How many there are, and some of their accounts; none for whoever does not see the company's people. */
  count: number
  names: readonly string[]
  functions: readonly Permission[]
  /** Over how many of the lines that are moved, and the first of them in their national spelling. */
  lines: number
  numbers: readonly string[]
}
/** Everybody who gains, or loses: how many people, and the first groups of those who do so alike. */
export type AffectedPeople = { count: number; groups: readonly AffectedGroup[] }

/** What a move would do, before it is done. */
export type MovePreview = LinesPreview & {
  /** Undefined: none was chosen yet. */
  target: MoveTarget | undefined
  /** Existing cost centres whose names are much like that of a new one. */
  similar: readonly { id: string; name: string }[]
  /**
   * Who gains and who loses rights over which of the lines by their new cost centre, and what whoever moves them loses.
   * Null: they are too many to judge, and the move is refused; or none was chosen.
   */
  effect: { gain: AffectedPeople; lose: AffectedPeople; own: AffectedGroup | null } | null
}

/** A move of the last 24 hours, which can be undone. */
export type RecentMove = {
  id: string
  at: Date
  by: string
  own: boolean
  lines: number
  /** Where some of the lines were; null: in no cost centre. */
  from: (string | null)[]
  to: string | null
  /** Some of the lines; `id`: null for whoever cannot open it any more. */
  some: { id: string | null; number: string }[]
}
