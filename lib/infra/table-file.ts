import type { Locale } from '@/lib/kernel/locale'
import { drawDocument } from './documents/documents'
import { type Cell, type SheetColumn, XLSX_TYPE } from './xlsx'

export type TableFormat = 'csv' | 'xlsx'

/** A file whose bytes are drawn once somebody reads them, off the event loop. */
export type TableFile = {
  name: string
  type: string
  bytes: AsyncGenerator<Uint8Array>
}

/** Which file: `name` without its ending, `locale` of whoever opens it. */
export type TableFileAs = { format: TableFormat; name: string; locale: Locale }

/**
 * A table as CSV (RFC 4180, with a byte order mark, or spreadsheets read accents wrong; separator and decimal sign as
 * spreadsheets in the reader's language have them) or as an Excel workbook. In neither is a text taken for a formula.
 */
export function tableFile(
  { format, name, locale }: TableFileAs,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): TableFile {
  const bytes = drawDocument<typeof import('./documents/draw-table')>(
    'lib/infra/documents/draw-table',
    { format, name, locale, columns },
    rows,
  )
  return format === 'xlsx'
    ? { name: `${name}.xlsx`, type: XLSX_TYPE, bytes }
    : { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes }
}
