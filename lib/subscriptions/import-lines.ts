import { readCsv } from '@/lib/infra/csv'
import type { World } from '@/lib/infra/world'
import { type Delivered, deliverLines, type ReadyLine, stageLines } from './deliver-lines'
import { companiesBySlug, lineReader, type RowProblem } from './read-lines'

export const LINE_COLUMNS = {
  known: [
    'company',
    'kind',
    'number',
    'status',
    'tariff',
    'billingAccount',
    'costCentre',
    'iccid',
    'holder',
    'email',
  ],
  needed: ['company', 'number'],
} as const

/** So many rows go into one set of statements. */
const CHUNK = 2_000
/** After so many problems a file is not worth reading on. */
const MOST_PROBLEMS = 1_000

export type Imported = { rows: number; problems: RowProblem[]; delivered: Delivered | null }

/**
 * Imports a file of lines (docs/import.md), read once, in one transaction: all of it is laid ready, and taken
 * over if no row has a problem; else everything is left as it was, and each problem is told with its row and
 * reason. Stopped in the middle and run again it comes to the same. Called from the command line by the
 * operator, hence without an actor. `dry`: only read. @throws UnreadableCsv when the file is no CSV of lines.
 */
export async function importLines(
  path: string,
  world: World,
  { dry = false, onProgress = () => undefined }: { dry?: boolean; onProgress?: (rows: number) => void } = {},
): Promise<Imported> {
  const read = lineReader(await companiesBySlug(world), world)
  const problems: RowProblem[] = []
  let rows = 0
  const delivered = await world.sql.transaction(async (tx) => {
    await stageLines(tx, [])
    let chunk: ReadyLine[] = []
    const flush = async () => {
      if (problems.length === 0 && !dry) await stageLines(tx, chunk)
      chunk = []
      onProgress(rows)
    }
    for await (const { row, record } of readCsv(path, LINE_COLUMNS)) {
      rows += 1
      const line = read(present(record), row)
      if ('ready' in line) chunk.push(line.ready)
      else if (problems.push(line.problem) >= MOST_PROBLEMS) break
      if (rows % CHUNK === 0) await flush()
    }
    await flush()
    return problems.length > 0 || dry ? null : deliverLines(tx, world)
  })
  return { rows, problems, delivered }
}

/** Cells that are there; empty ones are left to their defaults. */
const present = (record: Record<string, string>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')) as never
