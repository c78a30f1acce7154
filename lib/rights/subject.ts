/** Somebody who can hold rights, as the law sees them. */
export type Subject = {
  kind: 'user'
  id: string
  companyId: string
  companyKind: 'customer' | 'operator'
  active: boolean
  mainAdministrator: boolean
  grants: readonly HeldGrant[]
}

/** A grant of a template over the whole company, valid from a moment, perhaps to one. */
export type HeldGrant = { id: string; template: string; validFrom: Date; validTo: Date | null }

/** What a function is exercised on. Everything there is so far belongs to a company as a whole. */
export type Target = { companyId: string }
