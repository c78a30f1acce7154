import { confirmedSql } from '@/lib/identity/limits/confirmed'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { DAY, HOUR } from '@/lib/kernel/clock'
import { type Budget, smsBudgets } from '@/lib/outbox/budget'
import { type Allowed, countDelivery } from '@/lib/outbox/deliveries'
import type { Notification, Weight } from './notification'
import { type Announced, WEIGHTS } from './registry'

/**
 * Of each weight, from a company to one address: what one sends takes nothing from another's. Of security each kind has its
 * own, so that none of them hides another.
 */
const TO_ONE: Record<Weight, { hour: number; day: number }> = {
  security: { hour: 4, day: 12 },
  stop: { hour: 12, day: 40 },
  notice: { hour: 12, day: 40 },
  access: { hour: 6, day: 12 },
  report: { hour: 30, day: 200 },
}
/** So many times as much from all companies to one address, in those where nobody has confirmed it. */
const FROM_ALL = 5
/** A company's day: without what concerns the security of confirmed addresses, which nothing can use up. */
const COMPANY_DAY = { most: 200, perUser: 10, perLine: 2 }
/** Notices of security to addresses that nobody has confirmed yet: by whom they were typed, nobody knows. */
const UNCONFIRMED_DAY = { most: 10, perUser: 0.2 }

/**
 * Counts one mail or SMS in the budgets of its address and company, where it is written down: in the one statement that
 * reads them, so any number of processes agree. Past one of them it is held (and told with others), waits, or, to an
 * address that nobody has confirmed, is not sent at all. A way in to an address that its user has confirmed counts for
 * their company alone, what the operator sends for nobody but the operator.
 */
export async function allow(
  delivery: string,
  notification: Notification,
  message: Announced & { companyId: string | null },
  context: Context,
): Promise<Allowed> {
  const { kind, companyId } = message
  const weight = WEIGHTS[kind]
  const { channel, to, language } = notification
  const [found] = await context.sql.$queryRaw<[{ confirmed: boolean }]>`
    SELECT ${companyId ? isConfirmedSql(channel, to, companyId, message) : Prisma.sql`true`} AS confirmed`
  const { confirmed } = found
  const sender = isByOperator(message) ? null : companyId
  const address = `${channel}:${to}:${weight === 'security' ? kind : weight}`
  const budgets = [
    ...(sender && weight === 'access' && confirmed
      ? []
      : toOne(weight, `${sender ?? 'operator'}:${address}`)),
    ...(sender ? ofCompany(weight, channel, sender, confirmed) : []),
    ...(sender && !confirmed ? toOne(weight, address, FROM_ALL) : []),
    ...(channel === 'sms' ? smsBudgets(context, companyId) : []),
  ]
  const over = mergeable(weight) ? (confirmed ? 'held' : 'rejected') : 'waiting'
  const summary = channel === 'mail' ? notification.subject : null
  return countDelivery(delivery, budgets, { over, language, summary }, context)
}

const mergeable = (weight: Weight) => weight === 'security' || weight === 'notice'

/** A way in that the operator gives to whom it has checked: no company can use up anything of it. */
const isByOperator = (message: Announced) =>
  message.kind === 'company.main_administrator_registered' ||
  (message.kind === 'company.temporary_password_reissued' && message.payload.rescue === true)

function toOne(weight: Weight, address: string, times = 1): Budget[] {
  const { hour, day } = TO_ONE[weight]
  const key = `to:${address}`
  return [
    { key, within: HOUR, most: times * hour },
    { key: `day:${key}`, within: DAY, most: times * day },
  ]
}

function ofCompany(weight: Weight, channel: string, companyId: string, confirmed: boolean): Budget[] {
  const users = Prisma.sql`
    (SELECT count(*) FROM "user" WHERE company_id = ${companyId}::uuid AND last_sign_in_at IS NOT NULL)`
  const lines = Prisma.sql`
    (SELECT count(*) FROM subscription WHERE company_id = ${companyId}::uuid AND status <> 'terminated')`
  if (weight === 'stop') return []
  if (weight !== 'security') {
    const { most, perUser, perLine } = COMPANY_DAY
    const growth = Prisma.sql`${perUser}::int * ${users} + ${perLine}::int * ${lines}`
    return [{ key: `day:company:${companyId}`, within: DAY, most, growth }]
  }
  const { most, perUser } = UNCONFIRMED_DAY
  const growth = Prisma.sql`floor(${perUser}::float * ${users})`
  return confirmed ? [] : [{ key: `day:unconfirmed:${channel}:${companyId}`, within: DAY, most, growth }]
}

/**
 * Whether somebody of the company, or of the operator, has confirmed an address; of a way in, whether its user has. So a
 * user who was created with a colleague's address is not taken for that colleague.
 */
function isConfirmedSql(channel: Notification['channel'], to: string, companyId: string, message: Announced) {
  const user =
    WEIGHTS[message.kind] === 'access' && 'userId' in message.payload ? message.payload.userId : null
  const whose = user
    ? Prisma.sql`u.id = ${user}::uuid`
    : Prisma.sql`u.company_id IN (SELECT id FROM company WHERE id = ${companyId}::uuid OR kind = 'operator')`
  return Prisma.sql`
    EXISTS (SELECT 1 FROM "user" u WHERE ${whose} AND ${confirmedSql(channel, Prisma.sql`u.id`, Prisma.sql`${to}`)})`
}
