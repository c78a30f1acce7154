import { createHash } from 'node:crypto'
import { MINUTE } from '@/lib/kernel/clock'
import type { RefusalCode } from '@/lib/words/refuse'
import type { Raw } from './db'
import { readCsv, readJson, type Source } from './records'
import type { World } from './world'

/** What is wrong with a row of a delivery. */
export type RowProblem = { row: number; code: RefusalCode; field: string | null }
export type Row<Ready> = { row: number; ready: Ready }
export type Counts = Record<string, number>

/** A kind of file that the operator's systems deliver (docs/import.md). */
export type FileKind<Ready> = {
  name: string
  columns: { known: readonly string[]; needed: readonly string[] }
  /**
   * Facts that never change once they are told: the same file is not read again. Of what tells how things
   * stand only the newest file of a name is.
   */
  facts: boolean
  /** Whether taking it over writes facts into its companies' audit itself. */
  ownFacts?: boolean
  json(): JsonReader
  /** `only`: ids of the companies from which alone it takes what is unique over all of them, a number or SIM; null: from any. */
  open(tx: Raw, world: World, only: readonly string[] | null): Promise<Opened<Ready>>
}

/** Reads elements in TM Forum's shapes. */
export type JsonReader = {
  /** What one says as rows of the same columns; null for what is of no shape we know. */
  rows(element: unknown, row: number): Record<string, string>[] | null
  /** What is wrong once all are read. */
  left?(): RowProblem[]
}

export type Opened<Ready> = {
  /** One row on its own. */
  read(record: Record<string, string>, row: number): { ready: Ready } | { problem: RowProblem }
  /** Lays rows ready in the database. Resolves with what is wrong with them there. */
  stage(rows: Row<Ready>[]): Promise<RowProblem[]>
  /** Takes over all that was laid ready. */
  take(): Promise<{ counts: Counts; problems: RowProblem[] }>
}

export type Imported = { rows: number; problems: RowProblem[]; counts: Counts | null }

/** A file that has been imported, for whoever records that. */
export type TakenFile = {
  rows: number
  counts: Counts
  /** How many of its rows concern which company. */
  companies: ReadonlyMap<string, number>
  /** SHA-256 of its content. */
  hash: Buffer
}

type Options = {
  /** Does everything and undoes it. */
  dry?: boolean
  /** So long it waits at a time for what another delivery holds, ms. */
  longestWait?: number
  onProgress?: (rows: number) => void
  /** Last in the transaction of a file that is imported. */
  taken?: (tx: Raw, file: TakenFile) => Promise<void>
}

/** So many rows are checked and laid ready by one set of statements. */
const CHUNK = 2_000
/** After so many problems a file is not worth reading on. */
const MOST_PROBLEMS = 1_000

/** Another delivery, or a change in the portal, holds what this one needs: nothing was taken, and it may come again. */
export class Busy extends Error {
  constructor(cause: unknown) {
    super('another delivery of this kind is being taken, try again', { cause })
  }
}

/** A wait that took too long, or would have been for each other (SQLSTATE). */
const HELD = new Set(['55P03', '40P01'])

/** A sum of rows from this one on is larger than the database holds (SQLSTATE 22003). */
class TooLarge extends Error {
  constructor(readonly row: number) {
    super(`a sum from row ${row} on is too large`)
  }
}

const fitting = <T>(row: number, work: Promise<T>): Promise<T> =>
  work.catch((error: { code?: string }) => {
    throw error.code === '22003' ? new TooLarge(row) : error
  })

/** Carries the answer out of a transaction that is to leave nothing. */
class Undone extends Error {
  constructor(readonly imported: Imported) {
    super('undone')
  }
}

/**
 * Imports one file, read once, in one transaction: all of it is taken over, or nothing, and each problem is told
 * with its row and reason. Stopped in the middle and run again it comes to the same. Only the operator's own
 * tasks and systems deliver, hence no actor. A sum that the database cannot hold is a problem like any other.
 * @throws UnreadableFile when the file is none of its kind; Busy when others hold what it needs for too long.
 */
