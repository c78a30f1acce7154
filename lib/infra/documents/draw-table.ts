import { stringify } from 'csv-stringify/sync'
import { type Cell, type SheetColumn, xlsx } from '@/lib/infra/xlsx'
import type { Locale } from '@/lib/kernel/locale'
import { csvFormat, guardCell } from '@/lib/kernel/spreadsheet'
import type { TableFormat } from '../table-file'
import type { Draw } from './documents'

type Table = { format: TableFormat; name: string; locale: Locale; columns: readonly SheetColumn[] }

/** Draws a table (table-file.ts) from its cells. */
export const draw: Draw<Table, readonly Cell[]> = ({ format, name, locale, columns }, rows) =>
  format === 'xlsx' ? xlsx(name, columns, rows) : csv(locale, columns, rows)

/** Texts are quoted and guarded, numbers are numbers: written as a spreadsheet in this language reads them. */
async function* csv(
  locale: Locale,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<Uint8Array> {
  const { separator, decimal } = csvFormat(locale)
  const number = (value: number) => String(value).replace('.', decimal)
  const text = (cells: readonly (readonly Cell[])[]) =>
    stringify(
      cells.map((row) => row.map((cell) => (typeof cell === 'string' ? guardCell(cell) : cell))),
      {
        record_delimiter: 'windows',
        delimiter: separator,
        quoted_string: true,
        cast: { number: (value) => ({ value: number(value), quoted_string: false }) },
      },
    )
  yield Buffer.from(`\ufeff${text([columns.map(({ head }) => head)])}`)
  for await (const batch of rows) if (batch.length > 0) yield Buffer.from(text(batch))
}
