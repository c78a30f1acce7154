import { linesInReach } from '@/lib/access/reach'
import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { isMoment, isUuid, readCursor, writeCursor } from '@/lib/kernel/cursor'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { useColumns } from './line-use'
import type { ListLinesInput } from './schema'
import { MOST_HITS, selectLines } from './select-lines'
import type { LinePage, LineRow } from './view'

const PAGE_SIZE = 50

type Order = { key: Prisma.Sql; direction: Prisma.Sql; past: Prisma.Sql; id: Prisma.Sql; type: Prisma.Sql }
const [UP, DOWN] = [Prisma.sql`ASC`, Prisma.sql`DESC`]
const [ABOVE, BELOW] = [Prisma.sql`>`, Prisma.sql`<`]
const [LINE, USE] = [Prisma.sql`l.id`, Prisma.sql`u.subscription_id`]
/** Each order has its index; names in that of the language's letters, not of their codes. */
const ORDERS: Record<ListLinesInput['sort'], Order> = {
  number: { key: Prisma.sql`l.ident`, direction: UP, past: ABOVE, id: LINE, type: Prisma.sql`text` },
  holder: {
    key: Prisma.sql`coalesce(l.holder, '') COLLATE "und-x-icu"`,
    direction: UP,
    past: ABOVE,
    id: LINE,
    type: Prisma.sql`text COLLATE "und-x-icu"`,
  },
  cost: { key: Prisma.sql`u.spent`, direction: DOWN, past: BELOW, id: USE, type: Prisma.sql`bigint` },
  used: {
    key: Prisma.sql`u.last_used_at`,
    direction: UP,
    past: ABOVE,
    id: USE,
    type: Prisma.sql`timestamptz`,
  },
}

type Row = Omit<LineRow, 'number'> & { ident: string; sortKey: string; hits: number }

/**
 * One page of the lines in the actor's reach, in one of their orders, behind the cursor. `whole`: of a search all that
 * it finds, for handing out; else it is cut at a thousand, and says so.
 */
export async function listLines(
  actor: Actor,
  input: ListLinesInput,
  world: World,
  { size = PAGE_SIZE, whole = false }: { size?: number; whole?: boolean } = {},
): Promise<LinePage> {
  authorize(actor, 'line:view')
  const { sort } = input
  const { key, direction, past, id, type } = ORDERS[sort]
  const byUse = sort === 'cost' || sort === 'used'
  const { from, where, hits } = selectLines(actor, input, world, { whole, use: byUse })
  const editable = actorCan(actor, 'line:edit')
    ? Prisma.sql`(${linesInReach(actor, 'line:edit')})`
    : Prisma.sql`false`
  const cursor = cursorOf(input)
  const order = byUse
    ? sort === 'cost'
      ? Prisma.sql`w.spent DESC, w.subscription_id DESC`
      : Prisma.sql`w.last_used_at, w.subscription_id`
    : Prisma.sql`${key}, l.id`
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT l.id, l.ident, l.iccid, l.kind::text AS kind, l.status::text AS status, l.label, l.holder, l.tariff,
      (SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id) AS "costCentre",
      (SELECT a.name FROM billing_account a WHERE a.id = l.billing_account_id) AS account,
      l.editable AS "mayEdit", ${useColumns(world, Prisma.sql`w`, Prisma.sql`l.created_at`)},
      l.sort_key AS "sortKey", l.hits::int AS hits
    FROM (
      SELECT l.id, l.ident, l.iccid, l.kind, l.status, l.label, l.holder, l.tariff, l.cost_centre_id,
        l.billing_account_id, l.created_at, ${editable} AS editable, (${key})::text AS sort_key, ${hits} AS hits
      FROM ${from}
      WHERE ${where} ${cursor ? Prisma.sql`AND (${key}, ${id}) ${past} (${cursor[0]}::${type}, ${cursor[1]}::uuid)` : Prisma.empty}
      ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT ${size + 1}) l
    JOIN line_use w ON w.subscription_id = l.id
    ORDER BY ${order}`
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    rows: page.map(({ ident, sortKey: _key, hits: _hits, ...row }) => ({
      ...row,
      number: displayNumber(ident, world.market),
    })),
    next: last ? writeCursor(sort === 'used' ? last.lastUsedAt.toISOString() : last.sortKey, last.id) : null,
    isCut: !whole && (rows[0]?.hits ?? 0) >= MOST_HITS,
  }
}

/** Where the page before ended, if it is of this order. */
function cursorOf({ sort, after }: ListLinesInput): [string, string] | null {
  const read = readCursor(after, 'string', 'string')
  if (!read || !isUuid(read[1])) return null
  const fits = sort === 'cost' ? /^\d{1,18}$/.test(read[0]) : sort === 'used' ? isMoment(read[0]) : true
  return fits ? [read[0], read[1]] : null
}
