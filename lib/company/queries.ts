import { isSuspended } from '@/lib/directory/users'
import { type PasswordState, passwordMinimum } from '@/lib/identity/rules'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { byName, byUuid, keyset, pageOf } from '@/lib/infra/keyset'
import { isMoment } from '@/lib/kernel/cursor'
import { sortKey } from '@/lib/kernel/list-address'
import { shownEmail } from '@/lib/kernel/shown-email'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { PAGE_SIZE } from './rules'
import { type ListUsersInput, USERS } from './schema'
import { searchedPeople } from './search-people'
import type { IdentityProviderView, SignInPolicy, UserPage, UserRow, UserState, UserView } from './view'

type Row = {
  id: string
  login: string
  name: string
  email: string
  mobile: string
  lastSignInAt: Date | null
  mainAdministrator: boolean
  suspended: boolean
  disputed: boolean
  chosen: boolean
  temporaryExpiresAt: Date | null
}

const COLUMNS = Prisma.sql`
  u.id, u.login, u.name, u.email, u.mobile, u.last_sign_in_at AS "lastSignInAt",
  m.user_id IS NOT NULL AS "mainAdministrator", x.user_id IS NOT NULL AS suspended,
  x.contact_change_id IS NOT NULL AS disputed, k.user_id IS NOT NULL AS chosen, t.expires_at AS "temporaryExpiresAt"`

const TABLES = Prisma.sql`
  "user" u
  LEFT JOIN main_administrator m ON m.user_id = u.id
  LEFT JOIN suspension x ON x.user_id = u.id AND x.ended_at IS NULL
  LEFT JOIN credential k ON k.user_id = u.id
  LEFT JOIN temporary_password t ON t.user_id = u.id AND t.used_at IS NULL AND t.revoked_at IS NULL`

const STATE_FILTER: Record<ListUsersInput['state'], Prisma.Sql> = {
  all: Prisma.empty,
  active: Prisma.sql`AND x.user_id IS NULL AND k.user_id IS NOT NULL`,
  waiting: Prisma.sql`AND x.user_id IS NULL AND k.user_id IS NULL`,
  disputed: Prisma.sql`AND x.contact_change_id IS NOT NULL`,
  suspended: Prisma.sql`AND x.user_id IS NOT NULL AND x.contact_change_id IS NULL`,
}

const USER = byUuid(Prisma.sql`u.id`)
const ORDERS = {
  name: { ...byName(Prisma.sql`u.name`), ...USER },
  // Whoever never signed in did so last of all.
  last: {
    by: Prisma.sql`coalesce(u.last_sign_in_at, 'epoch')`,
    type: Prisma.sql`timestamptz`,
    fits: isMoment,
    ...USER,
  },
}

