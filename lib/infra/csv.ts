import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'

/** A record longer than this is none: something is wrong with its quotes, or with the whole file. */
const LONGEST_RECORD = 64 * 1024

/** A file that cannot be read as CSV, with where. */
export class UnreadableCsv extends Error {
  override name = 'UnreadableCsv'
  constructor(
    readonly row: number,
    readonly why: 'encoding' | 'columns' | 'record_too_long' | 'quotes',
  ) {
    super(`row ${row}: ${why}`)
  }
}

/**
 * Streams the records of a CSV file (RFC 4180, UTF-8, comma or semicolon, first row the column names), each
 * with its row number as an editor counts lines. Memory does not grow with the file.
 * @throws UnreadableCsv when it is none: wrong encoding, missing columns, endless records, broken quotes.
 */
export async function* readCsv(
  path: string,
  columns: { known: readonly string[]; needed: readonly string[] },
): AsyncGenerator<{ row: number; record: Record<string, string> }> {
  let named = false
  const parser = parse({
    bom: true,
    delimiter: [',', ';'],
    columns: (names: string[]) => {
      const missing = columns.needed.filter((name) => !names.includes(name))
      if (missing.length > 0 || names.some((name) => !columns.known.includes(name)))
        throw new UnreadableCsv(1, 'columns')
      named = true
      return names
    },
    info: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  async function* decoded(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  }
  // Whatever fails ends all of it; the reader below hears why.
  pipeline(createReadStream(path), decoded, parser, () => undefined)
  let row = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number }
    }>) {
      row = info.lines
      yield { row, record }
    }
    if (!named) throw new UnreadableCsv(1, 'columns')
  } catch (error) {
    throw readable(error, row)
  } finally {
    parser.destroy()
  }
}

function readable(error: unknown, row: number): unknown {
  if (error instanceof UnreadableCsv) return error
  if (error instanceof TypeError) return new UnreadableCsv(row, 'encoding')
  if (!(error instanceof CsvError)) return error
  const at = Number((error as { lines?: number }).lines ?? row)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new UnreadableCsv(at, 'record_too_long')
  if (error.code.startsWith('CSV_RECORD_INCONSISTENT')) return new UnreadableCsv(at, 'columns')
  return new UnreadableCsv(at, 'quotes')
}
