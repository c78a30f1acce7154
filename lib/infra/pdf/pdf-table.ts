import { INK, RULE, type TaggedPdf } from './tagged-pdf'
import { readAs } from './visual-runs'

export type PdfColumn = {
  label: string
  /** Share of the width; the shares need not add up to 1. */
  share: number
  align?: 'left' | 'right'
  /** Its cells head their rows. */
  heads?: boolean
}
type Rows = AsyncIterable<readonly string[]> | Iterable<readonly string[]>

const SIZE = 8.5
const PAD = 3
/** A row must fit on a page. */
const TALLEST = 120

/**
 * A table over any number of pages. Its head is tagged once and repeated as an artifact; rows may come from a
 * database as they are read. `totals` are bold rows at its end.
 */
export async function drawTable(
  pdf: TaggedPdf,
  columns: readonly PdfColumn[],
  rows: Rows,
  totals: readonly (readonly [label: string, amount: string])[] = [],
): Promise<void> {
  const doc = pdf.stream
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  let at = pdf.left
  const cells = columns.map((column) => {
    const width = (column.share / shares) * pdf.width
    const cell = { ...column, label: pdf.clean(column.label), x: at + PAD, width: width - 2 * PAD }
    at += width
    return cell
  })
  type Cell = (typeof cells)[number]

  // Cells of one line, nearly all, do without wrapping: twice as fast.
  const fits = (text: string, { width }: Cell) => !text.includes('\n') && doc.widthOfString(text) <= width
  const height = (text: string, cell: Cell) =>
    fits(text, cell)
      ? doc.currentLineHeight()
      : Math.min(doc.heightOfString(text, { width: cell.width }), TALLEST)
  const write = (text: string, cell: Cell, y: number) => {
    const { x, width, align = 'left' } = cell
    if (!fits(text, cell)) doc.text(text, x, y, { width, align, height: TALLEST, ellipsis: true })
    else doc.text(text, align === 'right' ? x + width - doc.widthOfString(text) : x, y, { lineBreak: false })
  }
  const rule = (y: number, color: string, weight = 0.5) =>
    pdf.artifact('Layout', () =>
      doc
        .save()
        .moveTo(pdf.left, y)
        .lineTo(pdf.left + pdf.width, y)
        .lineWidth(weight)
        .stroke(color)
        .restore(),
    )
  const head = (draw: (cell: Cell, y: number) => void) => {
    pdf.font('bold', SIZE)
    const tall = Math.max(...cells.map((cell) => height(cell.label, cell)))
    const y = doc.y + PAD
    for (const cell of cells) draw(cell, y)
    doc.y = y + tall + PAD
    rule(doc.y, INK, 0.8)
  }
  const repeatHead = () => {
    head((cell, y) => pdf.artifact('Pagination', () => write(cell.label, cell, y)))
    pdf.font('regular', SIZE)
  }

  await pdf.group(pdf.root, 'Table', async (table) => {
    pdf.ensure(60)
    pdf.group(table, 'TR', (row) =>
      head((cell, y) => pdf.leaf(row, 'TH', () => write(cell.label, cell, y), { scope: 'Column' })),
    )
    pdf.font('regular', SIZE)
    let count = 0
    for await (const raw of rows) {
      const texts = cells.map((_, index) => pdf.clean(raw[index] ?? ''))
      const tall = Math.max(...cells.map((cell, index) => height(texts[index]!, cell))) + 2 * PAD
      if (pdf.ensure(tall)) repeatHead()
      const { y } = doc
      pdf.group(table, 'TR', (row) => {
        for (const [index, cell] of cells.entries()) {
          const text = texts[index]!
          const tag = cell.heads ? 'TH' : 'TD'
          const options = { ...(cell.heads && { scope: 'Row' }), ...readAs(text) }
          if (text) pdf.leaf(row, tag, () => write(text, cell, y + PAD), options)
          else pdf.group(row, tag, () => undefined, options)
        }
      })
      doc.y = y + tall
      rule(doc.y, '#e2dedb')
      count += 1
      if (count % 25 === 0) await pdf.breathe()
    }
    for (const [label, amount] of totals) {
      pdf.font('bold', SIZE)
      const tall = doc.currentLineHeight() + 2 * PAD + 2
      if (pdf.ensure(tall)) repeatHead()
      pdf.font('bold', SIZE)
      const y = doc.y + PAD + 1
      pdf.group(table, 'TR', (row) => {
        const spanning = doc.struct('TH') as ReturnType<typeof doc.struct> & Attributed
        spanning.dictionary.data.A = { O: 'Table', Scope: 'Row', ColSpan: cells.length - 1 }
        row.add(spanning)
        spanning.add(() => write(pdf.clean(label), { ...cells[0]!, width: pdf.width * 0.7 }, y))
        spanning.end()
        pdf.leaf(row, 'TD', () => write(pdf.clean(amount), cells.at(-1)!, y))
      })
      doc.y = y + tall - PAD - 1
      rule(doc.y, RULE)
    }
  })
  doc.x = pdf.left
  doc.y += 6
}

/** What pdfkit's types do not show of an element. */
type Attributed = { dictionary: { data: Record<string, unknown> } }