export async function importFile<Ready extends { companyId: string }>(
  source: Source,
  kind: FileKind<Ready>,
  world: World,
  { dry = false, longestWait = 10 * MINUTE, onProgress = () => undefined, taken }: Options = {},
): Promise<Imported> {
  try {
    return await world.sql.transaction(async (tx) => {
      // A page may not take as long as a large file may.
      await tx.$executeRaw`
        SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', ${`${longestWait}ms`}, true)`
      const hash = createHash('sha256')
      const companies = new Map<string, number>()
      const opened = await kind.open(tx, world, null)
      const imported = await readAll(hashed(source, hash), kind, opened, { onProgress, companies })
      const { rows, counts } = imported
      if (dry || imported.problems.length > 0 || !counts) throw new Undone(imported)
      const digest = hash.digest()
      await tx.$executeRaw`
        INSERT INTO intake_file (hash, kind, name, rows, taken_at)
        VALUES (${digest}, ${kind.name}, ${source.name.slice(0, 200)}, ${imported.rows}, ${world.clock()})
        ON CONFLICT (hash) DO UPDATE SET taken_at = excluded.taken_at, name = excluded.name`
      await taken?.(tx, { rows, counts, companies, hash: digest })
      return imported
    })
  } catch (error) {
    if (error instanceof TooLarge)
      return {
        rows: 0,
        problems: [{ row: error.row, code: 'files.sum_too_large', field: null }],
        counts: null,
      }
    if (HELD.has((error as { code?: string }).code ?? '')) throw new Busy(error)
    if (!(error instanceof Undone)) throw error
    const { rows, problems, counts } = error.imported
    return { rows, problems, counts: problems.length > 0 ? null : counts }
  }
}

async function readAll<Ready extends { companyId: string }>(
  source: Source,
  kind: FileKind<Ready>,
  opened: Opened<Ready>,
  { onProgress, companies }: { onProgress: (rows: number) => void; companies: Map<string, number> },
): Promise<Imported> {
  const problems: RowProblem[] = []
  let chunk: Row<Ready>[] = []
  let rows = 0
  // While the database lays one chunk ready, the next one is read.
  let staging: Promise<RowProblem[]> = Promise.resolve([])
  const flush = async () => {
    problems.push(...(await staging))
    staging = chunk.length > 0 ? fitting(chunk[0]!.row, opened.stage(chunk)) : Promise.resolve([])
    // Whoever awaits it hears; until then it is nobody's.
    staging.catch(() => undefined)
    chunk = []
    onProgress(rows)
  }
  try {
    for await (const { row, record } of recordsOf(source, kind, problems)) {
      rows += 1
      const read = opened.read(record, row)
      if ('ready' in read) {
        const { companyId } = read.ready
        companies.set(companyId, (companies.get(companyId) ?? 0) + 1)
        chunk.push({ row, ready: read.ready })
      } else problems.push(read.problem)
      if (problems.length >= MOST_PROBLEMS) break
      if (rows % CHUNK === 0) await flush()
    }
    await flush()
    problems.push(...(await staging))
  } finally {
    // However it ends, nothing of it is under way any more when the transaction ends.
    await staging.catch(() => undefined)
  }
  if (problems.length === 0) {
    const { counts, problems: found } = await fitting(1, opened.take())
    if (found.length === 0) return { rows, problems, counts }
    problems.push(...found)
  }
  const first = problems.sort((a, b) => a.row - b.row).slice(0, MOST_PROBLEMS)
  return { rows, problems: first, counts: null }
}

async function* recordsOf<Ready>(source: Source, kind: FileKind<Ready>, problems: RowProblem[]) {
  if (source.format === 'csv') {
    // Cells that are there; empty ones are left to their defaults.
    for await (const { row, record } of readCsv(source.bytes, kind.columns))
      yield { row, record: Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')) }
    return
  }
  const { rows, left } = kind.json()
  for await (const { row, record } of readJson(source.bytes))
    for (const each of rows(record, row) ?? [UNKNOWN]) yield { row, record: each }
  problems.push(...(left?.() ?? []))
}

/** An element of no shape we know: refused by whatever reads it. */
const UNKNOWN: Record<string, string> = {}

const hashed = (source: Source, hash: { update(chunk: Uint8Array): unknown }): Source => ({
  ...source,
  bytes: (async function* () {
    for await (const chunk of source.bytes) {
      hash.update(chunk)
      yield chunk
    }
  })(),
})

/** Whether a file was taken over before and says nothing new; for going on where a folder was left. */
export async function isTaken(source: Source, kind: FileKind<never>, world: World): Promise<boolean> {
  const hash = createHash('sha256')
  for await (const chunk of source.bytes) hash.update(chunk)
  const digest = hash.digest()
  const [found] = await world.sql.$queryRaw<{ newest: boolean }[]>`
    SELECT NOT EXISTS (SELECT 1 FROM intake_file n WHERE n.kind = f.kind AND n.name = f.name AND n.taken_at > f.taken_at) AS newest
    FROM intake_file f WHERE f.hash = ${digest} AND f.kind = ${kind.name}`
  return found !== undefined && (kind.facts || found.newest)
}
