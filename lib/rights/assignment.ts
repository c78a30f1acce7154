import type { Permission } from './catalogue'

/** Why staff work on a customer. */
export const GROUNDS = ['declaration', 'offer', 'case', 'support'] as const
export type Ground = (typeof GROUNDS)[number]

/**
 * What a member of the operator's staff reaches one customer for, until its end, which it does not include. It gives no
 * permission: it says on whom those that they hold may be exercised.
 */
export type Assignment = {
  id: string
  companyId: string
  functions: readonly string[]
  ground: Ground
  /** Number of the declaration, ticket or case. */
  reference: string
  validFrom: Date
  validTo: Date
}

/** The assignment by which somebody reaches a company that is not theirs for a function; undefined: there is none. */
export const assignmentFor = (
  assignments: readonly Assignment[] | undefined,
  fn: Permission,
  companyId: string,
  now: Date,
): Assignment | undefined =>
  assignments?.find(
    (each) =>
      each.companyId === companyId &&
      each.functions.includes(fn) &&
      each.validFrom <= now &&
      now < each.validTo,
  )

/** Whether some assignments reach at least as far, and as long, as another one that is not over. */
export const coversAssignment = (
  held: readonly Assignment[] | undefined,
  other: Assignment,
  now: Date,
): boolean =>
  other.validTo <= now ||
  (held ?? []).some(
    (each) =>
      each.companyId === other.companyId &&
      each.validFrom <= now &&
      each.validTo >= other.validTo &&
      other.functions.every((fn) => each.functions.includes(fn)),
  )
