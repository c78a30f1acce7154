import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { lastDayOf } from '@/lib/kernel/day'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize, reachesAll } from '@/lib/rights/actor'
import type { Target } from '@/lib/rights/scope'
import { useColumns } from './lines/line-use'
import type { LineFilter } from './schema'
import type { BucketView, LineChoice, LineFilters, LineView, OwnLine, SubscriptionStatus } from './view'

/** A choice of more than so many is none: who has more searches. */
const MOST_CHOICES = 500

/** The line of the number that signed in. @throws NotFound for users, who have none. */
export async function getOwnLine(actor: Actor, context: Context): Promise<OwnLine> {
  authorize(actor, 'own_line:view')
  const { id, companyId } = actor.subject
  const line = await context.db.subscription.findFirst({
    where: { id, companyId },
    select: { msisdn: true, status: true, label: true, holder: true },
  })
  if (!line) throw new NotFound(`subscription ${id}`)
  const { msisdn, ...rest } = line
  return { ...rest, number: msisdn ? displayNumber(msisdn, context.market) : '' }
}

/**
 * What the lines in the actor's reach can be narrowed to. What they are narrowed to now is among it, however many there
 * are: a list never shows less than it says.
 */
export async function listLineFilters(
  actor: Actor,
  context: Context,
  now: Pick<LineFilter, 'centre' | 'account' | 'tariff'> = {},
): Promise<LineFilters> {
  authorize(actor, 'line:view')
  const company = Prisma.sql`x.company_id = ${actor.subject.companyId}::uuid`
  const whole = reachesAll(actor, 'line:view')
  /** Of the whole company all of them, else those that lines in reach belong to. */
  const used = (column: Prisma.Sql) =>
    whole
      ? company
      : Prisma.sql`${company} AND x.id IN (SELECT l.${column} FROM subscription l WHERE ${linesInReach(actor, 'line:view')})`
  const [centres, accounts, tariffs] = await Promise.all([
    context.sql.$queryRaw<LineChoice[]>`
      SELECT x.id, x.name FROM cost_centre x WHERE ${used(Prisma.sql`cost_centre_id`)}
      ORDER BY ${first(now.centre)}, x.name, x.id LIMIT ${MOST_CHOICES}`,
    context.sql.$queryRaw<LineChoice[]>`
      SELECT x.id, CASE WHEN x.name = x.number THEN x.name ELSE x.name || ' (' || x.number || ')' END AS name
      FROM billing_account x WHERE ${used(Prisma.sql`billing_account_id`)}
      ORDER BY ${first(now.account)}, x.name, x.number LIMIT ${MOST_CHOICES}`,
    context.sql.$queryRaw<{ tariff: string }[]>(whole ? tariffsOf(actor) : tariffsInReach(actor)),
  ])
  return {
    centres: withChosen(centres, now.centre),
    accounts: withChosen(accounts, now.account),
    tariffs: [...new Set([...(now.tariff ? [now.tariff] : []), ...tariffs.map(({ tariff }) => tariff)])],
  }
}

/** What is chosen now, before all others, in an order of `x`. */
const first = (chosen: string | undefined) => Prisma.sql`x.id IS DISTINCT FROM ${chosen ?? null}::uuid`

/** A choice that is not there, or not for the actor, is still what the list is narrowed to: it has no name. */
const withChosen = (choices: LineChoice[], chosen: string | undefined): LineChoice[] =>
  chosen && !choices.some(({ id }) => id === chosen) ? [{ id: chosen, name: null }, ...choices] : choices

/** From one tariff to the next by the index: a few steps, however many lines there are. */
const tariffsOf = ({ subject: { companyId } }: Actor) => Prisma.sql`
  WITH RECURSIVE next AS (
    (SELECT l.tariff FROM subscription l WHERE l.company_id = ${companyId}::uuid AND l.tariff IS NOT NULL
      ORDER BY l.tariff LIMIT 1)
    UNION ALL
    SELECT (SELECT l.tariff FROM subscription l WHERE l.company_id = ${companyId}::uuid AND l.tariff > next.tariff
      ORDER BY l.tariff LIMIT 1)
    FROM next WHERE next.tariff IS NOT NULL)
  SELECT tariff FROM next WHERE tariff IS NOT NULL LIMIT ${MOST_CHOICES}`

const tariffsInReach = (actor: Actor) => Prisma.sql`
  SELECT DISTINCT l.tariff FROM subscription l WHERE ${linesInReach(actor, 'line:view')} AND l.tariff IS NOT NULL
  ORDER BY l.tariff LIMIT ${MOST_CHOICES}`

