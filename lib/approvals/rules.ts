import { DECIDED_WITHIN } from '@/lib/grants/rules'
import { DAY } from '@/lib/kernel/clock'
import { factsOf, PERMISSIONS } from '@/lib/rights/catalogue'

/** A request that nobody decides expires after so long: what would be done is kept as long (lib/grants/changes/drafts.ts). */
export const DEADLINE = DECIDED_WITHIN
/** A file that was approved can be fetched for so long. */
export const FETCH_WITHIN = DAY
/** So many requests of one person can be open at once. */
export const MOST_OPEN = 20
/** So many are decided at once. */
export const MOST_AT_ONCE = 100

/** Permissions for which a company can ask a second person. */
export const APPROVABLE = PERMISSIONS.filter((fn) => factsOf(fn).approvable)
