import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { pause } from '@/lib/kernel/slices'
import { recordOf } from './csv-record'
import { exactElements } from './exact-elements'
import { BadArchive, unpacked } from './unpack'

/** A record longer than this is none: something is wrong with its quotes, or with the whole file. */
const LONGEST_RECORD = 64 * 1024

/**
 * So many characters of rows of nothing in a row are none of a table: those of a spreadsheet have about a million rows with a
 * few separators each.
 */
const LONGEST_NOTHING = 16 * 1024 * 1024

/**
 * Where records come from: a file, or the body of a request. `packed`: an archive that does not say what is in it. `ended`: it
 * is whole only if its last line has an end, as what is in such an archive always is.
 */
export type Source = {
  name: string
  format: 'csv' | 'json' | 'packed'
  bytes: AsyncIterable<Uint8Array>
  ended?: boolean
}

/** A file in a folder. It may still be being written, or be cut, and half an amount is an amount; a request says its length. */
export const fileSource = (path: string): Source => ({
  ended: true,
  name: basename(path),
  format: /\.json(\.gz|\.zip)?$/.test(path) ? 'json' : /\.csv(\.gz|\.zip)?$/.test(path) ? 'csv' : 'packed',
  bytes: createReadStream(path),
})

/** A file that cannot be read as what it says it is, with where. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  constructor(
    readonly row: number,
    readonly why:
      | 'encoding'
      | 'columns'
      | 'column_twice'
      | 'record_too_long'
      | 'too_many_rows'
      | 'quotes'
      | 'json'
      | 'cut'
      | BadArchive['why'],
  ) {
    super(`row ${row}: ${why}`)
  }
}

/** What is in a source, unpacked: of an archive that does not say, JSON if it begins like an array. */
export async function contentOf({
  format,
  bytes,
}: Source): Promise<{ format: 'csv' | 'json'; bytes: Source['bytes'] }> {
  const content = unpacked(bytes)
  if (format !== 'packed') return { format, bytes: content }
  let begin = Buffer.alloc(0)
  let written: string | undefined
  try {
    while (!written && begin.length < LONGEST_RECORD) {
      const { value, done } = await content.next()
      if (done) break
      begin = Buffer.concat([begin, value])
      written = begin.toString('latin1').replace(/^(\xef\xbb\xbf)?\s*/, '')[0]
    }
  } catch (error) {
    throw readable(error, 1)
  }
  return { format: written === '[' || written === '{' ? 'json' : 'csv', bytes: following(begin, content) }
}

type Columns = {
  known: readonly string[]
  needed: readonly string[]
  /** So many rows at most, those of nothing too; unlimited where nothing is said. */
  mostRows?: number
}

/**
 * Streams the records of a CSV file (RFC 4180, UTF-8), each with its row number as an editor counts lines; null for a row
 * that has more or fewer cells than there are columns, or of which a cell holds a whole row. The first row names the columns and decides what separates cells:
 * comma, semicolon or tab; before it may stand `sep=;` as Excel writes it. Rows of nothing are left out, blanks around cells
 * too. Memory does not grow with the file.
 * @throws UnreadableFile when it is none: wrong encoding, missing or doubled columns, endless records, broken quotes; or where
 * it has too many rows.
 */
export async function* readCsv(
  bytes: Source['bytes'],
  columns: Columns,
): AsyncGenerator<{ row: number; record: Record<string, string> | null }> {
  let names: string[] | undefined
  const text = decoded(bytes)
  const { begin, delimiter } = await headRow(text)
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_RECORD,
    // Not the first one that comes for all: a line may have been added by another program.
    record_delimiter: ['\r\n', '\n', '\r'],
  })
  let row = 1
  let rows = 0
  let since = 0
  async function* bounded(chunks: AsyncIterable<string>) {
    for await (const chunk of chunks) {
      since += chunk.length
      if (since > LONGEST_NOTHING) throw new UnreadableFile(row, 'too_many_rows')
      yield chunk
    }
  }
  // Whatever fails ends all of it; the reader below hears why.
  pipeline(following(begin, text), bounded, parser, () => undefined)
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<Parsed>) {
      row = info.lines
      rows += 1
      if (rows > (columns.mostRows ?? rows) + 1) throw new UnreadableFile(row, 'too_many_rows')
      if (cells.every((cell) => cell.trim() === '')) {
        // A million of them are no reason to keep anybody waiting.
        await pause()
        continue
      }
      since = 0
      if (names) yield { row, record: recordOf(names, cells, delimiter) }
      else names = namesOf(cells, columns, row)
    }
    if (!names) throw new UnreadableFile(1, 'columns')
  } catch (error) {
    throw readable(error, row)
  } finally {
    parser.destroy()
  }
}

type Parsed = { record: string[]; info: { lines: number } }

/** The names of the columns; empty ones, which spreadsheets leave behind the last, name none. */
function namesOf(cells: readonly string[], { known, needed }: Columns, row: number): string[] {
  const names = cells.map((name) => name.trim())
  const named = names.filter((name) => name !== '')
  if (needed.some((name) => !named.includes(name)) || named.some((name) => !known.includes(name)))
    throw new UnreadableFile(row, 'columns')
  if (new Set(named).size < named.length) throw new UnreadableFile(row, 'column_twice')
  return names
}

/**
 * What comes up to the end of the head row, and the separator that it has: no name of a column holds one. A line `sep=;`
 * before it says which, and is left empty.
 */
async function headRow(text: AsyncGenerator<string>): Promise<{ begin: string; delimiter: string }> {
  let begin = ''
  let head: string | undefined
  try {
    while (head === undefined && begin.length <= LONGEST_RECORD) {
      const { value, done } = await text.next()
      if (!done) begin += value
      const lines = begin.split(/\r\n|[\r\n]/)
      head = (done ? lines : lines.slice(0, -1)).find((line) => /[^\s,;"]/.test(line))
      if (done) break
    }
  } catch (error) {
    throw readable(error, 1)
  }
  const said = /^\s*"?sep=([,;\t])"?\s*$/i.exec(head ?? '')
  return said
    ? { begin: begin.replace(head!, ''), delimiter: said[1]! }
    : { begin, delimiter: /[,;\t]/.exec(head ?? '')?.[0] ?? ',' }
}

async function* following<T>(begin: T, rest: AsyncGenerator<T>) {
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
 * Streams the elements of a JSON array, each with its place in it, from 1. Numbers come as the digits they were written
 * with, exact however many they are. Memory does not grow with the file.
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
  const parser = exactElements()
  pipeline(bytes, decoded, bounded, parser, () => undefined)
  try {
    for await (const { value } of parser as AsyncIterable<{ value: unknown }>) {
      row += 1
      since = 0
      yield { row, record: value }
    }
  } catch (error) {
    throw error instanceof Error && /^Parser|^Top-level/.test(error.message)
      ? new UnreadableFile(row + 1, 'json')
      : readable(error, row + 1)
  } finally {
    parser.destroy()
  }
}

function readable(error: unknown, row: number): unknown {
  if (error instanceof UnreadableFile) return error
  if (error instanceof BadArchive) return new UnreadableFile(row, error.why)
  if (error instanceof TypeError) return new UnreadableFile(row, 'encoding')
  if (!(error instanceof CsvError)) return error
  const at = Number((error as { lines?: number }).lines ?? row)
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new UnreadableFile(at, 'record_too_long')
  return new UnreadableFile(at, 'quotes')
}
