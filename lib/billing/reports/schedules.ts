import { personLabelSql } from '@/lib/directory/person-label'
import { userActor } from '@/lib/identity/sessions/user-actor'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after, DAY, HOUR } from '@/lib/kernel/clock'
import { momentOn } from '@/lib/kernel/day'
import { dateFormat } from '@/lib/kernel/formats'
import { type Actor, actorCan, authorize, reachesAll } from '@/lib/rights/actor'
import { announce } from '../messages'
import type { ScheduleRow } from '../view'

/** Reports go out at this hour where the market is. */
const HOUR_OF_DAY = 6
/** So many bills of one delivery are sent at a time; the rest follow. */
const BILLS_AT_ONCE = 100
/** And so many schedules. */
const SCHEDULES_AT_ONCE = 200
/** No delivery takes longer. */
const LONGEST_DELIVERY = 12 * HOUR

/** When something is due next: Monday, or the first of the month, in the morning where the market is; today if that is still to come. */
export function nextMoment(every: ScheduleRow['every'], now: Date, context: Context): Date {
  if (every === 'bill') return now
  const { timeZone } = context.market
  const local = dateFormat('sv-SE', { timeZone })
  for (let days = 0; days < 40; days++) {
    const day = local.format(new Date(now.getTime() + days * DAY))
    const due = every === 'month' ? day.endsWith('-01') : new Date(day).getUTCDay() === 1
    const moment = momentOn(day, HOUR_OF_DAY, timeZone)
    if (due && moment > now) return moment
  }
  return now
}

/** What is sent by itself: in the whole company for whoever has rights over all of it, else one's own. */
export async function listSchedules(actor: Actor, context: Context): Promise<ScheduleRow[]> {
  authorize(actor, 'report:schedule')
  const schedules = await context.sql.$queryRaw<(ScheduleRow & { userId: string })[]>`
    SELECT s.id, s.user_id AS "userId", s.report, s.email, s.every::text AS every,
      ${personLabelSql(Prisma.sql`u`)} AS "by" FROM schedule s
    JOIN "user" u ON u.id = s.user_id WHERE ${schedulesInReach(actor, Prisma.sql`s`)} ORDER BY s.id`
  const may = new Map<string, boolean>()
  for (const id of new Set(schedules.map(({ userId }) => userId))) {
    const who = await userActor(id, context)
    may.set(id, who !== null && actorCan(who, 'report:schedule'))
  }
  return schedules.map(({ userId, ...schedule }) => ({ ...schedule, stopped: !may.get(userId) }))
}

/** The schedules that the actor sees and may end. */
export const schedulesInReach = (actor: Actor, schedule: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${schedule}.company_id = ${actor.subject.companyId}::uuid ${
    reachesAll(actor, 'report:schedule')
      ? Prisma.empty
      : Prisma.sql`AND ${schedule}.user_id = ${actor.subject.id}::uuid`
  }`

/**
 * Announces what has become due, each once: any number of processes may run this at the same moment. Nobody asks for
 * it, hence no actor; whose right it is done by is judged when it is sent.
 */
export async function announceDue(context: Context): Promise<number> {
  const now = context.clock()
  return context.sql.transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      SELECT s.id, s.company_id AS "companyId", s.every::text AS every, s.since FROM schedule s
      WHERE s.next_at <= ${now} AND (s.every <> 'bill' OR EXISTS (
        SELECT 1 FROM bill b WHERE b.company_id = s.company_id AND b.created_at > s.since
          AND NOT EXISTS (SELECT 1 FROM schedule_bill x WHERE x.schedule_id = s.id AND x.bill_id = b.id)))
      ORDER BY s.next_at, s.id LIMIT ${SCHEDULES_AT_ONCE} FOR UPDATE SKIP LOCKED`
    let announced = 0
    for (const { id, companyId, every, since } of due) {
      if (every !== 'bill') {
        await announce(tx, companyId, { kind: 'billing.report_due', payload: { scheduleId: id } }, now)
        await tx.$executeRaw`UPDATE schedule SET next_at = ${nextMoment(every, now, context)} WHERE id = ${id}::uuid`
        announced += 1
        continue
      }
      const bills = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO schedule_bill (company_id, schedule_id, bill_id)
        SELECT b.company_id, ${id}::uuid, b.id FROM bill b WHERE b.company_id = ${companyId}::uuid AND b.created_at > ${since}
          AND NOT EXISTS (SELECT 1 FROM schedule_bill x WHERE x.schedule_id = ${id}::uuid AND x.bill_id = b.id)
        ORDER BY b.created_at, b.id LIMIT ${BILLS_AT_ONCE} RETURNING bill_id AS id`
      for (const bill of bills)
        await announce(
          tx,
          companyId,
          { kind: 'billing.copy_due', payload: { scheduleId: id, billId: bill.id } },
          now,
        )
      // A delivery that began before may still commit bills of then.
      if (bills.length < BILLS_AT_ONCE)
        await tx.$executeRaw`
          UPDATE schedule SET since = greatest(since, ${after(now, -LONGEST_DELIVERY)}::timestamptz), next_at = ${now}
          WHERE id = ${id}::uuid`
      announced += bills.length
    }
    return announced
  })
}

type Due = { id: string; companyId: string; every: ScheduleRow['every']; since: Date }
