import { Prisma, type Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import { FUNCTIONS } from '@/lib/rights/catalogue'
import { holds } from '@/lib/rights/held'
import { reachOf } from '@/lib/rights/reach'
import { linesInReach } from './reach'

/**
 * Whether the actor may move lines into a cost centre: what they may do to it they must be allowed to do to the lines
 * already. Otherwise whoever sets cost centres could bring any line into their own reach.
 */
export async function mayMoveInto(
  tx: Raw,
  actor: Actor,
  ids: readonly string[],
  centreId: string,
): Promise<boolean> {
  const { subject, now } = actor
  if (subject.mainAdministrator) return true
  // Also what is yet to begin, and what only needs something that is held elsewhere.
  const given = subject.grants.filter(({ scope }) => scope.kind === 'centre' && scope.id === centreId)
  const there = FUNCTIONS.filter(
    (fn) => given.some((grant) => holds(grant, fn)) && reachOf(subject, fn, now) !== 'company',
  )
  if (there.length === 0) return true
  const all = Prisma.join(
    there.map((fn) => linesInReach(actor, fn)),
    ' AND ',
  )
  const [beyond] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM subscription l WHERE l.id = ANY(${[...ids]}::uuid[]) AND (${all}) IS NOT TRUE LIMIT 1`
  return beyond === undefined
}
