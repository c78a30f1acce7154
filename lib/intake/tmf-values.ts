import { z } from 'zod'
import type { Cells, Unread } from './file-kind'

// Many serializers write null for what has no value: it is as empty as an empty text, wherever a field may be absent.
export const ref = z.object({ id: z.string().nullish() })
export const money = z.object({ unit: z.string(), value: z.string() })
export const parties = z.array(z.object({ id: z.string().nullish(), role: z.string().nullish() })).nullish()
export const characteristics = z
  .array(z.object({ name: z.string(), value: z.union([z.string(), z.boolean()]).nullish() }))
  .nullish()

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
  return (said: string | null | undefined): Value | null | undefined =>
    said?.trim() ? (known.get(spelled(said)) ?? null) : undefined
}

/** A closed list of names, each of which means itself. */
export const closedNames = <Name extends string>(names: readonly Name[]) =>
  closedList(Object.fromEntries(names.map((name) => [name, name])) as Record<string, Name>)

const booleans = closedList({ true: true, false: false })
/** A boolean, which some write as text. */
export const flag = (said: string | boolean | null | undefined): boolean | null | undefined =>
  typeof said === 'boolean' ? said : booleans(said)

type Said = string | null | undefined
/** What an element says of something: nothing, once, or (a list) perhaps several times. */
type Cell = Said | readonly Said[]
const isList = (cell: Cell): cell is readonly Said[] => Array.isArray(cell)
const saidOf = (cell: Cell): readonly Said[] => (isList(cell) ? cell : [cell])

/** Of several places that may say the same the first that does; else one that says that there is nothing. */
export const firstOf = (...places: Cell[]): Cell =>
  places.find((place) => saidOf(place).some((text) => text?.trim())) ??
  places.find((place) => saidOf(place).some((text) => text !== undefined))

/** All that several places say of one thing, which must agree; where none says any, as `firstOf`. */
export const allOf = (...places: Cell[]): Cell => {
  const said = places.flatMap(saidOf).filter((text) => text?.trim())
  return said.length > 0 ? said : firstOf(...places)
}

/** Values of what may be one, several, none (null, or an empty list) or not mentioned. */
export function valuesIn<Part>(parts: Part | Part[] | null | undefined, value: (part: Part) => Said): Cell {
  const all = [parts ?? []].flat() as Part[]
  return parts === undefined ? undefined : all.length === 0 ? null : all.map(value)
}

type Named = { name: string; value?: string | boolean | null | undefined }[] | null | undefined
/** All values of a characteristic. */
export const valuesOf = (list: Named, name: string): Said[] =>
  (list ?? [])
    .filter((each) => each.name === name)
    .map(({ value }) => (typeof value === 'boolean' ? String(value) : (value ?? null)))

type InRole = { id?: Said; role?: Said }
const partyRole = closedList({ customer: 'customer', user: 'holder', holder: 'holder' } as const)
/** The parties in a role: whose something is, or who uses it. */
export const inRole = <Party extends { role?: Said }>(
  parties: Party[] | null | undefined,
  role: 'customer' | 'holder',
): Party[] => (parties ?? []).filter((party) => partyRole(party.role) === role)
/** The companies that an element is of. */
export const customersOf = (parties: InRole[] | null | undefined) =>
  inRole(parties, 'customer').map(({ id }) => id)

/**
 * A row of cells, only of those that are mentioned: empty ones say that there is nothing. Of what an element may say several
 * times (a list) one is kept: several that differ are refused with all else that it says, as nobody says which of them counts.
 */
export function oneRow(cells: Record<string, Cell>): Cells | Unread {
  const row: Record<string, string> = {}
  let several: string | undefined
  for (const [field, cell] of Object.entries(cells)) {
    const mentioned = saidOf(cell).filter((text) => text !== undefined)
    const [value, ...others] = new Set(mentioned.filter((text) => text?.trim()))
    if (others.length > 0) several ??= field
    else if (mentioned.length > 0) row[field] = value ?? ''
  }
  return several === undefined ? [row] : { code: 'files.several', field: several, record: row }
}

/** Why something is refused, with what it is about: a right one that comes later takes its place. */
export const about = (cells: Cells | Unread, unread: Unread): Unread =>
  Array.isArray(cells) && cells[0] ? { ...unread, record: cells[0] } : unread
