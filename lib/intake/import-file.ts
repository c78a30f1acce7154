import { createHash } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import type { Source } from '@/lib/infra/records'
import { MINUTE } from '@/lib/kernel/clock'
import { TriedAgain } from '@/lib/kernel/tried-again'
import type { Counts, FileKind, RowProblem } from './file-kind'
import { Misfits, type SetAsideRow } from './misfits'
import { type OnProgress, Reading, TooLarge } from './reading'
import { openUnits, recordSetAside } from './set-aside'

/**
 * What came of a file. `counts` null: it was refused, for these problems. Otherwise it was taken, but for the rows with
 * problems and those that go with them: `setAside` in all. `mended`: so many rows of earlier files are set aside no more.
 */
export type Imported = {
  rows: number
  problems: RowProblem[]
  counts: Counts | null
  setAside?: number
  mended?: number
}

/** A file that has been imported, for whoever records that. */
export type TakenFile = {
  rows: number
  counts: Counts
  setAside?: number
  mended?: number
  /** How many of its rows concern which company. */
  companies: ReadonlyMap<string, number>
  /** SHA-256 of its content. */
  hash: Buffer
}

type Options = {
  /** Does everything and undoes it. */
  dry?: boolean
  /** So many per cent of its rows may be set aside where they do not fit; 0: it is taken whole or not at all. */
  setAside?: number
  /** So long it waits at a time for what another delivery holds, ms. */
  longestWait?: number
  onProgress?: OnProgress
  /** Last in the transaction of a file that is imported. */
  taken?: (tx: Raw, file: TakenFile, imported: Imported) => Promise<void>
}

/** Another delivery, or a change in the portal, holds what this one needs: nothing was taken, and it may come again. */
export class Busy extends TriedAgain {
  constructor(cause: unknown) {
    super('another delivery of this kind is being taken, try again', { cause })
  }
}

/** A wait that took too long, or would have been for each other (SQLSTATE). */
const HELD = new Set(['55P03', '40P01'])

/** A page may not take as long as a large file may. */
const LONG = { long: true }

/** Carries the answer out of a transaction that is to leave nothing. */
class Undone extends Error {
  constructor(readonly imported: Imported) {
    super('undone')
  }
}

/**
 * Imports one file, read once, in one transaction. Each problem is listed with its row and reason; a file with problems is
 * refused, or, where `setAside` allows, taken without the rows that do not fit, which stay listed until they are mended
 * (docs/decisions/031). Stopped in the middle and run again it comes to the same. Only the operator's own tasks and systems
 * deliver, hence no actor. A sum that the database cannot hold is a problem like any other.
 * @throws UnreadableFile when the file is none of its kind; Busy when others hold what it needs for too long.
 */
export async function importFile<Ready extends { companyId: string }>(
  source: Source,
  kind: FileKind<Ready>,
  context: Context,
  { dry = false, setAside = 0, longestWait = 10 * MINUTE, onProgress = () => undefined, taken }: Options = {},
): Promise<Imported> {
  try {
    return await context.sql.transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${longestWait}ms`}, true)`
      const hash = createHash('sha256')
      const reading = new Reading(
        tx,
        kind,
        await kind.open(tx, context, null),
        new Misfits(setAside),
        context,
      )
      await reading.readAll(hashed(source, hash), await openUnits(tx, kind.name), onProgress)
      const counts = await reading.take()
      const { rows, companies, misfits, seen } = reading
      if (!counts) throw new Undone({ rows, problems: listed(misfits.list(MOST_LISTED)), counts })
      const digest = hash.digest()
      const at = context.clock()
      await tx.$executeRaw`
        INSERT INTO intake_file (hash, kind, name, rows, taken_at)
        VALUES (${digest}, ${kind.name}, ${source.name.slice(0, 200)}, ${rows}, ${at})
        ON CONFLICT (hash) DO UPDATE SET taken_at = excluded.taken_at, name = excluded.name`
      const mended = await recordSetAside(tx, {
        hash: digest,
        kind: kind.name,
        at,
        rows: misfits.list(),
        seen,
      })
      const aside = {
        ...(misfits.rows > 0 && { setAside: misfits.rows }),
        ...(mended > 0 && { mended }),
      }
      const imported = { rows, problems: listed(misfits.list()), counts, ...aside }
      if (dry) throw new Undone(imported)
      await taken?.(tx, { rows, counts, companies, hash: digest, ...aside }, imported)
      return imported
    }, LONG)
  } catch (error) {
    if (error instanceof TooLarge)
      return {
        rows: 0,
        problems: [{ row: error.row, code: 'files.sum_too_large', field: null }],
        counts: null,
      }
    if (HELD.has((error as { code?: string }).code ?? '')) throw new Busy(error)
    if (!(error instanceof Undone)) throw error
    return error.imported
  }
}

/** Of a file that is refused so many problems are listed. */
const MOST_LISTED = 1_000

const listed = (rows: SetAsideRow[]): RowProblem[] =>
  rows.map(({ row, code, field }) => ({ row, code, field }))

const hashed = (source: Source, hash: { update(chunk: Uint8Array): unknown }): Source => ({
  ...source,
  bytes: (async function* () {
    for await (const chunk of source.bytes) {
      hash.update(chunk)
      yield chunk
    }
  })(),
})
