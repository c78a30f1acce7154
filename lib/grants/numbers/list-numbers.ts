import { linesInReach } from '@/lib/access/reach'
import { CEILINGS, type CeilingRow, numberSubject } from '@/lib/access/subject'
import { uuids } from '@/lib/infra/arrays'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { byName, byUuid, keyset, pageOf } from '@/lib/infra/keyset'
import { idsIn } from '@/lib/kernel/cursor'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { Subject } from '@/lib/rights/subject'
import { selectLines } from '@/lib/subscriptions/lines/select-lines'
import { PAGE_SIZE } from '../rules'
import { type ListNumbersInput, NUMBERS } from '../schema'
import type { NumberRow } from '../view'
import { chosenNumbers } from './limit-numbers'

export type NumbersPage = { rows: NumberRow[]; next: string | null; company: string[] | null }

type Row = Omit<NumberRow, 'number'> & { ident: string; company: string[] | null }

const LINE = byUuid(Prisma.sql`l.id`)
const ORDERS = {
  number: { by: Prisma.sql`l.ident`, type: Prisma.sql`text`, fits: () => true, ...LINE },
  holder: { ...byName(Prisma.sql`coalesce(l.holder, '')`), ...LINE },
}

/** One page of the company's numbers with what is left to each, and what the company leaves to all. */
export async function listNumbers(
  actor: Actor,
  asked: ListNumbersInput,
  context: Context,
  size = PAGE_SIZE,
): Promise<NumbersPage> {
  authorize(actor, 'right:view')
  const { from, where } = selectLines(actor, { ...asked, status: 'all', only: 'all' }, context, {
    to: 'right:view',
  })
  const { sort, past, orderBy, key } = keyset(NUMBERS, ORDERS, asked)
  const rows = await context.sql.$queryRaw<(Row & { sortKey: string })[]>`
    SELECT l.id, l.ident, l.holder, (SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id) AS "costCentre",
      (SELECT n.functions FROM number_ceiling n WHERE n.subscription_id = l.id) AS functions, ${key} AS "sortKey"
    FROM ${from} WHERE ${where} AND l.msisdn IS NOT NULL ${past}
    ORDER BY ${orderBy} LIMIT ${size + 1}`
  const page = pageOf(rows, size, sort, ({ sortKey, id }) => [sortKey, id])
  return {
    rows: page.rows.map(({ ident, sortKey: _key, ...row }) => ({
      ...row,
      number: displayNumber(ident, context.market),
    })),
    next: page.next,
    company: await companyCeiling(actor, context),
  }
}

/** What the company leaves to all of its numbers; null: everything. */
async function companyCeiling({ subject }: Actor, context: Context): Promise<string[] | null> {
  const ceiling = await context.db.numberCeiling.findFirst({
    where: { companyId: subject.companyId, subscriptionId: null },
    select: { functions: true },
  })
  return ceiling?.functions ?? null
}

export type NumberView = NumberRow & {
  subject: Subject
  account: string | null
  accountId: string | null
  costCentreId: string | null
  version: number
}

type NumberFound = Omit<Row, 'functions' | 'company'> &
  CeilingRow &
  Pick<NumberView, 'account' | 'accountId' | 'costCentreId' | 'version'>

/** One number of the company as the law sees it. @throws NotFound for any other id. */
export async function getNumber(actor: Actor, id: string, context: Context): Promise<NumberView> {
  authorize(actor, 'right:view')
  const { companyId } = actor.subject
  const [row] = await context.sql.$queryRaw<NumberFound[]>`
    SELECT l.id, l.ident, l.holder, c.name AS "costCentre", c.id AS "costCentreId", a.name AS account, a.id AS "accountId",
      ${CEILINGS},
      (SELECT rights_version FROM company WHERE id = l.company_id) AS version
    FROM subscription l LEFT JOIN cost_centre c ON c.id = l.cost_centre_id
    LEFT JOIN billing_account a ON a.id = l.billing_account_id
    WHERE l.id = ${id}::uuid AND l.company_id = ${companyId}::uuid AND l.msisdn IS NOT NULL`
  if (!row) throw new NotFound(`subscription ${id}`)
  const { ident, companyCeiling, numberCeiling, ...rest } = row
  const subject = numberSubject(actor.subject, row)
  return { ...rest, functions: numberCeiling, number: displayNumber(ident, context.market), subject }
}

/** The same, or null for a line without a number. */
export async function findNumber(actor: Actor, id: string, context: Context): Promise<NumberView | null> {
  authorize(actor, 'right:view')
  try {
    return await getNumber(actor, id, context)
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}

/** The cost centres that numbers can be narrowed to; the one that they are narrowed to now is among them. */
export async function listCentres(
  actor: Actor,
  context: Context,
  now?: string,
): Promise<{ id: string; name: string }[]> {
  authorize(actor, 'right:view')
  return context.sql.$queryRaw`
    SELECT id, name FROM cost_centre WHERE company_id = ${actor.subject.companyId}::uuid
    ORDER BY id IS DISTINCT FROM ${now ?? null}::uuid, name, id LIMIT 500`
}

/** So many of those chosen are named. */
const NAMED = 12

/** Numbers that were chosen: how many, the first of them, and what is left to them where that is the same for all. */
export async function describeNumbers(
  actor: Actor,
  chosen: { id: readonly string[]; all?: string | undefined; company?: 'on' | undefined },
  context: Context,
): Promise<{ count: number; names: string[]; left: string[] | null; version: number }> {
  authorize(actor, 'number_ceiling:edit')
  const { companyId } = actor.subject
  const company = await context.db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { rightsVersion: true },
  })
  const version = company.rightsVersion
  if (chosen.company) return { count: 0, names: [], left: await companyCeiling(actor, context), version }
  const numbers = [...chosen.id].join(' ')
  const ids = await chosenNumbers(actor, { numbers: idsIn(numbers), all: chosen.all }, context)
  const rows = await context.sql.$queryRaw<{ ident: string; functions: string[] | null }[]>`
    SELECT l.ident, n.functions FROM subscription l LEFT JOIN number_ceiling n ON n.subscription_id = l.id
    WHERE l.id = ANY(${uuids(ids)}) AND ${linesInReach(actor, 'number_ceiling:edit')} ORDER BY l.ident`
  const kinds = new Set(rows.map(({ functions }) => JSON.stringify(functions)))
  return {
    ...{ count: rows.length, version },
    names: rows.slice(0, NAMED).map(({ ident }) => displayNumber(ident, context.market)),
    left: kinds.size === 1 ? (rows[0]?.functions ?? null) : null,
  }
}
