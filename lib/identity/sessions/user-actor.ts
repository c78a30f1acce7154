import { loadUserSubject } from '@/lib/access/subject'
import type { Context } from '@/lib/infra/context'
import type { JobActor } from '@/lib/rights/actor'

/**
 * A user as the use cases see them, without a sign-in: for what is done by itself in their name, with the rights that
 * they hold at that moment. Null: there is no such user, or they are suspended.
 */
export async function userActor(userId: string, context: Context): Promise<JobActor | null> {
  const user = await context.db.user.findUnique({ where: { id: userId }, include: { company: true } })
  if (!user) return null
  const now = context.clock()
  const {
    id: companyId,
    slug,
    name,
    smsAtSignIn,
    kind: companyKind,
    notOffered,
    needsApproval: asks,
  } = user.company
  const found = await loadUserSubject(context.sql, { companyId, companyKind, notOffered }, userId, now)
  if (!found) return null
  return {
    by: 'job',
    subject: found.subject,
    name: `${found.login}@${slug}`,
    fullName: found.name,
    company: { id: companyId, slug, name, smsAtSignIn },
    // Whoever set it up or approved it has proven who they are then.
    proof: { at: now, factors: [] },
    address: null,
    requestId: null,
    now,
    asks,
  }
}
