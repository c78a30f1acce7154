import { stringify } from 'csv-stringify/sync'
import { type Cell, type SheetColumn, xlsx } from '@/lib/infra/xlsx'
import type { TableFormat } from '../table-file'
import type { Draw } from './documents'

type Table = { format: TableFormat; name: string; columns: readonly SheetColumn[] }

/** Draws a table (table-file.ts) from its cells. */
export const draw: Draw<Table, readonly Cell[]> = ({ format, name, columns }, rows) =>
  format === 'xlsx' ? xlsx(name, columns, rows) : csv(columns, rows)

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
