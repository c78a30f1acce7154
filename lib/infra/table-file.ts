import { drawDocument } from './documents/documents'
import { type Cell, type SheetColumn, XLSX_TYPE } from './xlsx'

export type TableFormat = 'csv' | 'xlsx'

/** A file whose bytes are drawn once somebody reads them, off the event loop. */
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
  const bytes = drawDocument<typeof import('./documents/draw-table')>(
    'lib/infra/documents/draw-table',
    { format, name, columns },
    rows,
  )
  return format === 'xlsx'
    ? { name: `${name}.xlsx`, type: XLSX_TYPE, bytes }
    : { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes }
}
