import { linesInReach } from '@/lib/access/reach'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { byName, byUuid, keyset, pageOf } from '@/lib/infra/keyset'
import { isMoment } from '@/lib/kernel/cursor'
import { sortKey } from '@/lib/kernel/list-address'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { LINES, type ListLinesInput } from '../schema'
import type { LinePage, LineRow } from '../view'
import { useColumns } from './line-use'
import { MOST_HITS, selectLines } from './select-lines'

const PAGE_SIZE = 50

const [LINE, USE] = [byUuid(Prisma.sql`l.id`), byUuid(Prisma.sql`u.subscription_id`)]
/** Each order has its index, which serves it both ways; names in that of the language's letters, not of their codes. */
const ORDERS = {
  number: { by: Prisma.sql`l.ident`, type: Prisma.sql`text`, fits: () => true, ...LINE },
  holder: { ...byName(Prisma.sql`coalesce(l.holder, '')`), ...LINE },
  cost: {
    by: Prisma.sql`u.spent`,
    type: Prisma.sql`bigint`,
    fits: (text: string) => /^\d{1,18}$/.test(text),
    ...USE,
  },
  used: { by: Prisma.sql`u.last_used_at`, type: Prisma.sql`timestamptz`, fits: isMoment, ...USE },
}

type Row = Omit<LineRow, 'number'> & { ident: string; sortKey: string; hits: number }

/**
 * One page of the lines in the actor's reach, in one of their orders, behind the cursor. `whole`: of a search all that
 * it finds, for handing out; else it is cut at a thousand, and says so.
 */
export async function listLines(
  actor: Actor,
  input: ListLinesInput,
  context: Context,
  { size = PAGE_SIZE, whole = false }: { size?: number; whole?: boolean } = {},
): Promise<LinePage> {
  authorize(actor, 'line:view')
  const { sort } = input
  const { past, orderBy, key } = keyset(LINES, ORDERS, input)
  const use = ['cost', 'used'].includes(sortKey(sort))
  const { from, where, hits } = selectLines(actor, input, context, { whole, use })
  const editable = actorCan(actor, 'line:edit')
    ? Prisma.sql`(${linesInReach(actor, 'line:edit')})`
    : Prisma.sql`false`
  const rows = await context.sql.$queryRaw<Row[]>`
    SELECT l.id, l.ident, l.iccid, l.kind::text AS kind, l.status::text AS status, l.label, l.holder, l.tariff,
      (SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id) AS "costCentre",
      (SELECT a.name FROM billing_account a WHERE a.id = l.billing_account_id) AS account,
      l.editable AS "mayEdit", ${useColumns(context, Prisma.sql`u`, Prisma.sql`l.created_at`)},
      l.sort_key AS "sortKey", l.hits::int AS hits
    FROM (
      SELECT l.id, l.ident, l.iccid, l.kind, l.status, l.label, l.holder, l.tariff, l.cost_centre_id,
        l.billing_account_id, l.created_at, ${editable} AS editable, ${key} AS sort_key, ${hits} AS hits
      FROM ${from}
      WHERE ${where} ${past}
      ORDER BY ${orderBy} LIMIT ${size + 1}) l
    JOIN line_use u ON u.subscription_id = l.id
    ORDER BY ${orderBy}`
  const page = pageOf(rows, size, sort, ({ id, sortKey: text, lastUsedAt }) => [
    sortKey(sort) === 'used' ? lastUsedAt.toISOString() : text,
    id,
  ])
  return {
    rows: page.rows.map(({ ident, sortKey: _key, hits: _hits, ...row }) => ({
      ...row,
      number: displayNumber(ident, context.market),
    })),
    next: page.next,
    isCut: !whole && (rows[0]?.hits ?? 0) >= MOST_HITS,
  }
}
