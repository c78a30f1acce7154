import type { Insides } from './insides'
import type { Weight } from './noto-slices'
import { isOwn, type Letter, loadFonts, typefaceOf } from './typefaces'
import { layOut } from './visual-runs'

type Font = Insides['_font']

/**
 * Makes both weights known to a document, for letters of all our typefaces: they are laid out together, and those that are
 * drawn are embedded together, as one font a weight.
 */
export function registerFonts(doc: Insides): void {
  for (const weight of ['bold', 'regular'] as const) {
    doc.registerFont(weight, loadFonts()[weight] as never)
    doc.font(weight)
    prepareFont(doc._font, weight)
  }
}

/**
 * Codes are those of letters, not of forms: Latin O, Cyrillic О and Greek Ο look alike and are one glyph, and as one code
 * all of them would be read aloud, found and copied as whichever came first (PDF 32000-1, 9.10.3; PDF/UA-1, 7.21.7).
 */
function prepareFont(font: Font, weight: Weight): void {
  layOutAll(font, weight)
  embedAll(font, weight)
  const codes = new Map<string, number>()
  font.encode = (text) => {
    const { glyphs, positions } = font.layout(text)
    const encoded = glyphs.map((glyph) => {
      const key = `${glyph.id}:${glyph.codePoints}`
      let code = codes.get(key)
      if (code === undefined) {
        code = font.subset.glyphs.push('outline' in glyph ? glyph : glyph.id) - 1
        font.widths[code] = glyph.advanceWidth * font.scale
        font.unicode[code] = glyph.codePoints
        codes.set(key, code)
      }
      return code.toString(16).padStart(4, '0')
    })
    return [encoded, positions]
  }
}

/** pdfkit lays out word by word; what is not of one typeface and direction is laid out whole, and kept like its words. */
function layOutAll(font: Font, weight: Weight): void {
  const ownLayout = font.layout.bind(font)
  font.layout = (text, features, onlyWidth) => {
    if (isOwn(text)) return ownLayout(text, features, onlyWidth)
    font.layoutCache[text] ??= mixed(text, weight)
    return font.layoutCache[text]
  }
}

function mixed(text: string, weight: Weight): ReturnType<Font['layout']> {
  const run = layOut(text, weight)
  return {
    glyphs: run.glyphs,
    positions: run.positions.map((position, n) => ({
      ...position,
      advanceWidth: run.glyphs[n]!.advanceWidth,
    })),
    advanceWidth: run.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0),
  }
}

/** fontkit writes a subset of one font; glyphs of others are written as they are asked for. */
function embedAll({ subset }: Font, weight: Weight): void {
  const addOwn = subset._addGlyph.bind(subset)
  // Offsets of 32 bits: those of 16 end at 128 kB.
  const { loca, maxp } = loadFonts()[weight] as unknown as Tables
  loca.version = 1
  subset._addGlyph = (glyph) => {
    if (typeof glyph === 'number') return addOwn(glyph)
    const { bytes, bearing, points, contours } = (glyph as Letter).outline()
    subset.glyf.push(bytes)
    subset.loca.offsets.push(subset.offset)
    subset.hmtx.metrics.push({ advance: glyph.advanceWidth, bearing })
    subset.offset += bytes.length
    // How much a reader has to hold at once. It is written at the end, and may be too much.
    maxp.maxPoints = Math.max(maxp.maxPoints, points)
    maxp.maxContours = Math.max(maxp.maxContours, contours)
    return subset.glyf.length - 1
  }
}
type Tables = { loca: { version: number }; maxp: { maxPoints: number; maxContours: number } }

/**
 * NFC, no control characters, and no character that the typefaces lack (PDF/UA-1, 7.21.4.1): the replacement character
 * (Unicode, 5.22) stands for each, and then it is not whole.
 */
export function drawable(text: string): { drawn: string; isWhole: boolean } {
  let drawn = ''
  let isWhole = true
  let before = typefaceOf(0x20)
  // pdfkit drops the line feed: a space before it parts the words when text is taken out.
  for (const character of withoutSilent(text).normalize('NFC')) {
    const point = character.codePointAt(0)!
    if (character === '\n') drawn += ' \n'
    else if (JOINERS.test(character)) drawn += character
    else {
      const typeface = typefaceOf(point)
      const isMark = /\p{M}/u.test(character)
      if (isMark ? before?.has(point) : typeface) {
        drawn += character
        if (!isMark) before = typeface
      } else {
        drawn += '\ufffd'
        isWhole = false
        // Marks that follow stand on it.
        before = typefaceOf(0xfffd)
      }
    }
  }
  return { drawn, isWhole }
}

/** Without what is never seen. First of all: letters and marks that it kept apart are composed afterwards. */
function withoutSilent(text: string): string {
  const isSilent = (character: string) => {
    const point = character.codePointAt(0)!
    return (
      point < 0x20 ||
      ORDERING.test(character) ||
      /\p{DI}/u.test(character) ||
      (/\p{Cf}/u.test(character) && !typefaceOf(point))
    )
  }
  return [...text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ')]
    .filter((character) => character === '\n' || JOINERS.test(character) || !isSilent(character))
    .join('')
}
/** They shape the letters beside them. */
const JOINERS = /[\u200c\u200d]/
/** What says in which direction a text runs: nobody's name turns round what stands beside it. */
const ORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** pdfkit writes these as they are into XMP (toString) and into the Info dictionary (valueOf). */
export class InfoText extends String {
  override toString() {
    return super.toString().replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
  }
}
