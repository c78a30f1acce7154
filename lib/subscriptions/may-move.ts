import { Prisma, type Raw } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'
import { FUNCTIONS, scopesOf } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
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
  const target = { companyId: subject.companyId, centreId }
  const there = FUNCTIONS.filter(
    (fn) =>
      scopesOf(fn).includes('centre') &&
      can(subject, fn, target, now) &&
      reachOf(subject, fn, now) !== 'company',
  )
  if (there.length === 0) return true
  const all = Prisma.join(
    there.map((fn) => linesInReach(actor, fn)),
    ' AND ',
  )
  const [beyond] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM subscription l WHERE l.id = ANY(${[...ids]}::uuid[]) AND NOT (${all}) LIMIT 1`
  return beyond === undefined
}