type Found = Omit<LineView, 'number' | 'history' | 'buckets'> & {
  buckets: FoundBucket[]
  ident: string
  changes: { at: string; was: SubscriptionStatus; status: SubscriptionStatus }[]
}

/** A line as the law is asked about it. */
export const lineTarget = (
  { subject }: Actor,
  line: Pick<LineView, 'id' | 'accountId' | 'costCentreId'>,
): Target => ({
  companyId: subject.companyId,
  lineId: line.id,
  accountId: line.accountId,
  centreId: line.costCentreId,
})

/** One line in the actor's reach. @throws NotFound for any other id. */
export async function getLine(actor: Actor, id: string, context: Context): Promise<LineView> {
  authorize(actor, 'line:view')
  const [line] = await context.sql.$queryRaw<Found[]>`
    SELECT l.id, l.ident, l.kind::text AS kind, l.status::text AS status, l.label, l.holder, l.tariff, l.iccid, l.email,
      l.created_at AS "createdAt", l.terminated_at AS "terminatedAt", l.spending_limit::float8 AS "spendingLimit",
      c.name AS "costCentre", l.cost_centre_id AS "costCentreId", a.name AS account, l.billing_account_id AS "accountId",
      ${useColumns(context, Prisma.sql`u`, Prisma.sql`l.created_at`)},
      (SELECT coalesce(json_agg(o.name ORDER BY o.name), '[]') FROM subscription_option o
        WHERE o.subscription_id = l.id) AS options,
      ${bucketsAt(context.clock())} AS buckets,
      (SELECT coalesce(json_agg(json_build_object('at', s.at, 'was', s.was, 'status', s.status) ORDER BY s.at DESC), '[]')
        FROM (SELECT * FROM status_change WHERE subscription_id = l.id ORDER BY at DESC LIMIT 50) s) AS changes
    FROM subscription l JOIN line_use u ON u.subscription_id = l.id
    LEFT JOIN cost_centre c ON c.id = l.cost_centre_id LEFT JOIN billing_account a ON a.id = l.billing_account_id
    WHERE l.id = ${id}::uuid AND ${linesInReach(actor, 'line:view')}`
  if (!line) throw new NotFound(`subscription ${id}`)
  const { ident, changes, buckets, ...rest } = line
  return {
    ...rest,
    number: displayNumber(ident, context.market),
    buckets: bucketViews(buckets, context),
    history: [
      ...changes.map(({ at, status }) => ({ at: new Date(at), status })),
      { at: line.createdAt, status: changes.at(-1)?.was ?? line.status },
    ],
  }
}

/** Allowances and balances of a line `l` that can be used: none that has ended, and none of a line that has. */
const bucketsAt = (now: Date): Prisma.Sql => Prisma.sql`
  (SELECT coalesce(json_agg(json_build_object('kind', b.kind, 'name', b.name, 'total', b.total, 'used', b.used,
    'validTo', b.valid_to) ORDER BY b.kind, b.name), '[]') FROM bucket b
    WHERE b.subscription_id = l.id AND l.status <> 'terminated' AND coalesce(b.valid_to > ${now}, true))`
type FoundBucket = Omit<BucketView, 'lastDay'> & { validTo: string | null }
const bucketViews = (buckets: readonly FoundBucket[], { market }: Context): BucketView[] =>
  buckets.map(({ validTo, ...bucket }) => ({
    ...bucket,
    lastDay: validTo && lastDayOf(new Date(validTo), market.timeZone),
  }))

/** What is left of the allowances of the number that signed in, and what it has cost this month. */
export async function getOwnUse(
  actor: Actor,
  context: Context,
): Promise<Pick<LineView, 'buckets' | 'spent' | 'spendingLimit' | 'overLimit' | 'tariff' | 'options'>> {
  authorize(actor, 'own_usage:view')
  const [line] = await context.sql.$queryRaw<Found[]>`
    SELECT l.tariff, l.spending_limit::float8 AS "spendingLimit", ${useColumns(context, Prisma.sql`u`, Prisma.sql`l.created_at`)},
      (SELECT coalesce(json_agg(o.name ORDER BY o.name), '[]') FROM subscription_option o
        WHERE o.subscription_id = l.id) AS options, ${bucketsAt(context.clock())} AS buckets
    FROM subscription l JOIN line_use u ON u.subscription_id = l.id WHERE ${linesInReach(actor, 'own_usage:view')}
      AND l.id = ${actor.subject.id}::uuid`
  if (!line) throw new NotFound(`subscription ${actor.subject.id}`)
  return { ...line, buckets: bucketViews(line.buckets, context) }
}
