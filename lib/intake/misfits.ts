import { Prisma, type Raw } from '@/lib/infra/db'
import type { RowProblem } from './file-kind'

/**
 * A row that does not fit, with what it is about (null: it does not say), and how many others were not taken with it:
 * of a bill with one bad line no line is taken.
 */
export type SetAsideRow = RowProblem & { unit: string | null; along: number }

/** After so many problems a file is not worth reading on: what is refused whole, and what is set aside row by row. */
const MOST = { refused: 1_000, setAside: 100_000 }

type Gone = { row: number; unit: string | null; companyId: string }

/** What does not fit of one file while it is imported: refused with all of it, or, up to a share of its rows, set aside. */
export class Misfits {
  readonly #found = new Map<number, SetAsideRow>()
  readonly #byUnit = new Map<string, SetAsideRow>()
  #fresh: SetAsideRow[] = []
  #rows = 0

  /** `share`: so many per cent of a file's rows may be set aside; 0: a file is taken whole or not at all. */
  constructor(readonly share: number) {}

  /** Adds a problem: of a row that is staged, or (`unstaged`) of one that never will be. */
  add({ row, code, field }: RowProblem, unit: string | null, unstaged = false): void {
    if (unstaged) this.#rows += 1
    if (this.#found.has(row)) return
    const misfit = { row, code, field, unit, along: 0 }
    this.#found.set(row, misfit)
    if (unit !== null && !this.#byUnit.has(unit)) this.#byUnit.set(unit, misfit)
    this.#fresh.push(misfit)
  }

  get size(): number {
    return this.#found.size
  }

  /** How many rows are not taken: those with a problem, and those that go with them. */
  get rows(): number {
    return this.#rows
  }

  get tooMany(): boolean {
    return this.size >= (this.share > 0 ? MOST.setAside : MOST.refused)
  }

  /** Whether the rest of a file of so many rows is taken. */
  leaves(rows: number): boolean {
    if (this.size === 0) return true
    return !this.tooMany && this.#rows < rows && this.#rows * 100 <= this.share * rows
  }

  /** All of them in the order of the file; `most`: the first ones. */
  list(most = MOST.setAside): SetAsideRow[] {
    return [...this.#found.values()].sort((a, b) => a.row - b.row).slice(0, most)
  }

  /** Removes what was found since the last time from the staged rows. Resolves with what is gone. */
  async removeFrom(tx: Raw, table: string): Promise<Gone[]> {
    const all: Gone[] = []
    const removed = new Set(this.#fresh.map(({ row }) => row))
    let rows = [...removed]
    let units = this.#fresh.flatMap(({ unit }) => unit ?? [])
    this.#fresh = []
    // An element of JSON may be several rows, of several units: it goes as a whole, and takes theirs along.
    while (rows.length > 0) {
      const gone = await removeStaged(tx, Prisma.raw(table), rows, units)
      all.push(...gone)
      rows = [...new Set(gone.map(({ row }) => row))].filter((row) => !removed.has(row))
      for (const row of rows) removed.add(row)
      units = []
    }
    this.#rows += all.length
    this.#countAlong(all)
    return all
  }

  /** The staged row of a problem is the problem's own; every other one went along with it. */
  #countAlong(gone: Gone[]): void {
    const own = new Set<number>()
    for (const { row, unit } of gone) {
      const found = this.#found.get(row)
      if (!found || unit === null) continue
      found.unit ??= unit
      if (!this.#byUnit.has(unit)) this.#byUnit.set(unit, found)
    }
    for (const { row, unit } of gone) {
      const found = this.#found.get(row)
      if (found && !own.has(row)) own.add(row)
      else {
        const cause = found ?? this.#byUnit.get(unit ?? '')
        if (cause) cause.along += 1
      }
    }
  }
}

const removeStaged = (tx: Raw, table: Prisma.Sql, rows: number[], units: string[]): Promise<Gone[]> =>
  tx.$queryRaw`
    WITH bad AS (
      SELECT unnest(${units}::text[]) AS unit
      UNION SELECT unit FROM ${table} WHERE row = ANY(${rows}::int[]) AND unit IS NOT NULL)
    DELETE FROM ${table} WHERE row = ANY(${rows}::int[]) OR unit IN (SELECT unit FROM bad)
    RETURNING row, unit, company_id AS "companyId"`
