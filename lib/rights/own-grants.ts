import type { HeldGrant, Subject } from './subject'

/** The word for what a grant grants. */
export const wordOf = (grant: HeldGrant): string => grant.template ?? grant.functions?.[0] ?? ''

/** What somebody holds themselves, not in another's stead, and is not over. */
export const ownGrants = (subject: Subject) => subject.grants.filter(({ standsInFor }) => !standsInFor)
