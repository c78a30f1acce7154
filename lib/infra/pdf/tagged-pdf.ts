import { setTimeout as sleep, setImmediate as tick } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import type { Insides } from './insides'
import { drawable, InfoText, registerFonts } from './pdf-fonts'
import { loadFonts } from './typefaces'
import { readAs } from './visual-runs'

type Doc = PDFKit.PDFDocument
export type Element = PDFKit.PDFStructureElement
export const INK = '#1c1917'
export const SOFT = '#57534e'
export const RULE = '#b0aaa4'
const MARGINS = { top: 84, bottom: 64, left: 56, right: 56 }
const SIZES = { H1: 18, H2: 12.5, P: 9.5, small: 7.5 } as const
/** No more than so many bytes wait for a slow reader. */
const WAITING = 256 * 1024

export type PdfOptions = {
  title: string
  /** BCP 47. */
  language: string
  author: string
  created: Date
  /** On every page, beside the brand, from the second on. */
  running: string
  /** Left of the page number, on every page. */
  footer: string
  /** With `{page}` where its number comes. */
  pageLabel: string
  /** Stands at the end where the typefaces lacked a character: what stands in its place, and where it is shown. */
  lacking: string
}

/**
 * A tagged PDF (ISO 14289-1, PDF/UA): all that is drawn is either in an element of its structure or an artifact.
 * It streams: pipe `stream` before the first element; pages are never kept.
 */
export class TaggedPdf {
  readonly stream: Insides
  readonly left = MARGINS.left
  readonly width: number
  readonly root: Element
  private pages = 0
  private total: ReturnType<Insides['ref']> | undefined
  /** Something had to be left out of what is drawn. */
  private lacks = false

  constructor(private readonly options: PdfOptions) {
    const text = (value: string) => new InfoText(value) as string
    const doc = new PDFDocument({
      pdfVersion: '1.7',
      tagged: true,
      lang: options.language,
      displayTitle: true,
      size: 'A4',
      margins: MARGINS,
      autoFirstPage: false,
      // Or pdfkit loads Helvetica, which is never embedded.
      font: loadFonts().regular as never,
      info: {
        Title: text(options.title),
        Author: text(options.author),
        Creator: text(options.author),
        CreationDate: options.created,
      },
    }) as Insides
    this.stream = doc
    doc.appendXML(
      '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>',
    )
    registerFonts(doc)
    // Attached before it has children, so that content is drawn at once and elements are flushed as they end.
    this.root = doc.struct('Document')
    doc.addStructure(this.root)
    doc.on('pageAdded', () => this.furniture())
    doc.addPage()
    this.width = doc.page.width - MARGINS.left - MARGINS.right
  }

  /** Text as it can be drawn; where the typefaces lack some of it the end of the document says so. */
  clean(text: string): string {
    const { drawn, isWhole } = drawable(text)
    if (!isWhole) this.lacks = true
    return drawn
  }

  font(name: 'regular' | 'bold', size: number, color = INK): Doc {
    return this.stream.font(name).fontSize(size).fillColor(color)
  }

  /** What `draw` draws is not there for assistive technology. Never inside an element. */
  artifact(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.stream.markContent('Artifact', { type })
    draw()
    this.stream.endMarkedContent()
  }

  /** An element without content of its own; `build` adds its children. */
  group<T>(parent: Element, type: string, build: (element: Element) => T, options: object = {}): T {
    const element = this.stream.struct(type, options as never)
    parent.add(element)
    const built = build(element)
    if (built instanceof Promise) return built.finally(() => element.end()) as T
    element.end()
    return built
  }

  /** An element whose content is what `draw` draws. */
  leaf(parent: Element, type: string, draw: () => void, options: object = {}): void {
    parent.add(this.stream.struct(type, options as never, draw))
  }

  heading(level: 1 | 2, text: string): void {
    const doc = this.stream
    const tag = `H${level}` as const
    const title = this.clean(text)
    this.font('bold', SIZES[tag])
    this.ensure(doc.heightOfString(title, { width: this.width }) + 60)
    if (doc.y > MARGINS.top) doc.y += level === 1 ? 16 : 12
    // XYZ needs fit: false; pdfkit counts `left` from the right edge.
    doc.outline.addItem(title, { fit: false, top: doc.y - 8, left: doc.page.width })
    this.font('bold', SIZES[tag])
    this.leaf(this.root, tag, () => doc.text(title, this.left, doc.y, { width: this.width }), readAs(title))
    doc.y += 4
  }

