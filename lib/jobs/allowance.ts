import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { type Budget, smsBudgets, takeSql } from '@/lib/outbox/budget'
import type { Announced, Letter } from './letter'

/**
 * What a message is to whom it goes, which says what it is counted by, and what becomes of it over a budget. `security`:
 * something happened to one's own access; `stop`: what undoes that, which only confirmed addresses get; `notice`: other
 * news; `access`: a way in; `report`: what was ordered.
 */
type Weight = 'security' | 'stop' | 'notice' | 'access' | 'report'
const WEIGHTS: Record<Announced['kind'], Weight> = {
  'identity.code_requested': 'security',
  'identity.recovery_requested': 'security',
  'identity.number_code_requested': 'security',
  'identity.password_reset': 'security',
  'identity.password_changed': 'security',
  'identity.wrong_codes_entered': 'security',
  'identity.second_factor_added': 'security',
  'identity.second_factor_removed': 'security',
  'identity.provider_in_use': 'security',
  'identity.company_linked': 'security',
  'identity.company_unlinked': 'security',
  'identity.backup_codes_renewed': 'security',
  'identity.sms_budget_reached': 'security',
  'identity.backup_code_used': 'security',
  'identity.api_key_ending': 'notice',
  'company.user_created': 'access',
  'company.main_administrator_registered': 'access',
  'company.temporary_password_reissued': 'access',
  'company.user_suspended': 'security',
  'company.main_administrator_ended': 'security',
  'company.user_reactivated': 'security',
  'company.user_factors_removed': 'security',
  'company.sms_at_sign_in_switched': 'security',
  'company.identity_provider_set': 'security',
  'company.identity_provider_removed': 'security',
  'company.user_edited': 'security',
  'company.contact_change_stoppable': 'stop',
  'company.contact_change_stopped': 'security',
  'approvals.asked': 'notice',
  'approvals.approved': 'notice',
  'approvals.rejected': 'notice',
  'approvals.done': 'notice',
  'grants.rights_changed': 'notice',
  'grants.substitute_appointed': 'notice',
  'billing.copy_due': 'report',
  'billing.report_due': 'report',
  'billing.overpaid': 'notice',
  'billing.payment_unmatched': 'notice',
  'billing.refund_due': 'notice',
  'outbox.notices_held': 'security',
}

/** Of each weight, to one address. Of security each kind has its own, so that none of them hides another. */
const TO_ONE: Record<Weight, { hour: number; day: number }> = {
  security: { hour: 4, day: 12 },
  stop: { hour: 12, day: 40 },
  notice: { hour: 12, day: 40 },
  access: { hour: 6, day: 12 },
  report: { hour: 30, day: 200 },
}
/** A company's day: without what concerns the security of confirmed addresses, which nothing can use up. */
const COMPANY_DAY = { most: 200, perUser: 10, perLine: 2 }
/** Notices of security to addresses that nobody has confirmed yet: by whom they were typed, nobody knows. */
const UNCONFIRMED_DAY = { most: 10, perUser: 0.2 }
/** Several that are held become one after so long. */
const HELD_FOR = 10 * MINUTE

type Allowed = 'queued' | 'held' | 'waiting' | 'rejected'

/**
 * Counts one mail or SMS in the budgets of its address and company, where it is written down: in the one statement that
 * reads them, so any number of processes agree. Past one of them it is held (and told with others), waits, or, to an
 * address that nobody has confirmed, is not sent at all.
 */
export async function allow(
  delivery: string,
  letter: Letter,
  { kind, companyId }: { kind: Announced['kind']; companyId: string | null },
  world: World,
): Promise<Allowed> {
  const now = world.clock()
  const weight = WEIGHTS[kind]
  const { channel, to, language } = letter
  const [found] = await world.sql.$queryRaw<[{ confirmed: boolean }]>`
    SELECT ${companyId ? confirmedSql(channel, to, companyId) : Prisma.sql`true`} AS confirmed`
  const { confirmed } = found
  const budgets = [
    ...toOne(weight, `${channel}:${to}`, kind),
    ...(companyId ? ofCompany(weight, channel, companyId, confirmed) : []),
    ...(channel === 'sms' ? smsBudgets(world, companyId) : []),
  ]
  const over = mergeable(weight) ? (confirmed ? 'held' : 'rejected') : 'waiting'
  const due = { held: after(now, HELD_FOR), waiting: nextHour(now), rejected: null }[over]
  const [counted] = await world.sql.$queryRaw<[{ state: Allowed }]>`
    WITH ${takeSql(budgets, now, Prisma.sql`FROM delivery WHERE id = ${delivery}::uuid AND NOT counted`)},
    room AS (SELECT EXISTS (SELECT 1 FROM total) AS left_)
    UPDATE delivery SET counted = left_, language = ${language},
      state = CASE WHEN left_ THEN 'queued' ELSE ${over} END::delivery_state,
      summary = CASE WHEN left_ THEN NULL ELSE ${channel === 'mail' ? letter.subject : null} END,
      problem = CASE WHEN left_ THEN NULL ELSE 'over a budget' END,
      due_at = CASE WHEN left_ THEN NULL ELSE ${due}::timestamptz END
    FROM room WHERE id = ${delivery}::uuid RETURNING state::text AS state`
  return counted.state
}

const mergeable = (weight: Weight) => weight === 'security' || weight === 'notice'
const nextHour = (now: Date) => new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR)

function toOne(weight: Weight, address: string, kind: string): Budget[] {
  const key = `to:${address}:${weight === 'security' ? kind : weight}`
  const { hour, day } = TO_ONE[weight]
  return [
    { key, within: HOUR, most: hour },
    { key: `day:${key}`, within: DAY, most: day },
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
 * Whether somebody of the company, or of the operator, has shown that an address is theirs: a number by a code, an e-mail
 * address by signing in since it was entered. Addresses of before a change count as they did.
 */
const confirmedSql = (channel: Letter['channel'], to: string, companyId: string): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM "user" u WHERE u.company_id IN (
      SELECT id FROM company WHERE id = ${companyId}::uuid OR kind = 'operator') AND ${
        channel === 'sms'
          ? Prisma.sql`EXISTS (SELECT 1 FROM confirmed_mobile m WHERE m.user_id = u.id AND m.msisdn = ${to})`
          : Prisma.sql`u.last_sign_in_at IS NOT NULL AND (u.email = ${to} OR EXISTS (
              SELECT 1 FROM contact_change c WHERE c.company_id = u.company_id AND c.user_id = u.id AND c.old_email = ${to}))
            AND NOT EXISTS (SELECT 1 FROM contact_change c WHERE c.company_id = u.company_id AND c.user_id = u.id
              AND c.new_email = ${to} AND c.old_email <> ${to} AND c.at >= u.last_sign_in_at)`
      })`
