import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { withEnd } from '@/lib/infra/line-end'
import { contentOf, readCsv, readJson, type Source } from '@/lib/infra/records'
import type { Counts, FileKind, JsonReader, Opened, Unread } from './file-kind'
import type { Misfits } from './misfits'

/** So many rows are checked and laid ready by one set of statements. */
const CHUNK = 1_000
/** So long rows are read before whatever else the process has to do gets its turn, ms. */
const TURN = 5

/** A sum of rows from this one on is larger than the database holds (SQLSTATE 22003). */
export class TooLarge extends Error {
  constructor(readonly row: number) {
    super(`a sum from row ${row} on is too large`)
  }
}

const fitting = <T>(row: number, work: Promise<T>): Promise<T> =>
  work.catch((error: { code?: string }) => {
    throw error.code === '22003' ? new TooLarge(row) : error
  })

type Left = ReturnType<NonNullable<JsonReader['left']>>
type Read<Ready> = { row: number; record: Record<string, string>; ready: Ready }

/** Told of rows that are read so far; `whole`: there are no more. */
export type OnProgress = (rows: number, whole?: boolean) => void

/** One file on its way into the database, in one transaction. */
export class Reading<Ready extends { companyId: string }> {
  rows = 0
  /** How many rows that are taken concern which company. */
  readonly companies = new Map<string, number>()
  /** Which units that are set aside of earlier files it says something about. */
  readonly seen = new Set<string>()
  #chunk: Read<Ready>[] = []
  // While the database stages one chunk, the next one is read.
  #staging: Promise<void> = Promise.resolve()

  constructor(
    readonly tx: Raw,
    readonly kind: FileKind<Ready>,
    readonly opened: Opened<Ready>,
    readonly misfits: Misfits,
    readonly context: Context,
  ) {}

  /** `onProgress` is called for each piece that is read, whether there are rows in it or not; what it throws ends the reading. */
  async readAll(source: Source, open: ReadonlySet<string>, onProgress: OnProgress): Promise<void> {
    const { opened, misfits, companies } = this
    const left: Left = []
    let began = performance.now()
    try {
      for await (const { row, record, named, unread } of recordsOf(
        source,
        this.kind,
        this.context,
        left,
        () => onProgress(this.rows),
      )) {
        this.rows += 1
        const read = unread ? { problem: { row, ...unread } } : opened.read(record, row, named)
        if ('ready' in read) {
          companies.set(read.ready.companyId, (companies.get(read.ready.companyId) ?? 0) + 1)
          this.#chunk.push({ row, record, ready: read.ready })
        } else misfits.add(read.problem, opened.unitOf(record), true)
        if (open.size > 0) this.#note(opened.unitOf(record), open)
        if (misfits.tooMany) break
        if (performance.now() - began > TURN) {
          await nextTurn()
          began = performance.now()
        }
        if (this.rows % CHUNK === 0) await this.#flush()
      }
      await this.#flush()
      await this.#staging
      onProgress(this.rows, true)
    } finally {
      // However it ends, nothing of it is under way any more when the transaction ends.
      await this.#staging.catch(() => undefined)
    }
    for (const { problem, record } of left) {
      this.rows += 1
      misfits.add(problem, opened.unitOf(record), true)
    }
  }

  /** Applies what is staged, but for what does not fit. Null: the file is refused. */
  async take(): Promise<Counts | null> {
    const { tx, misfits } = this
    for (;;) {
      if (misfits.size > 0) {
        if (misfits.share === 0) return null
        for (const { companyId } of await misfits.removeFrom(tx, this.kind.staged))
          this.companies.set(companyId, this.companies.get(companyId)! - 1)
      }
      if (!misfits.leaves(this.rows)) return null
      await tx.$executeRaw`SAVEPOINT take`
      const { counts, problems } = await fitting(1, this.opened.take())
      if (problems.length === 0) {
        for (const [companyId, count] of this.companies) if (count === 0) this.companies.delete(companyId)
        return counts
      }
      const before = misfits.size
      for (const problem of problems) misfits.add(problem, null)
      if (misfits.size === before) throw new Error(`${this.kind.name}: a row is refused that is not staged`)
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT take`
    }
  }

  async #flush(): Promise<void> {
    await this.#staging
    const chunk = this.#chunk
    this.#chunk = []
    this.#staging = this.#stage(chunk)
    // Whoever awaits it hears; until then it is nobody's.
    this.#staging.catch(() => undefined)
  }

  async #stage(chunk: Read<Ready>[]): Promise<void> {
    if (chunk.length === 0) return
    const { opened, kind } = this
    const rows = chunk.map(({ row, record, ready }) => ({
      row,
      unit: kind.together ? opened.unitOf(record) : null,
      ready,
    }))
    const problems = await fitting(chunk[0]!.row, opened.stage(rows))
    if (problems.length === 0) return
    const records = new Map(chunk.map(({ row, record }) => [row, record]))
    for (const problem of problems) {
      const record = records.get(problem.row)
      this.misfits.add(problem, record ? opened.unitOf(record) : null)
    }
  }

  #note(unit: string | null, open: ReadonlySet<string>): void {
    if (unit !== null && open.has(unit)) this.seen.add(unit)
  }
}

/** The same pieces; each is heard of when it is asked for. */
async function* observed(pieces: Source['bytes'], onPiece: () => void) {
  for await (const piece of pieces) {
    onPiece()
    yield piece
  }
}

type ReadRecord = {
  row: number
  record: Record<string, string>
  named: Record<string, string>
  unread?: Unread
}

async function* recordsOf<Ready>(
  source: Source,
  kind: FileKind<Ready>,
  context: Context,
  left: Left,
  onPiece: () => void,
): AsyncGenerator<ReadRecord> {
  const { format, bytes: content } = await contentOf(source)
  const bytes = observed(content, onPiece)
  if (format === 'csv') {
    for await (const { row, record } of readCsv(needsEnd(source) ? withEnd(bytes) : bytes, kind.columns))
      yield record
        ? { row, record: filled(record), named: record }
        : { row, record: {}, named: {}, unread: { code: 'files.row_length', field: null } }
    return
  }
  const reader = kind.json(context.market, context.clock())
  for await (const { row, record } of readJson(bytes)) {
    const read = reader.rows(record, row)
    if (Array.isArray(read)) for (const each of read) yield { row, record: filled(each), named: each }
    else yield { row, record: filled(read.record ?? {}), named: {}, unread: read }
  }
  left.push(...(reader.left?.() ?? []))
}

/** Of an archive, too, its length is known and not that of the file in it, which may have been packed while it was written. */
const needsEnd = ({ ended, format }: Source): boolean => ended === true || format === 'packed'

/** Cells that are there; empty ones are left to their defaults. */
const filled = (record: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))
