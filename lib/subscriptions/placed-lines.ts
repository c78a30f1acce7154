import type { Raw } from '@/lib/infra/db'

/** A cost centre that a delivery has created. */
export type NewCentre = { companyId: string; name: string }
/** A line that a delivery has changed, and in which cost centre it was and is. */
export type Placed = { companyId: string; wasCentre: string | null; centre: string | null }
/** What the audit of a company's delivery says of its cost centres: `Drivers → Office: 12`, and the names of new ones. */
export type Placing = { placed?: string[]; created_centres?: string[] }

/** So many of either are named for a company. */
const NAMED = 50

/**
 * What a delivery has done to the cost centres of each company, which decides who may do what with the lines: from where to
 * where how many lines went, and what is new.
 */
export async function describePlacing(
  tx: Raw,
  created: readonly NewCentre[],
  changed: readonly Placed[],
): Promise<Map<string, Placing>> {
  const all = new Map<string, Placing>()
  const of = (companyId: string): Placing => {
    const known = all.get(companyId) ?? {}
    all.set(companyId, known)
    return known
  }
  for (const { companyId, name } of created) {
    const placing = of(companyId)
    placing.created_centres ??= []
    if (placing.created_centres.length < NAMED) placing.created_centres.push(name)
  }
  const ways = new Map<string, Placed & { lines: number }>()
  for (const line of changed) {
    if (line.wasCentre === line.centre) continue
    const key = `${line.companyId} ${line.wasCentre} ${line.centre}`
    const way = ways.get(key)
    if (way) way.lines += 1
    else ways.set(key, { ...line, lines: 1 })
  }
  const ids = [...ways.values()].flatMap(({ wasCentre, centre }) =>
    [wasCentre, centre].filter((id) => id !== null),
  )
  const rows =
    ids.length > 0
      ? await tx.$queryRaw<{ id: string; name: string }[]>`
          SELECT id, name FROM cost_centre WHERE id = ANY(${[...new Set(ids)]}::uuid[])`
      : []
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => (id ? (names.get(id) ?? '') : '–')
  for (const { companyId, wasCentre, centre, lines } of ways.values()) {
    const placing = of(companyId)
    placing.placed ??= []
    if (placing.placed.length < NAMED)
      placing.placed.push(`${nameOf(wasCentre)} → ${nameOf(centre)}: ${lines}`)
  }
  return all
}
