type Doc = PDFKit.PDFDocument

/** What pdfkit 0.20.2 has beyond its types. */
export type Insides = Doc & {
  _font: {
    encode(text: string): [codes: string[], positions: unknown]
    layout(text: string): { glyphs: import('fontkit').Glyph[]; positions: unknown }
    /** By code: which glyph it is, how wide, of which letters. */
    subset: { glyphs: number[] }
    widths: number[]
    unicode: number[][]
    scale: number
    ref(): unknown
    ascender: number
  }
  _fontSource: string
  _fontSize: number
  _fontFamilies: Record<string, { layoutCache: object }>
  page: { xobjects: Record<string, unknown> }
  appendXML(xml: string): void
  outline: { addItem(text: string, target: object): PDFKit.PDFOutline }
  addContent(content: string): Doc
  ref(data: object): { data: Record<string, unknown>; end(content: string): void }
}
