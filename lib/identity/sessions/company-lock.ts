import { type AssignmentsJson, readAssignments } from '@/lib/access/assignments'
import { type HeldText, readGrants } from '@/lib/access/held-grants'
import { userRights, userSubject } from '@/lib/access/subject'
import { isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'

// What is judged by who holds what takes turns, company by company, so that it holds until it is committed. The turn comes
// first: company, user, what they have asked for, lines. So no two wait for each other.

/** Takes a company's turn for the rest of the transaction: for what judges, or locks anything, before a change is begun in it. */
export async function lockCompany(tx: Raw, companyId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM company WHERE id = ${companyId}::uuid FOR NO KEY UPDATE`
}

/**
 * Takes the turn of the actor's company. Resolves with the actor as they are then: nobody else changes what they hold until
 * the transaction ends. What was held when the request came may be gone by now, so it is to be authorized again.
 * @throws NotFound when they are suspended by now
 */
export async function lockCompanyAs(tx: Raw, actor: Actor, context: Context): Promise<Actor> {
  await lockCompany(tx, actor.subject.companyId)
  return actorNow(tx, actor, context.clock())
}

type Row = {
  mainAdministrator: boolean
  grants: HeldText
  assignments: AssignmentsJson
  notOffered: string[]
  asks: string[]
}

/**
 * The actor, a user, with the rights that they hold, and the rules that their company has, at a moment.
 * @throws NotFound when they are suspended by now
 */
export async function actorNow(db: Raw, actor: Actor, now: Date): Promise<Actor> {
  const { id, companyId } = actor.subject
  const [row] = await db.$queryRaw<Row[]>`
    SELECT c.not_offered AS "notOffered", c.needs_approval AS asks, ${userRights(now)}
    FROM "user" u JOIN company c ON c.id = u.company_id
    WHERE u.id = ${id}::uuid AND u.company_id = ${companyId}::uuid AND NOT ${isSuspended()}`
  if (!row) throw new NotFound(`${actor.name} is gone`)
  const { mainAdministrator, notOffered, asks } = row
  const company = { ...actor.subject, notOffered }
  const grants = readGrants(row.grants)
  const assignments = readAssignments(row.assignments)
  return {
    ...actor,
    now,
    asks,
    subject: userSubject(company, { id, mainAdministrator, active: true, grants, assignments }),
  }
}
