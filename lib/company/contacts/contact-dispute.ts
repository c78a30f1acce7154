import { tiesBetween, tieThatBars } from '@/lib/access/independence'
import { isSuspended } from '@/lib/directory/users'
import type { Raw } from '@/lib/infra/db'
import { after, DAY } from '@/lib/kernel/clock'
import type { Refused } from '@/lib/kernel/result'
import type { Actor } from '@/lib/rights/actor'
import { type RefusalCode, refuse } from '@/lib/words/refuse'
import { holdsMore } from '../holds-more'
import { mayManage } from '../rules'
import type { Contacts } from './contact-changes'

/** A change in a dispute: what the contacts were before it, and who made it. */
type DisputedChange = Contacts & {
  id: string
  at: Date
  /** Null: the operator. */
  by: string | null
  byId: string | null
  decidedById: string | null
}

/** Changes of a user's contacts that somebody settles. */
export type ChangedContacts = {
  /** The first of the changes. */
  id: string
  since: Date
  /** Oldest first. */
  changes: DisputedChange[]
}

/** A stopped change of contacts that nobody has settled yet, with every later one: the account is closed meanwhile. */
type Dispute = ChangedContacts & { stoppedAt: Date }

/** The open dispute about a user's contacts; null: there is none. */
export async function findDispute(db: Raw, companyId: string, userId: string): Promise<Dispute | null> {
  const rows = await db.$queryRaw<(DisputedChange & { stoppedAt: Date })[]>`
    SELECT c.id, c.at, c.old_email AS email, c.old_mobile AS mobile, c.by_id AS "byId", c.decided_by_id AS "decidedById",
      b.login || '@' || o.slug AS by, f.stopped_at AS "stoppedAt"
    FROM suspension x JOIN contact_change f ON f.id = x.contact_change_id
    JOIN contact_change c ON c.company_id = f.company_id AND c.user_id = f.user_id AND (c.at, c.id) >= (f.at, f.id)
    LEFT JOIN "user" b ON b.id = c.by_id LEFT JOIN company o ON o.id = b.company_id
    WHERE x.user_id = ${userId}::uuid AND x.ended_at IS NULL AND f.company_id = ${companyId}::uuid
    ORDER BY c.at, c.id`
  const [first] = rows
  if (!first) return null
  const changes = rows.map(({ stoppedAt: _stoppedAt, ...change }) => change)
  return { id: first.id, since: first.at, stoppedAt: first.stoppedAt, changes }
}

/** So long the operator can bring former contacts back. */
const BROUGHT_BACK_FOR = 30 * DAY

/** The changes of a user's contacts in the last 30 days, settled ones too; null: there were none. */
export async function findRecentChanges(
  db: Raw,
  companyId: string,
  userId: string,
  now: Date,
): Promise<ChangedContacts | null> {
  const changes = await db.$queryRaw<DisputedChange[]>`
    SELECT c.id, c.at, c.old_email AS email, c.old_mobile AS mobile, c.by_id AS "byId", c.decided_by_id AS "decidedById",
      b.login || '@' || o.slug AS by
    FROM contact_change c LEFT JOIN "user" b ON b.id = c.by_id LEFT JOIN company o ON o.id = b.company_id
    WHERE c.company_id = ${companyId}::uuid AND c.user_id = ${userId}::uuid AND c.at > ${after(now, -BROUGHT_BACK_FOR)}
    ORDER BY c.at, c.id`
  const [first] = changes
  return first ? { id: first.id, since: first.at, changes } : null
}

/** The contacts that can be chosen from besides the present ones: what they were before each change, each once. */
export const formerContacts = ({ changes }: ChangedContacts, present: Contacts): DisputedChange[] => {
  const seen = new Set([`${present.email} ${present.mobile}`])
  return changes.filter(({ email, mobile }) => {
    const key = `${email} ${mobile}`
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Why somebody may not settle which contacts hold; null: they may. It gives a way in, so nobody settles a change that they made
 * or approved themselves, main administrator or not; whoever is none holds all that the user holds, and is independent of
 * the user and of everybody who made the changes (decision 022). `service`: the number of the operator's customer service.
 */
export async function whyNotSettle(
  db: Raw,
  actor: Actor,
  user: { id: string; account: string; mainAdministrator: boolean },
  { changes }: Dispute,
  service: string,
): Promise<Refused<RefusalCode> | null> {
  const { id, companyId, mainAdministrator } = actor.subject
  if (user.id === id) return refuse('company.not_oneself')
  if (!mayManage(actor.subject, user)) return refuse('company.main_administrator_protected')
  const makers = new Set(
    changes.flatMap(({ byId, decidedById }) => [byId, decidedById].filter((each) => each !== null)),
  )
  if (makers.has(id)) {
    const other = await anotherMainAdministrator(db, companyId, [...makers, user.id])
    return other
      ? refuse('company.contacts_changed_by_oneself', { values: { name: other } })
      : refuse('company.contacts_left_to_operator', { values: { number: service } })
  }
  if (mainAdministrator) return null
  if (await holdsMore(db, actor, user))
    return refuse('approvals.holds_less', { values: { name: user.account } })
  const ties = await tiesBetween(db, companyId, [id], [...makers, user.id], actor.now)
  const bar = tieThatBars(ties, false)
  if (!bar) return null
  const [other] = await db.$queryRaw<[{ account: string }]>`
    SELECT u.login || '@' || c.slug AS account FROM "user" u JOIN company c ON c.id = u.company_id
    WHERE u.id = ${bar.tie.principal}::uuid`
  return refuse('approvals.not_independent', { values: { name: other.account } })
}

/** A main administrator who can sign in and is none of these; null: there is no other. */
async function anotherMainAdministrator(
  db: Raw,
  companyId: string,
  except: string[],
): Promise<string | null> {
  const [other] = await db.$queryRaw<{ account: string }[]>`
    SELECT u.login || '@' || c.slug AS account FROM main_administrator m
    JOIN "user" u ON u.id = m.user_id JOIN company c ON c.id = u.company_id
    WHERE m.company_id = ${companyId}::uuid AND u.id <> ALL (${except}::uuid[])
      AND NOT ${isSuspended()}
    ORDER BY m.since, u.id LIMIT 1`
  return other?.account ?? null
}
