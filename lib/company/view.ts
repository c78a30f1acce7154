import type { HeldItem } from '@/lib/access/view'
import type { PasswordState } from '@/lib/identity/rules'

/**
 * Where a user stands: signed in at least once, still holding a temporary password, closed until somebody settles a stopped
 * change of contacts (`disputed`, suspended as well or not), or suspended.
 */
export type UserState = 'active' | 'waiting' | 'disputed' | 'suspended'

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
  /** Second factors of their own. */
  factors: number
  createdAt: Date
  /** `by`: null, where nobody but disputed contacts have closed the account. */
  suspension: { since: Date; by: string | null; reason: string | null; disputed: boolean } | null
  /** What became of the newest mail with a temporary password. */
  mail: {
    state: 'queued' | 'waiting' | 'sent' | 'delivered' | 'undelivered' | 'rejected'
    at: Date | null
  } | null
}

/** The company's own provider of single sign-on. */
export type IdentityProviderView = {
  address: string
  issuer: string
  clientId: string
  changedAt: Date
  /** Null: no test sign-in has come back right yet. */
  verifiedAt: Date | null
  /** Users linked to it. */
  linked: number
}

/** How the company's users sign in, and whom the other way would concern. */
export type SignInPolicy = {
  smsAtSignIn: boolean
  /** Active users. */
  users: number
  /** With passwords too short to stand alone: they choose a new one at their next sign-in. */
  tooShort: number
  /** Whose number nobody has confirmed with a code yet. */
  unconfirmed: number
  /** Shortest password that may stand alone. */
  minimum: number
  /** When and by whom it was last switched. */
  last: { at: Date; by: string } | null
}

/** A change of somebody's contacts, as whoever holds what stops it sees it: nothing of the new ones. */
export type ContactChangeView = {
  account: string
  /** Who changed them. */
  by: string
  at: Date
  email: boolean
  mobile: boolean
} & (
  | { state: 'open'; until: Date }
  /** Nobody gets in until it is settled which contacts hold. */
  | { state: 'stopped'; stoppedAt: Date }
  | { state: 'settled'; settledAt: Date }
)

/** Which contacts a user may have, after a change of them was stopped: for whoever settles it. */
export type DisputeView = {
  /** Names this dispute: the form sends it, so that it settles no other one. */
  id: string
  stoppedAt: Date
  /** When the first of the changes was made. */
  since: Date
  present: ContactChoice
  /** What they were before each change, and who made it; null: the operator. */
  former: (ContactChoice & { id: string; at: Date; by: string | null })[]
}
type ContactChoice = { email: string; mobile: string }

/** What would be otherwise once an operation of this room were done, for whoever is to say yes to it. */
export type CompanyEffect =
  | { kind: 'user_created'; account: string; name: string; email: string; mobile: string }
  | {
      kind: 'user_edited'
      account: string
      /** `now`: what others have made of it since it was asked for; then nothing is changed. */
      changes: { field: 'name' | 'email' | 'mobile'; was: string; next: string; now: string | null }[]
    }
  | { kind: 'password_reissued'; account: string; email: string }
  | { kind: 'factors_removed'; account: string }
  | { kind: 'user_reactivated'; account: string; holds: HeldItem[]; more: number }
