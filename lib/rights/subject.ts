import type { Assignment } from './assignment'
import type { Permission } from './catalogue'
import type { Scope, Target } from './scope'

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
  /** Permissions that the operator does not offer to this company; absent: offers all. */
  notOffered?: readonly string[]
  /** The most that a number may do; null: no limit. A user has none. */
  ceilings?: { company: readonly string[] | null; number: readonly string[] | null }
  /** Customers that a member of the operator's staff works on for a time; absent: none. */
  assignments?: readonly Assignment[]
  /** Somebody else looks through these eyes: what is the person's own stays closed. */
  viewed?: true
}

/**
 * A grant [TMF672 permission] of a function or a template, over a scope, valid from a moment, perhaps to one (which it
 * does not include).
 */
export type HeldGrant = {
  id: string
  /** Key of a template of ours, id of one of the company's; null: a single function. */
  template: string | null
  /** What a template of the company's is called. */
  name?: string | null
  /** What it holds; null: what the template of ours holds. */
  functions: readonly string[] | null
  /** For which of them it asks a second person. */
  asks?: readonly string[]
  scope: Scope
  validFrom: Date
  validTo: Date | null
  /** Held in somebody’s stead, as their substitute: who that is, by name and account. */
  standsInFor?: string | null
}

/** What a subject exercises its functions on without naming anything: a number itself, a user the company. */
export const ownTarget = ({ kind, id, companyId }: Subject): Target =>
  kind === 'number' ? { companyId, lineId: id } : { companyId }

/** Whether a ceiling leaves a function. */
export const within = (ceiling: readonly string[] | null | undefined, fn: Permission) =>
  !ceiling || ceiling.includes(fn)
