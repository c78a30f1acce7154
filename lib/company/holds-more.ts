import { type AssignmentsJson, assignmentsOf, readAssignments } from '@/lib/access/assignments'
import { type HeldText, heldGrants, readGrants } from '@/lib/access/held-grants'
import { userSubject } from '@/lib/access/subject'
import { Prisma, type Raw, type Tx } from '@/lib/infra/db'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, approvalOf } from '@/lib/rights/actor'
import { holdsAllOf } from '@/lib/rights/holds-all-of'
import { refuse } from '@/lib/words/refuse'
import { mayManage } from './rules'

type Other = { id: string; account: string; mainAdministrator: boolean }

/**
 * Whether a user of the actor's company holds anything that the actor does not. Whoever controls somebody's contacts,
 * password or second factors can sign in as them, so all of these ask first. Oneself never does.
 */
export async function holdsMore(
  db: Raw,
  { subject, now }: Actor,
  user: Pick<Other, 'id' | 'mainAdministrator'>,
): Promise<boolean> {
  if (user.id === subject.id || subject.mainAdministrator) return false
  const [held] = await db.$queryRaw<[{ grants: HeldText; assignments: AssignmentsJson }]>`
    SELECT ${heldGrants(Prisma.sql`u.id`, now)} AS grants, ${assignmentsOf(now)} AS assignments
    FROM "user" u WHERE u.id = ${user.id}::uuid`
  const has = { grants: readGrants(held.grants), assignments: readAssignments(held.assignments) }
  const other = userSubject(subject, { ...user, active: true, ...has })
  return !(await holdsAllOf(subject, other, now, { alone: true }))
}

/**
 * What everything asks that gives somebody a way in as a user. Refuses a main administrator for anybody else, and to be
 * done alone (`approvals.needed`) by whoever holds less than they do.
 */
export async function mayGiveWayIn(tx: Tx, actor: Actor, user: Other, input: object): Promise<Result<null>> {
  if (!mayManage(actor.subject, user)) return refuse('company.main_administrator_protected')
  if (!approvalOf(actor, input) && (await holdsMore(tx, actor, user)))
    return refuse('approvals.needed', { subject: user.account })
  return ok(null)
}
