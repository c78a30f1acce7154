import { readAssignments } from '@/lib/access/assignments'
import { readGrants } from '@/lib/access/held-grants'
import { numberSubject, userSubject } from '@/lib/access/subject'
import type { Context } from '@/lib/infra/context'
import { displayNumber } from '@/lib/market/phone-number'
import type { SessionActor } from '@/lib/rights/actor'
import { can } from '@/lib/rights/explain'
import { ownTarget, type Subject } from '@/lib/rights/subject'
import type { Visitor } from '../view'
import type { SessionRow } from './find-session'

/** The actor of a session, or null where the company has closed sign-in by number. */
export function actorOf(row: SessionRow, from: Visitor, { clock, market }: Context): SessionActor | null {
  const now = clock()
  const { id, provenAt, expiresAt, factors } = row
  const rest = {
    by: 'session' as const,
    session: { id, expiresAt },
    proof: { at: provenAt, factors },
    address: from.address,
    requestId: from.requestId,
    now,
    asks: row.asks,
  }
  const subject = subjectOf(row)
  if (row.userId !== null)
    return {
      ...rest,
      subject,
      name: `${row.login}@${row.companySlug}`,
      fullName: row.fullName,
      company: {
        id: row.companyId,
        slug: row.companySlug,
        name: row.companyName,
        smsAtSignIn: row.smsAtSignIn,
      },
    }
  if (!can(subject, 'number:sign_in', ownTarget(subject), now)) return null
  const name = displayNumber(row.msisdn, market)
  // A number sees nothing of its company, not even the name (P1).
  const company = { id: row.companyId, slug: '', name: '', smsAtSignIn: row.smsAtSignIn }
  return { ...rest, subject, name, fullName: name, company }
}

function subjectOf(row: SessionRow): Subject {
  if (row.userId === null) return numberSubject(row, { ...row, id: row.subscriptionId })
  const { userId: id, mainAdministrator } = row
  const held = { grants: readGrants(row.grants), assignments: readAssignments(row.assignments) }
  return userSubject(row, { id, mainAdministrator, active: true, ...held })
}
