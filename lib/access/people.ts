import type { Closed } from '@/lib/directory/view'
import { Prisma, type Raw } from '@/lib/infra/db'
import { pause } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import type { Subject } from '@/lib/rights/subject'
import { type AssignmentsJson, assignmentsOf, readAssignments } from './assignments'
import { firstGrants, type HeldText, heldGrants, LONG_TEXT, readHeld } from './held-grants'
import { userSubject } from './subject'

/**
 * A user as the law sees them, and as people call them. `held`: how many rights they hold, also where not all were read.
 * `shutOut`: a person has suspended them, whatever else has closed their account.
 */
export type Person = {
  id: string
  name: string
  account: string
  closed: Closed | null
  shutOut: boolean
  subject: Subject
  held: number
}

type Row = {
  id: string
  name: string
  login: string
  mainAdministrator: boolean
  closed: Closed | null
  shutOut: boolean
  grants: HeldText
  assignments: AssignmentsJson
}

/**
 * Users of the actor's own company that a condition on `u` leaves, with what they hold, in one query. `most`: no more
 * than so much of it, for showing; whoever judges takes all.
 */
export async function loadPeople(
  db: Raw,
  actor: Actor,
  where: Prisma.Sql,
  rest: Prisma.Sql = Prisma.empty,
  most?: number,
): Promise<Person[]> {
  const { companyId } = actor.subject
  const rows = await db.$queryRaw<Row[]>`
    SELECT u.id, u.name, u.login, m.user_id IS NOT NULL AS "mainAdministrator",
      CASE WHEN x.contact_change_id IS NOT NULL THEN 'disputed' WHEN x.user_id IS NOT NULL THEN 'suspended' END AS closed,
      x.by_id IS NOT NULL AS "shutOut",
      ${most ? firstGrants(Prisma.sql`u.id`, actor.now, most) : heldGrants(Prisma.sql`u.id`, actor.now)} AS grants,
      ${assignmentsOf(actor.now)} AS assignments
    FROM "user" u LEFT JOIN main_administrator m ON m.user_id = u.id
    LEFT JOIN suspension x ON x.user_id = u.id AND x.ended_at IS NULL
    WHERE u.company_id = ${companyId}::uuid AND ${where} ${rest}`
  const people: Person[] = []
  let read = 0
  for (const row of rows) {
    read += row.grants.length
    if (read > LONG_TEXT) {
      await pause()
      read = 0
    }
    const { grants, count } = readHeld(row.grants, most)
    people.push({
      id: row.id,
      name: row.name,
      account: `${row.login}@${actor.company.slug}`,
      ...{ closed: row.closed, shutOut: row.shutOut },
      subject: userSubject(actor.subject, {
        ...{ ...row, active: row.closed === null, grants },
        assignments: readAssignments(row.assignments),
      }),
      held: count,
    })
  }
  return people
}
