import { z } from 'zod'
import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { fold } from '@/lib/kernel/text'
import { NotFound } from '@/lib/kernel/violation'
import { nationalNumber, readNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { ListLinesInput } from './schema'
import type { LineFilters, LinePage, LineRow, LineView, OwnLine } from './view'

const PAGE_SIZE = 50
/** A search looks no further than so many hits: who gets more narrows it. */
const MOST_HITS = 1_000

/** The line of the number that signed in. @throws NotFound for users, who have none. */
export async function getOwnLine(actor: Actor, world: World): Promise<OwnLine> {
  authorize(actor, 'own_line:view')
  const { id, companyId } = actor.subject
  const line = await world.db.subscription.findFirst({
    where: { id, companyId },
    select: { msisdn: true, status: true, label: true, holder: true },
  })
  if (!line) throw new NotFound(`subscription ${id}`)
  const { msisdn, ...rest } = line
  return { ...rest, number: shown(msisdn) }
}

const shown = (msisdn: string | null) => (msisdn ? nationalNumber(msisdn) : '')

type Row = Omit<LineRow, 'number'> & { ident: string }
const COLUMNS = Prisma.sql`
  l.id, l.ident, l.iccid, l.kind::text AS kind, l.status::text AS status, l.label, l.holder, l.tariff,
  (SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id) AS "costCentre"`

/**
 * One page of the company's lines in the order of their numbers, behind the cursor. What is not asked for by
 * status leaves terminated lines out. Search finds a part of the number, holder, label or SIM.
 */
export async function listLines(
  actor: Actor,
  input: ListLinesInput,
  world: World,
  size = PAGE_SIZE,
): Promise<LinePage> {
  authorize(actor, 'line:view')
  const cursor = readCursor(input.after)
  const { companyId } = actor.subject
  const { status, centre, account } = input
  const reach = Prisma.sql`l.company_id = ${companyId}::uuid
    AND ${status === 'all' ? Prisma.sql`l.status <> 'terminated'` : Prisma.sql`l.status = ${status}::subscription_status`}
    ${centre ? Prisma.sql`AND l.cost_centre_id = ${centre}::uuid` : Prisma.empty}
    ${account ? Prisma.sql`AND l.billing_account_id = ${account}::uuid` : Prisma.empty}`
  const number = input.q && readNumber(input.q, world.market)
  // Found apart, by the trigram index; ordered by number it would sometimes walk all lines instead.
  const from = number
    ? Prisma.sql`subscription l WHERE ${reach} AND l.ident = ${number}`
    : input.q
      ? Prisma.sql`(WITH hits AS MATERIALIZED (
        SELECT l.* FROM subscription l WHERE ${reach} AND l.search LIKE ${pattern(input.q)} LIMIT ${MOST_HITS})
      SELECT * FROM hits) AS l WHERE true`
      : Prisma.sql`subscription l WHERE ${reach}`
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${from}
      ${cursor ? Prisma.sql`AND (l.ident, l.id) > (${cursor.ident}, ${cursor.id}::uuid)` : Prisma.empty}
    ORDER BY l.ident, l.id LIMIT ${size + 1}`
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    rows: page.map(({ ident, ...row }) => ({ ...row, number: nationalNumber(ident) })),
    next: last ? Buffer.from(JSON.stringify([last.ident, last.id])).toString('base64url') : null,
  }
}

/** What is typed, as it stands in the column: a number without its prefix and spaces, words without accents. */
function pattern(q: string): string {
  const digits = q.replace(/[\s()/-]/g, '')
  const number = /^\+?\d{3,}$/.test(digits) ? digits.replace(/^(\+|00|06(?=\d{4}))/, '') : null
  return `%${(number ?? fold(q)).replace(/[\\%_]/g, '\\$&')}%`
}

function readCursor(text: string | undefined): { ident: string; id: string } | null {
  try {
    const [ident, id] = JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
    const whole = typeof ident === 'string' && ident.length <= 80 && z.uuid().safeParse(id).success
    return whole ? { ident, id } : null
  } catch {
    return null
  }
}

/** What the company's lines can be narrowed to. */
export async function listLineFilters(actor: Actor, world: World): Promise<LineFilters> {
  authorize(actor, 'line:view')
  const where = { companyId: actor.subject.companyId }
  const [centres, accounts] = await Promise.all([
    world.db.costCentre.findMany({
      where,
      orderBy: { name: 'asc' },
      take: 500,
      select: { id: true, name: true },
    }),
    world.db.billingAccount.findMany({
      where,
      orderBy: { name: 'asc' },
      take: 500,
      select: { id: true, name: true },
    }),
  ])
  return { centres, accounts }
}

/** One line of the actor's company. @throws NotFound for any other id. */
export async function getLine(actor: Actor, id: string, world: World): Promise<LineView> {
  authorize(actor, 'line:view')
  const line = await world.db.subscription.findFirst({
    where: { id, companyId: actor.subject.companyId },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      ident: true,
      kind: true,
      status: true,
      label: true,
      holder: true,
      tariff: true,
      iccid: true,
      email: true,
      createdAt: true,
      terminatedAt: true,
      costCentre: { select: { name: true } },
      billingAccount: { select: { name: true } },
      changes: { orderBy: { at: 'desc' }, take: 50, select: { at: true, was: true, status: true } },
    },
  })
  if (!line) throw new NotFound(`subscription ${id}`)
  const { ident, costCentre, billingAccount, changes, ...rest } = line
  return {
    ...rest,
    number: nationalNumber(ident),
    costCentre: costCentre?.name ?? null,
    billingAccount: billingAccount?.name ?? null,
    history: [
      ...changes.map(({ at, status }) => ({ at, status })),
      { at: line.createdAt, status: changes.at(-1)?.was ?? line.status },
    ],
  }
}
