import { loadNumberSubject, loadUserSubject } from '@/lib/access/subject'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { after } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, type SessionActor, sessionOf } from '@/lib/rights/actor'
import { PERMISSIONS } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { holdsAllOf } from '@/lib/rights/holds-all-of'
import { needsSecondPerson } from '@/lib/rights/second-person'
import type { Subject } from '@/lib/rights/subject'
import { refuse } from '@/lib/words/refuse'
import { VIEW_FOR } from '../rules'
import { type ViewAsInput, viewAsInput } from '../schema'
import { proveAgain } from './prove-again'

/**
 * Looks at the portal through the eyes of a user or a number of the company: read-only, through the real law, and written
 * down, for half an hour. Needs a fresh proof. Refuses whoever may do more than the actor. @throws NotFound for another company's.
 */
export const viewAs = operation({
  key: 'identity.view_as',
  permission: 'user:view_as',
  input: viewAsInput,
  audit: ['identity.viewed_as'],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const viewed = await viewedSubject(actor, input, context)
    if (!viewed) throw new NotFound(`${input.user ?? input.line} is not there to be looked at`)
    if (!(await holdsAllOf(actor.subject, viewed.subject, actor.now))) return refuse('identity.sees_more')
    const now = context.clock()
    return sqlTransaction(context, async (tx) => {
      await tx.$executeRaw`
        UPDATE session SET viewing_user_id = ${input.user ?? null}::uuid, viewing_subscription_id = ${input.line ?? null}::uuid,
          viewing_since = ${now}
        WHERE id = ${sessionOf(actor).id}::uuid AND ended_at IS NULL`
      await recordAudit(tx, {
        ...{
          companyId: actor.subject.companyId,
          at: now,
          actor: auditActor(actor),
          action: 'identity.viewed_as',
        },
        object: { kind: viewed.subject.kind, id: viewed.subject.id, name: viewed.name },
      })
      return ok(null)
    })
  },
})

/** A user or number of the actor's company as the law sees them while somebody looks through their eyes; null: gone. */
export async function viewedSubject(
  actor: Actor,
  { user, line }: Pick<ViewAsInput, 'user' | 'line'>,
  context: Context,
): Promise<{ subject: Subject; name: string; fullName: string } | null> {
  if (user) {
    const found = await loadUserSubject(context.sql, actor.subject, user, actor.now)
    if (!found) return null
    const subject: Subject = { ...found.subject, viewed: true }
    return { subject, name: `${found.login}@${actor.company.slug}`, fullName: found.name }
  }
  const found = line ? await loadNumberSubject(context.sql, actor.subject, line) : null
  if (!found) return null
  const name = displayNumber(found.msisdn, context.market)
  return { subject: { ...found.subject, viewed: true }, name, fullName: name }
}

/** Through whose eyes a session looks, and since when. */
export type Viewing = { user: string | null; line: string | null; since: Date | null }

/**
 * Who is really there while somebody is looked at: the same session with the other's eyes. Where that has ended by itself
 * (time is over, the other is gone or may do more by now, or the actor may no longer look) it is the actor, with `viewEnded`:
 * nothing is done by them until they have said that they go on as themselves.
 */
export async function lookingAs(
  actor: SessionActor,
  viewing: Viewing,
  context: Context,
): Promise<SessionActor> {
  if (!viewing.user && !viewing.line) return actor
  const asked = { user: viewing.user ?? undefined, line: viewing.line ?? undefined }
  const viewed = await viewedSubject(actor, asked, context)
  const mayLook = can(actor.subject, 'user:view_as', { companyId: actor.subject.companyId }, actor.now)
  const inTime = viewing.since !== null && actor.now < after(viewing.since, VIEW_FOR)
  if (
    !viewing.since ||
    !viewed ||
    !mayLook ||
    !inTime ||
    !(await holdsAllOf(actor.subject, viewed.subject, actor.now))
  )
    return { ...actor, viewEnded: viewed?.name ?? (await nameOf(viewing, actor, context)) }
  const { subject, name, fullName } = viewed
  const company = subject.kind === 'number' ? { ...actor.company, slug: '', name: '' } : actor.company
  // The stricter of both: what either of them does only with a second person.
  const own = PERMISSIONS.filter((fn) => needsSecondPerson(actor.subject, fn, actor.now))
  const asks = [...new Set([...(actor.asks ?? []), ...own])]
  const viewedBy = { id: actor.subject.id, name: actor.name, since: viewing.since.toISOString() }
  return { ...actor, subject, name, fullName, company, asks, viewedBy }
}

/** What somebody is called who can no longer be looked at. */
async function nameOf({ user, line }: Viewing, actor: Actor, context: Context): Promise<string> {
  const { companyId } = actor.subject
  const [row] = await context.sql.$queryRaw<{ login: string | null; msisdn: string | null }[]>`
    SELECT u.login, NULL AS msisdn FROM "user" u WHERE u.id = ${user}::uuid AND u.company_id = ${companyId}::uuid
    UNION ALL SELECT NULL, l.msisdn FROM subscription l WHERE l.id = ${line}::uuid AND l.company_id = ${companyId}::uuid`
  return row?.msisdn ? displayNumber(row.msisdn, context.market) : `${row?.login ?? ''}@${actor.company.slug}`
}
