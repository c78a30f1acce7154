import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { isMoment, isUuid, readCursor, writeCursor } from '@/lib/kernel/cursor'
import { nationalNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { ListLinesInput } from './schema'
import { selectLines } from './select-lines'
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

type Row = Omit<LineRow, 'number'> & { ident: string; sortKey: string }

/** One page of the lines in the actor's reach, in one of their orders, behind the cursor. */
export async function listLines(
  actor: Actor,
  input: ListLinesInput,
  world: World,
  size = PAGE_SIZE,
): Promise<LinePage> {
  authorize(actor, 'line:view')
  const { key, direction, past, id, type } = ORDERS[input.sort]
  const { from, where } = selectLines(actor, input, world)
  const byUse = input.sort === 'cost' || input.sort === 'used'
  const use =
    byUse && input.only === 'all'
      ? Prisma.sql`JOIN line_use u ON u.subscription_id = l.id AND u.company_id = ${actor.subject.companyId}::uuid`
      : Prisma.empty
  const cursor = cursorOf(input)
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT l.id, l.ident, l.iccid, l.kind::text AS kind, l.status::text AS status, l.label, l.holder, l.tariff,
      (SELECT c.name FROM cost_centre c WHERE c.id = l.cost_centre_id) AS "costCentre",
      (SELECT a.name FROM billing_account a WHERE a.id = l.billing_account_id) AS account,
      w.spent::float8 AS spent, w.over_limit AS "overLimit", w.last_used_at AS "lastUsedAt", l.sort_key AS "sortKey"
    FROM (
      SELECT l.id, l.ident, l.iccid, l.kind, l.status, l.label, l.holder, l.tariff, l.cost_centre_id,
        l.billing_account_id, (${key})::text AS sort_key
      FROM ${from} ${use}
      WHERE ${where} ${cursor ? Prisma.sql`AND (${key}, ${id}) ${past} (${cursor[0]}::${type}, ${cursor[1]}::uuid)` : Prisma.empty}
      ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT ${size + 1}) l
    JOIN line_use w ON w.subscription_id = l.id
    ORDER BY ${byUse ? (input.sort === 'cost' ? Prisma.sql`w.spent DESC, w.subscription_id DESC` : Prisma.sql`w.last_used_at, w.subscription_id`) : Prisma.sql`${key}, l.id`}`
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    rows: page.map(({ ident, sortKey: _key, ...row }) => ({ ...row, number: nationalNumber(ident) })),
    next: last ? writeCursor(last.sortKey, last.id) : null,
  }
}

/** Where the page before ended, if it is of this order. */
function cursorOf({ sort, after }: ListLinesInput): [string, string] | null {
  const read = readCursor(after, 'string', 'string')
  if (!read || !isUuid(read[1])) return null
  const fits = sort === 'cost' ? /^\d{1,18}$/.test(read[0]) : sort === 'used' ? isMoment(read[0]) : true
  return fits ? [read[0], read[1]] : null
}