  paragraph(
    text: string,
    { size = SIZES.P, color = INK, width = this.width, bold = false }: Partial<Paragraph> = {},
  ): void {
    const doc = this.stream
    this.font(bold ? 'bold' : 'regular', size, color)
    const drawn = this.clean(text)
    const draw = () => doc.text(drawn, this.left, doc.y, { width, lineGap: 1.5 })
    this.leaf(this.root, 'P', draw, readAs(drawn))
    doc.y += 4
  }

  /** Terms and what they are: L > LI > (Lbl, LBody). */
  definitions(items: readonly (readonly [term: string, value: string])[], width = this.width): void {
    const doc = this.stream
    const termWidth = 120
    const valueWidth = width - termWidth
    this.group(this.root, 'L', (list) => {
      for (const [term, value] of items.map(([a, b]) => [this.clean(a), this.clean(b)] as const)) {
        this.font('regular', SIZES.P)
        const height = Math.max(
          doc.heightOfString(value, { width: valueWidth }),
          doc.heightOfString(term, { width: termWidth - 8 }),
        )
        this.ensure(height)
        const { y } = doc
        this.group(list, 'LI', (item) => {
          this.font('regular', SIZES.P, SOFT)
          this.leaf(item, 'Lbl', () => doc.text(term, this.left, y, { width: termWidth - 8 }))
          this.font('regular', SIZES.P)
          const draw = () => doc.text(value, this.left + termWidth, y, { width: valueWidth })
          this.leaf(item, 'LBody', draw, readAs(value))
        })
        doc.y = y + height + 2.5
      }
    })
    doc.y += 4
  }

  /** Begins a new page unless `height` still fits; whether it did. Only between elements. */
  ensure(height: number): boolean {
    const doc = this.stream
    if (doc.y + height <= doc.page.height - MARGINS.bottom) return false
    const { _fontSource, _fontSize } = doc
    doc.addPage()
    doc.font(_fontSource).fontSize(_fontSize)
    return true
  }

  /** Lets other requests run, and waits while the reader is slower. @throws Error when it has gone. */
  async breathe(): Promise<void> {
    await tick()
    while (this.stream.readableLength > WAITING && !this.stream.destroyed) await sleep(5)
    if (this.stream.destroyed) throw new Error('the reader of the PDF has gone')
  }

  end(): void {
    const doc = this.stream
    if (this.lacks) {
      doc.y += 12
      this.ensure(40)
      this.paragraph(this.options.lacking, { color: SOFT })
    }
    this.root.end()
    this.font('regular', SIZES.small)
    const [glyphs] = doc._font.encode(String(this.pages))
    this.total!.data.Resources = { Font: { F: doc._font.ref() } }
    this.total!.end(`BT /F ${SIZES.small} Tf 0 0 Td <${glyphs.join('')}> Tj ET`)
    doc.end()
  }

  /** Head and foot of a page. */
  private furniture(): void {
    const doc = this.stream
    this.pages += 1
    // pdfkit remembers how every word it drew was laid out: 3 kB a row of a table, unless it is made to forget.
    if (this.pages % 8 === 0)
      for (const font of Object.values(doc._fontFamilies)) font.layoutCache = Object.create(null)
    this.artifact('Pagination', () => {
      this.font('bold', 13).text(this.clean(this.options.author), MARGINS.left, 38, { lineBreak: false })
      if (this.pages > 1) {
        const running = this.clean(this.options.running)
        this.font('regular', 8, SOFT)
        doc.text(running, doc.page.width - MARGINS.right - doc.widthOfString(running), 42, {
          lineBreak: false,
        })
      }
      this.foot()
    })
    doc.x = MARGINS.left
    doc.y = MARGINS.top
    doc.fillColor(INK)
  }

  private foot(): void {
    const doc = this.stream
    const y = doc.page.height - 40
    const right = doc.page.width - MARGINS.right
    this.font('regular', SIZES.small, SOFT)
    doc
      .save()
      .moveTo(MARGINS.left, y - 6)
      .lineTo(right, y - 6)
      .lineWidth(0.5)
      .stroke(RULE)
      .restore()
    doc.fillColor(SOFT)
    doc.text(this.clean(this.options.footer), MARGINS.left, y, { lineBreak: false })
    const label = this.clean(`${this.options.pageLabel.replace('{page}', String(this.pages))} / `)
    const x = right - doc.widthOfString(`${label}0000`)
    doc.text(label, x, y, { lineBreak: false })
    // How many pages there are is known at the end: a form that is written then.
    this.total ??= doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -3, 40, 9] })
    doc.page.xobjects.Total = this.total
    const baseline = y + (doc._font.ascender / 1000) * SIZES.small
    doc.save().transform(1, 0, 0, -1, x + doc.widthOfString(label), baseline)
    doc.addContent('/Total Do').restore()
  }
}

type Paragraph = { size: number; color: string; width: number; bold: boolean }
