import { DAY, HOUR } from '@/lib/kernel/clock'
import { isPermission, RISKY } from '@/lib/rights/catalogue'
import { riskOf } from '@/lib/rights/grantable'
import { permissionsOfWhat } from '@/lib/rights/items'
import type { ChangeKind } from './change-kind'
import { type Proposal, wordsIn } from './changes/proposal'

/** A change can be taken back for so long. */
export const UNDO_WITHIN = 24 * HOUR
/** What is nothing but rights can be taken back; a role is changed again, and who has left comes back by hand. */
export const UNDOABLE: readonly ChangeKind[] = [
  'edited',
  'numbers_limited',
  'undone',
  'copied',
  'file',
  'asked',
  'reviewed',
]
/** A draft that nobody applies is forgotten after so long. */
export const DRAFT_KEPT = 24 * HOUR
/** One that a second person is asked for waits so long for their answer. */
export const DECIDED_WITHIN = 7 * DAY
/** So many are shown on a page of the editor. */
export const PAGE_SIZE = 50

/**
 * Whether a change asks for a reason and a fresh proof: it gives or takes what is risky, takes whatever there is, or
 * says what numbers may do or what a role holds.
 */
export function isRisky(
  { groups, limits, template }: Proposal,
  own: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (limits.length > 0 || template || groups.some(({ replace }) => replace)) return true
  const functions = [...wordsIn({ groups })].flatMap((word) => permissionsOfWhat(word, own))
  return riskOf(functions.filter(isPermission)) >= RISKY
}
