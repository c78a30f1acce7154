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
  iccid: string | null
}
export type LinePage = { rows: LineRow[]; next: string | null }

/** What the list can be narrowed to. */
export type LineFilters = {
  centres: { id: string; name: string }[]
  accounts: { id: string; name: string }[]
}

export type LineView = LineRow & {
  billingAccount: string | null
  email: string | null
  createdAt: Date
  terminatedAt: Date | null
  /** Newest first. */
  history: { at: Date; status: SubscriptionStatus }[]
}
