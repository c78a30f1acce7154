import type { Glyph } from 'fontkit'
import type { Letter } from './typefaces'

type Doc = PDFKit.PDFDocument
type Layout = {
  glyphs: readonly (Glyph | Letter)[]
  positions: readonly object[]
  advanceWidth: number
}

/** What pdfkit 0.20.2 has beyond its types. */
export type Insides = Doc & {
  _font: {
    encode(text: string): [codes: string[], positions: unknown]
    layout(text: string, features?: unknown, onlyWidth?: boolean): Layout
    layoutCache: Record<string, Layout>
    /** By code: which glyph it is, how wide, of which letters. */
    subset: Subset
    widths: number[]
    unicode: (readonly number[])[]
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

/** What fontkit 2.0.4 writes of a TrueType font: glyphs by their number in it, or such as are written otherwise. */
type Subset = {
  glyphs: (number | Letter)[]
  _addGlyph(glyph: number | Letter): number
  glyf: Uint8Array[]
  loca: { offsets: number[] }
  hmtx: { metrics: { advance: number; bearing: number }[] }
  offset: number
}
