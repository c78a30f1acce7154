import { isMainAdministrator, isSuspended } from '@/lib/directory/users'
import { Prisma, type Raw } from '@/lib/infra/db'
import type { Assignment } from '@/lib/rights/assignment'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { type AssignmentsJson, assignmentsOf, readAssignments } from './assignments'
import { type HeldText, heldGrants, readGrants } from './held-grants'

// The one place in which a subject of the law is put together, whoever asks: a session, a job, a page about somebody.

/** What the law asks about a company. */
export type SubjectCompany = Pick<Subject, 'companyId' | 'companyKind' | 'notOffered'>

/** What it asks about one of its users, `grants` read. */
export type SubjectUser = {
  id: string
  mainAdministrator: boolean
  active: boolean
  grants: readonly HeldGrant[]
  assignments?: readonly Assignment[]
}

/** What remains to the company's numbers, and to one of them; null: no limit. */
export type CeilingRow = { companyCeiling: string[] | null; numberCeiling: string[] | null }

/** That, as columns of a row `l` of subscription. */
export const CEILINGS = Prisma.sql`
  (SELECT e.functions FROM number_ceiling e WHERE e.company_id = l.company_id AND e.subscription_id IS NULL) AS "companyCeiling",
  (SELECT e.functions FROM number_ceiling e WHERE e.subscription_id = l.id) AS "numberCeiling"`

/** What the law asks about a row `u` of "user", as columns, at a moment. */
export const userRights = (now: Date): Prisma.Sql => Prisma.sql`
  ${isMainAdministrator()} AS "mainAdministrator", ${heldGrants(Prisma.sql`u.id`, now)} AS grants, ${assignmentsOf(now)} AS assignments`

/** A user as the law sees them. */
export const userSubject = (
  { companyId, companyKind, notOffered = [] }: SubjectCompany,
  { id, mainAdministrator, active, grants, assignments }: SubjectUser,
): Subject => ({
  ...{ kind: 'user', id, companyId, companyKind, notOffered, active, mainAdministrator, grants },
  ...(assignments?.length && { assignments }),
})

/** A number as the law sees it: it holds nothing but what its ceilings leave it. */
export const numberSubject = (
  { companyId, companyKind, notOffered = [] }: SubjectCompany,
  { id, companyCeiling, numberCeiling }: CeilingRow & { id: string },
): Subject => ({
  ...{
    kind: 'number',
    id,
    companyId,
    companyKind,
    notOffered,
    active: true,
    mainAdministrator: false,
    grants: [],
  },
  ceilings: { company: companyCeiling, number: numberCeiling },
})

type UserRow = {
  login: string
  name: string
  mainAdministrator: boolean
  grants: HeldText
  assignments: AssignmentsJson
}
type LineRow = CeilingRow & { msisdn: string }

/** A user of a company with all that they hold at a moment; null: there is none, or they are suspended. */
export async function loadUserSubject(
  db: Raw,
  company: SubjectCompany,
  id: string,
  now: Date,
): Promise<{ subject: Subject; login: string; name: string } | null> {
  const [row] = await db.$queryRaw<UserRow[]>`
    SELECT u.login, u.name, ${userRights(now)} FROM "user" u
    WHERE u.id = ${id}::uuid AND u.company_id = ${company.companyId}::uuid AND NOT ${isSuspended()}`
  if (!row) return null
  const { login, name, mainAdministrator } = row
  const grants = readGrants(row.grants)
  const assignments = readAssignments(row.assignments)
  const subject = userSubject(company, { id, mainAdministrator, active: true, grants, assignments })
  return { subject, login, name }
}

/** A number of a company; null: there is none, or its line has been terminated. */
export async function loadNumberSubject(
  db: Raw,
  company: SubjectCompany,
  id: string,
): Promise<{ subject: Subject; msisdn: string } | null> {
  const [row] = await db.$queryRaw<LineRow[]>`
    SELECT l.msisdn, ${CEILINGS} FROM subscription l
    WHERE l.id = ${id}::uuid AND l.company_id = ${company.companyId}::uuid AND l.msisdn IS NOT NULL
      AND l.status <> 'terminated'`
  return row ? { subject: numberSubject(company, { id, ...row }), msisdn: row.msisdn } : null
}
