import type { Draw } from '@/lib/infra/documents/documents'
import { drawTable, type PdfColumn } from './pdf-table'
import { type PdfOptions, TaggedPdf } from './tagged-pdf'

export type Report = {
  options: PdfOptions
  facts: readonly (readonly [term: string, value: string])[]
  columns: readonly PdfColumn[]
}
export type Cells = readonly string[]

/** Draws a title, facts about it and one table, as a tagged PDF. */
export const draw: Draw<Report, Cells> = (report, rows) => {
  const pdf = new TaggedPdf(report.options)
  write(pdf, report, rows).catch((error) => pdf.stream.destroy(error))
  return pdf.stream
}

async function write(
  pdf: TaggedPdf,
  { options, facts, columns }: Report,
  rows: AsyncIterable<readonly Cells[]>,
) {
  pdf.heading(1, options.title)
  pdf.definitions(facts)
  const cells = flat(rows)
  const first = await cells.next()
  if (!first.done) await drawTable(pdf, columns, following(first.value, cells))
  pdf.end()
}

async function* flat(batches: AsyncIterable<readonly Cells[]>) {
  for await (const batch of batches) yield* batch
}

async function* following(first: Cells, rest: AsyncIterable<Cells>) {
  yield first
  yield* rest
}
