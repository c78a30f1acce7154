import { Prisma, type Raw } from '@/lib/infra/db'

/** A cost centre or billing account that a delivery has created. */
export type NewPlace = { companyId: string; name: string }
/** A line that a delivery has changed, and where it was and is. */
export type Placed = {
  companyId: string
  wasCentre: string | null
  centre: string | null
  wasAccount: string | null
  account: string | null
}
/** What the audit of a company's delivery says of its places: `Drivers → Office: 12`, and the names of new ones. */
export type Placing = {
  placed?: string[]
  created_centres?: string[]
  placed_accounts?: string[]
  created_accounts?: string[]
}

/** So many of each are named for a company. */
const NAMED = 50

type Created = { centres: readonly NewPlace[]; accounts: readonly NewPlace[] }
type Way = { companyId: string; from: string | null; to: string | null; lines: number }

/**
 * What a delivery has done to the cost centres and billing accounts of each company, which decide who may do what with the
 * lines: from where to where how many lines went, and what is new.
 */
export async function describePlacing(
  tx: Raw,
  created: Created,
  changed: readonly Placed[],
): Promise<Map<string, Placing>> {
  const all = new Map<string, Placing>()
  const say = (companyId: string, key: keyof Placing, text: string) => {
    const placing = all.get(companyId) ?? {}
    all.set(companyId, placing)
    placing[key] ??= []
    if (placing[key].length < NAMED) placing[key].push(text)
  }
  for (const { companyId, name } of created.centres) say(companyId, 'created_centres', name)
  for (const { companyId, name } of created.accounts) say(companyId, 'created_accounts', name)
  const centres = waysOf(changed.map((line) => ({ ...line, from: line.wasCentre, to: line.centre })))
  const accounts = waysOf(changed.map((line) => ({ ...line, from: line.wasAccount, to: line.account })))
  for (const { companyId, text } of await named(tx, centres, Prisma.sql`SELECT id, name FROM cost_centre`))
    say(companyId, 'placed', text)
  for (const { companyId, text } of await named(
    tx,
    accounts,
    Prisma.sql`SELECT id, name FROM billing_account`,
  ))
    say(companyId, 'placed_accounts', text)
  return all
}

/** How many lines went from where to where. */
function waysOf(lines: readonly Omit<Way, 'lines'>[]): Way[] {
  const ways = new Map<string, Way>()
  for (const { companyId, from, to } of lines) {
    if (from === to) continue
    const key = `${companyId} ${from} ${to}`
    const way = ways.get(key) ?? { companyId, from, to, lines: 0 }
    ways.set(key, { ...way, lines: way.lines + 1 })
  }
  return [...ways.values()]
}

async function named(tx: Raw, ways: readonly Way[], places: Prisma.Sql) {
  if (ways.length === 0) return []
  const ids = new Set(ways.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null))
  const rows = await tx.$queryRaw<
    { id: string; name: string }[]
  >`${places} WHERE id = ANY(${[...ids]}::uuid[])`
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? '') : '–')
  return ways.map(({ companyId, from, to, lines }) => ({
    companyId,
    text: `${nameOf(from)} → ${nameOf(to)}: ${lines}`,
  }))
}
