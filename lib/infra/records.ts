import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import streamArray from 'stream-json/streamers/stream-array.js'

/** A record longer than this is none: something is wrong with its quotes, or with the whole file. */
const LONGEST_RECORD = 64 * 1024

/** Where records come from: a file, or the body of a request. */
export type Source = { name: string; format: 'csv' | 'json'; bytes: AsyncIterable<Uint8Array> }

export const fileSource = (path: string): Source => ({
  name: basename(path),
  format: path.endsWith('.json') ? 'json' : 'csv',
  bytes: createReadStream(path),
})

/** A file that cannot be read as what it says it is, with where. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  constructor(
    readonly row: number,
    readonly why: 'encoding' | 'columns' | 'record_too_long' | 'quotes' | 'json',
  ) {
    super(`row ${row}: ${why}`)
  }
}

/**
 * Streams the records of a CSV file (RFC 4180, UTF-8, first row the column names, comma or semicolon as that has it), each
 * with its row number as an editor counts lines. Memory does not grow with the file.
 * @throws UnreadableFile when it is none: wrong encoding, missing columns, endless records, broken quotes.
 */
export async function* readCsv(
  bytes: Source['bytes'],
  columns: { known: readonly string[]; needed: readonly string[] },
): AsyncGenerator<{ row: number; record: Record<string, string> }> {
  let named = false
  const text = decoded(bytes)
  const { begin, delimiter } = await headRow(text)
  const parser = parse({
    bom: true,
    delimiter,
    columns: (names: string[]) => {
      const missing = columns.needed.filter((name) => !names.includes(name))
      if (missing.length > 0 || names.some((name) => !columns.known.includes(name)))
        throw new UnreadableFile(1, 'columns')
      named = true
      return names
    },
    info: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  })
  // Whatever fails ends all of it; the reader below hears why.
  pipeline(following(begin, text), parser, () => undefined)
  let row = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number }
    }>) {
      row = info.lines
      yield { row, record }
    }
    if (!named) throw new UnreadableFile(1, 'columns')
  } catch (error) {
    throw readable(error, row)
  } finally {
    parser.destroy()
  }
}

/** What comes up to the end of the head row, and the separator that it has: no name of a column holds either. */
async function headRow(text: AsyncGenerator<string>): Promise<{ begin: string; delimiter: ',' | ';' }> {
  let begin = ''
  try {
    while (!/[\r\n]/.test(begin) && begin.length <= LONGEST_RECORD) {
      const { value, done } = await text.next()
      if (done) break
      begin += value
    }
  } catch (error) {
    throw readable(error, 1)
  }
  return { begin, delimiter: /^[^\r\n,]*;/.test(begin) ? ';' : ',' }
}

async function* following(begin: string, rest: AsyncGenerator<string>) {
  yield begin
  yield* rest
}

/** UTF-8 or nothing. */
async function* decoded(chunks: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** An element of an array longer than this is none either. */
const LONGEST_ELEMENT = 1024 * 1024

/**
 * Streams the elements of a JSON array, each with its place in it, from 1. Memory does not grow with the file.
 * @throws UnreadableFile when it is none, or one element has no end.
 */
export async function* readJson(bytes: Source['bytes']): AsyncGenerator<{ row: number; record: unknown }> {
  let row = 0
  let since = 0
  async function* bounded(chunks: AsyncIterable<string>) {
    for await (const chunk of chunks) {
      since += chunk.length
      if (since > LONGEST_ELEMENT) throw new UnreadableFile(row + 1, 'record_too_long')
      yield chunk
    }
  }
  const parser = streamArray.withParserAsStream()
  pipeline(bytes, decoded, bounded, parser, () => undefined)
  try {
    for await (const { value } of parser as AsyncIterable<{ value: unknown }>) {
      row += 1
      since = 0
      yield { row, record: value }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile(row + 1, error instanceof TypeError ? 'encoding' : 'json')
  } finally {
    parser.destroy()
  }
}

function readable(error: unknown, row: number): unknown {
  if (error instanceof UnreadableFile) return error
  if (error instanceof TypeError) return new UnreadableFile(row, 'encoding')
  if (!(error instanceof CsvError)) return error
  const at = Number((error as { lines?: number }).lines ?? row)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new UnreadableFile(at, 'record_too_long')
  if (error.code.startsWith('CSV_RECORD_INCONSISTENT')) return new UnreadableFile(at, 'columns')
  return new UnreadableFile(at, 'quotes')
}