/** One page of the company's users, in one of their orders, behind the cursor; search looks inside all they are called by. */
export async function listUsers(
  actor: Actor,
  input: ListUsersInput,
  context: Context,
  size = PAGE_SIZE,
): Promise<UserPage> {
  authorize(actor, 'user:view')
  const { sort, past, orderBy } = keyset(USERS, ORDERS, input)
  const search = input.q
    ? Prisma.sql`AND ${await searchedPeople(actor.company, input.q, context)}`
    : Prisma.empty
  const rows = await context.sql.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${TABLES}
    WHERE u.company_id = ${actor.subject.companyId}::uuid ${STATE_FILTER[input.state]} ${search} ${past}
    ORDER BY ${orderBy} LIMIT ${size + 1}`
  const page = pageOf(rows, size, sort, ({ id, name, lastSignInAt }) => [
    sortKey(sort) === 'name' ? name : (lastSignInAt ?? new Date(0)).toISOString(),
    id,
  ])
  return { rows: page.rows.map((row) => userRow(row, actor, context)), next: page.next }
}

function userRow(row: Row, actor: Actor, context: Context): UserRow {
  const password = passwordState(row, actor.now)
  const closed = row.disputed ? 'disputed' : row.suspended ? 'suspended' : null
  const state: UserState = closed ?? (row.chosen ? 'active' : 'waiting')
  return {
    id: row.id,
    account: `${row.login}@${actor.company.slug}`,
    name: row.name,
    email: shownEmail(row.email),
    mobile: displayNumber(row.mobile, context.market),
    mainAdministrator: row.mainAdministrator,
    state,
    password,
    lastSignInAt: row.lastSignInAt,
  }
}

function passwordState(row: Pick<Row, 'chosen' | 'temporaryExpiresAt'>, now: Date): PasswordState {
  const expiresAt = row.temporaryExpiresAt
  if (expiresAt) return { kind: expiresAt > now ? 'temporary' : 'temporary_expired', expiresAt }
  return { kind: row.chosen ? 'chosen' : 'none' }
}

/** One user of the actor's company. @throws NotFound for any other id. */
export async function getUser(actor: Actor, id: string, context: Context): Promise<UserView> {
  authorize(actor, 'user:view')
  type Details = {
    language: string | null
    createdAt: Date
    mobileConfirmed: boolean
    factors: number
    suspension: { since: string; by: string | null; reason: string | null; disputed: boolean } | null
    mail: { state: NonNullable<UserView['mail']>['state']; at: string | null } | null
  }
  const [row] = await context.db.$queryRaw<(Row & Details)[]>`
    SELECT ${COLUMNS}, u.language, u.created_at AS "createdAt",
      EXISTS (SELECT 1 FROM confirmed_mobile f WHERE f.user_id = u.id AND f.msisdn = u.mobile) AS "mobileConfirmed",
      (SELECT count(*)::int FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS factors,
      (SELECT json_build_object('since', s.since, 'by', b.login || '@' || c.slug, 'reason', s.reason,
         'disputed', s.contact_change_id IS NOT NULL)
       FROM suspension s LEFT JOIN "user" b ON b.id = s.by_id LEFT JOIN company c ON c.id = b.company_id
       WHERE s.user_id = u.id AND s.ended_at IS NULL) AS suspension,
      (SELECT json_build_object('state', d.state, 'at', coalesce(d.settled_at, d.sent_at))
       FROM message g JOIN delivery d ON d.message_id = g.id
       WHERE g.company_id = u.company_id AND g.payload ->> 'temporaryPasswordId' = t.id::text
       ORDER BY d.queued_at DESC LIMIT 1) AS mail
    FROM ${TABLES} WHERE u.company_id = ${actor.subject.companyId}::uuid AND u.id = ${id}::uuid`
  if (!row) throw new NotFound(`user ${id}`)
  const { suspension, mail } = row
  return {
    ...userRow(row, actor, context),
    language: row.language,
    mobileConfirmed: row.mobileConfirmed,
    factors: row.factors,
    createdAt: row.createdAt,
    suspension: suspension && {
      ...suspension,
      since: new Date(suspension.since),
    },
    mail: mail && { state: mail.state, at: mail.at ? new Date(mail.at) : null },
  }
}

/** What the overview says about the company's users. */
export async function countUsers(actor: Actor, context: Context) {
  authorize(actor, 'user:view')
  const [counts] = await context.sql.$queryRaw<
    { users: number; waiting: number; expired: number; disputed: number; suspended: number }[]
  >`
    SELECT count(*)::int AS users,
      count(*) FILTER (WHERE k.user_id IS NULL AND x.user_id IS NULL AND t.expires_at > ${actor.now})::int AS waiting,
      count(*) FILTER (WHERE x.user_id IS NULL AND t.expires_at <= ${actor.now})::int AS expired,
      count(*) FILTER (WHERE x.contact_change_id IS NOT NULL)::int AS disputed,
      count(*) FILTER (WHERE x.user_id IS NOT NULL AND x.contact_change_id IS NULL)::int AS suspended
    FROM ${TABLES} WHERE u.company_id = ${actor.subject.companyId}::uuid`
  return counts!
}

/** The company's rule for signing in, and whom it would concern if it were the other way (S2-10). */
export async function getSignInPolicy(actor: Actor, context: Context): Promise<SignInPolicy> {
  authorize(actor, 'sign_in_policy:edit')
  const { companyId } = actor.subject
  const [row] = await context.sql.$queryRaw<SignInPolicy[]>`
    SELECT c.sms_at_sign_in AS "smsAtSignIn", count(u.id)::int AS users,
      count(u.id) FILTER (WHERE k.length < ${passwordMinimum(true)} AND NOT EXISTS (
        SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL))::int AS "tooShort",
      count(u.id) FILTER (WHERE NOT EXISTS (
        SELECT 1 FROM confirmed_mobile m WHERE m.user_id = u.id AND m.msisdn = u.mobile))::int AS unconfirmed
    FROM company c
    LEFT JOIN "user" u ON u.company_id = c.id AND NOT ${isSuspended()}
    LEFT JOIN credential k ON k.user_id = u.id
    WHERE c.id = ${companyId}::uuid GROUP BY c.id`
  const last = await context.db.auditEntry.findFirst({
    where: { companyId, action: { startsWith: 'company.sms_at_sign_in_switched' } },
    orderBy: { seq: 'desc' },
    select: { at: true, actorName: true },
  })
  return { ...row!, minimum: passwordMinimum(true), last: last && { at: last.at, by: last.actorName } }
}

/** The company's own provider of single sign-on, or null. */
export async function getIdentityProvider(
  actor: Actor,
  context: Context,
): Promise<IdentityProviderView | null> {
  authorize(actor, 'identity_provider:edit')
  const { companyId } = actor.subject
  const provider = await context.db.identityProvider.findUnique({
    where: { companyId },
    select: { address: true, issuer: true, clientId: true, changedAt: true, verifiedAt: true },
  })
  if (!provider) return null
  const linked = await context.db.companyIdentity.count({ where: { companyId, issuer: provider.issuer } })
  return { ...provider, linked }
}

/** Whether the actor's company has a provider in use, and since when the actor is linked to it. */
export async function getCompanyLink(actor: Actor, context: Context) {
  authorize(actor, 'profile:edit')
  const { id: userId, companyId } = actor.subject
  const provider = await context.db.identityProvider.findUnique({
    where: { companyId },
    select: { issuer: true, verifiedAt: true },
  })
  if (!provider) return null
  const link = await context.db.companyIdentity.findUnique({
    where: { userId_issuer: { userId, issuer: provider.issuer } },
    select: { linkedAt: true },
  })
  return provider.verifiedAt ? { issuer: provider.issuer, linkedAt: link?.linkedAt ?? null } : null
}

/** The actor's own record. */
export async function getProfile(actor: Actor, context: Context) {
  authorize(actor, 'profile:edit')
  const user = await context.db.user.findUniqueOrThrow({
    where: { id: actor.subject.id },
    select: { name: true, email: true, mobile: true, language: true, lastSignInAt: true },
  })
  return { ...user, mobile: displayNumber(user.mobile, context.market) }
}
