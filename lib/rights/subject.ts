import type { FunctionKey } from './catalogue'

/** Somebody who can hold rights, as the law sees them: a business user, or a phone number (S2-13). */
export type Subject = {
  kind: 'user' | 'number'
  /** Of the user, or of the number's subscription. */
  id: string
  companyId: string
  companyKind: 'customer' | 'operator'
  active: boolean
  mainAdministrator: boolean
  grants: readonly HeldGrant[]
  /** The most that a number may do; null: no limit. A user has none. */
  ceilings?: { company: readonly string[] | null; number: readonly string[] | null }
}

/** A grant of a template over the whole company, valid from a moment, perhaps to one. */
export type HeldGrant = { id: string; template: string; validFrom: Date; validTo: Date | null }

/** What a function is exercised on: a company as a whole, or one of its numbers. */
export type Target = { companyId: string; numberId?: string }

/** What a subject exercises its functions on without naming anything: a number itself, a user the company. */
export const ownTarget = ({ kind, id, companyId }: Subject): Target =>
  kind === 'number' ? { companyId, numberId: id } : { companyId }

/** Whether a ceiling leaves a function. */
export const within = (ceiling: readonly string[] | null | undefined, fn: FunctionKey) =>
  !ceiling || ceiling.includes(fn)
