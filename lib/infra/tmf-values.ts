import { z } from 'zod'
import type { Cells, Unread } from './file-kind'

export const ref = z.object({ id: z.string() })
export const money = z.object({ unit: z.string(), value: z.string() })
export const parties = z
  .array(z.object({ id: z.string().optional(), role: z.string().optional() }))
  .optional()
export const characteristics = z.array(z.object({ name: z.string(), value: z.string() })).optional()

/** An element of another shape than this kind of file has. */
export const NO_SHAPE: Unread = { code: 'files.shape', field: null }

/** `creditNote`, `Credit note` and `CREDIT_NOTE` are one value: TM Forum's own texts and examples write them differently. */
const spelled = (said: string): string =>
  said
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Reads a value of a closed list in any spelling. `undefined`: nothing is said; `null`: something that is not on the list,
 * which is never taken for what most of the others are.
 */
export function closedList<Value>(values: Record<string, Value>) {
  const known = new Map(Object.entries(values).map(([name, value]) => [spelled(name), value]))
  return (said: string | undefined): Value | null | undefined =>
    said?.trim() ? (known.get(spelled(said)) ?? null) : undefined
}

/** A closed list of names, each of which means itself. */
export const closedNames = <Name extends string>(names: readonly Name[]) =>
  closedList(Object.fromEntries(names.map((name) => [name, name])) as Record<string, Name>)

const booleans = closedList({ true: true, false: false })
/** A boolean, which some write as text. */
export const flag = (said: string | boolean | undefined): boolean | null | undefined =>
  typeof said === 'boolean' ? said : booleans(said)

type Named = { name: string; value: string }[] | undefined
/** All values of a characteristic. */
export const valuesOf = (list: Named, name: string): string[] =>
  (list ?? []).filter((each) => each.name === name).map(({ value }) => value)

type Parties = { id?: string | undefined; role?: string | undefined }[] | undefined
const partyRole = closedList({ customer: 'customer', user: 'holder', holder: 'holder' } as const)
/** The parties in a role: whose something is, or who uses it. */
export const inRole = <Party extends { role?: string | undefined }>(
  parties: Party[] | undefined,
  role: 'customer' | 'holder',
): Party[] => (parties ?? []).filter((party) => partyRole(party.role) === role)
/** The companies that an element is of. */
export const customersOf = (parties: Parties) => inRole(parties, 'customer').map(({ id }) => id)

/**
 * A row of cells, only of those that are there. Of what an element may say several times (a list) one is kept: several
 * that differ are refused, as nobody says which of them counts.
 */
export function oneRow(
  cells: Record<string, string | undefined | readonly (string | undefined)[]>,
): Cells | Unread {
  const row: Record<string, string> = {}
  for (const [field, cell] of Object.entries(cells)) {
    const values = [...new Set((Array.isArray(cell) ? cell : [cell]).filter((value) => value?.trim()))]
    if (values.length > 1) return { code: 'files.several', field }
    if (values[0]) row[field] = values[0]
  }
  return [row]
}

/** Why something is refused, with what it is about: a right one that comes later takes its place. */
export const about = (cells: Cells | Unread, unread: Unread): Unread =>
  Array.isArray(cells) && cells[0] ? { ...unread, record: cells[0] } : unread
