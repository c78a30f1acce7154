import type { PasswordState } from '@/lib/identity/rules'

/** Where a user stands: signed in at least once, still holding a temporary password, or suspended. */
export type UserState = 'active' | 'waiting' | 'suspended'

export type UserRow = {
  id: string
  /** `login@company` */
  account: string
  name: string
  email: string
  /** National spelling. */
  mobile: string
  mainAdministrator: boolean
  state: UserState
  password: PasswordState
  lastSignInAt: Date | null
}

export type UserPage = { rows: UserRow[]; next: string | null }

export type UserView = UserRow & {
  language: string | null
  mobileConfirmed: boolean
  createdAt: Date
  suspension: { since: Date; by: string; reason: string | null } | null
  /** What became of the newest mail with a temporary password. */
  mail: { state: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'rejected'; at: Date | null } | null
}
