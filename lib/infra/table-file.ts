import { stringify } from 'csv-stringify/sync'
import { type Cell, type SheetColumn, XLSX_TYPE, xlsx } from './xlsx'

export type TableFormat = 'csv' | 'xlsx'

/** A table as a file that is written while it is read. */
export type TableFile = {
  name: string
  type: string
  bytes: AsyncGenerator<Uint8Array>
}

/**
 * A table as CSV (RFC 4180, with a byte order mark, or spreadsheets read accents wrong) or as an Excel workbook. In
 * neither is a text taken for a formula. `name` without its ending.
 */
export function tableFile(
  format: TableFormat,
  name: string,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): TableFile {
  return format === 'xlsx'
    ? { name: `${name}.xlsx`, type: XLSX_TYPE, bytes: xlsx(name, columns, rows) }
    : { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes: csv(columns, rows) }
}

async function* csv(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Uint8Array> {
  const text = (cells: readonly (readonly Cell[])[]) =>
    stringify(
      cells.map((row) => row.map(safe)),
      { record_delimiter: 'windows' },
    )
  yield Buffer.from(`\ufeff${text([columns.map(({ head }) => head)])}`)
  for await (const batch of rows) if (batch.length > 0) yield Buffer.from(text(batch))
}

/** What a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection); numbers are none. */
const safe = (cell: Cell) => (typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
