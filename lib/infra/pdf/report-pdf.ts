import { drawDocument } from '@/lib/infra/documents/documents'
import type { TableFile } from '@/lib/infra/table-file'
import type { Cells, Report } from './draw-report'

/** A title, facts about it and one table, as a tagged PDF. `name` without its ending. */
export const reportPdf = (
  name: string,
  report: Report,
  rows: AsyncIterable<readonly Cells[]>,
): TableFile => ({
  name: `${name}.pdf`,
  type: 'application/pdf',
  bytes: drawDocument<typeof import('./draw-report')>('lib/infra/pdf/draw-report', report, rows),
})
