import { linesInReach } from '@/lib/access/reach'
import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import { inSlices } from '@/lib/kernel/slices'
import { type Actor, actorCan, needsApproval } from '@/lib/rights/actor'
import { factsOf, PERMISSIONS, type Permission, RISKY } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { holds } from '@/lib/rights/held'
import { reachOf } from '@/lib/rights/reach'
import type { Target } from '@/lib/rights/scope'
import { needsSecondPerson } from '@/lib/rights/second-person'
import { refuse } from '@/lib/words/refuse'
import { effectOfMove, type MoveEffect } from './move-effect'
import { beyondLost, type Lost } from './move-lost'

/** So many of those who would gain are named. */
const NAMED = 5

/**
 * What moving lines into a cost centre does to everybody's rights; null: out of any. Refuses one that would widen the
 * actor's own reach, and one that gives others what the actor could not give them: over lines that are moved, everybody
 * who holds something over the new cost centre holds it from then on. What needs care takes the right to grant, and is
 * refused where the company wants two people for that. Deliveries of the operator's are exempt: they say what is true.
 * `restored`: what a move that is undone has taken, which comes back to the same people over the same lines without being
 * given anew. `hidden`: whoever moves them may not see what is there.
 */
export async function judgeMove(
  tx: Raw,
  actor: Actor,
  {
    ids,
    centreId,
    restored,
    hidden = false,
  }: { ids: readonly string[]; centreId: string | null; restored?: readonly Lost[]; hidden?: boolean },
): Promise<Result<MoveEffect>> {
  if (!restored && centreId && !(await keepsOwnReach(tx, actor, ids, centreId)))
    return refuse('subscriptions.beyond_own')
  const effect = await effectOfMove(tx, actor, ids, centreId)
  if (!effect) return refuse('subscriptions.move_too_wide')
  const more = beyondLost(restored ?? [], centreId)
  const { gains: own } = effect.mover
  if (
    restored &&
    own?.parts.some((part) => part.functions.some((fn) => more(fn, own.accounts, part.from).length > 0))
  )
    return refuse('subscriptions.beyond_own')
  const beyond: Barred = { functions: new Set(), people: new Set() }
  const alone: Barred = { functions: new Set(), people: new Set() }
  for await (const { accounts, parts } of inSlices(effect.gains))
    for (const { functions, from } of parts)
      for (const fn of functions)
        for (const gaining of more(fn, accounts, from)) {
          const mayGive = await mayHandOn(actor, fn, gaining.from)
          const asks = factsOf(fn).risk >= RISKY && needsApproval(actor, 'right:grant', {})
          const why = mayGive ? asks && alone : beyond
          if (!why) continue
          why.functions.add(fn)
          for (const account of gaining.accounts) why.people.add(account)
        }
  const isBeyond = beyond.functions.size > 0
  const { functions, people } = isBeyond ? beyond : alone
  if (functions.size === 0) return ok(effect)
  // Who may not see the company's people is told how many they are.
  const named = actorCan(actor, 'user:view') ? [...people].sort().slice(0, NAMED).join(', ') : 'none'
  // Of a place out of reach nobody hears what can be done there, nor by whom.
  if (hidden)
    return refuse(isBeyond ? 'subscriptions.gives_others_there' : 'subscriptions.gives_others_there_alone')
  const values = { count: people.size, names: named, functions: [...functions].join(', ') }
  return refuse(isBeyond ? 'subscriptions.gives_others' : 'subscriptions.gives_others_alone', { values })
}

/** What of a move is refused, and whom it would give that. */
type Barred = { functions: Set<Permission>; people: Set<string> }

/** Who places lines shares what they may do with them themselves; what needs care takes the right to grant as well. */
async function mayHandOn(
  { subject, now }: Actor,
  fn: Permission,
  targets: readonly Target[],
): Promise<boolean> {
  if (needsSecondPerson(subject, fn, now)) return false
  const needed: Permission[] = factsOf(fn).risk < RISKY ? [fn] : [fn, 'right:grant']
  for await (const target of inSlices(targets))
    if (!needed.every((each) => can(subject, each, target, now))) return false
  return true
}

/**
 * Whether the actor gains nothing: what they may do in the cost centre they must be allowed to do to the lines already.
 * Otherwise whoever sets cost centres could bring any line into their own reach.
 */
async function keepsOwnReach(
  tx: Raw,
  actor: Actor,
  ids: readonly string[],
  centreId: string,
): Promise<boolean> {
  const { subject, now } = actor
  if (subject.mainAdministrator) return true
  // Also what is yet to begin, and what only needs something that is held elsewhere.
  const given = subject.grants.filter(({ scope }) => scope.kind === 'centre' && scope.id === centreId)
  const there = PERMISSIONS.filter(
    (fn) => given.some((grant) => holds(grant, fn)) && reachOf(subject, fn, now) !== 'company',
  )
  if (there.length === 0) return true
  const all = Prisma.join(
    there.map((fn) => linesInReach(actor, fn)),
    ' AND ',
  )
  const [beyond] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM subscription l WHERE l.id = ANY(${uuids(ids)}) AND (${all}) IS NOT TRUE LIMIT 1`
  return beyond === undefined
}
