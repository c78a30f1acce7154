import { join } from 'node:path'
import * as fontkit from 'fontkit'
import { NotoSlices, type Weight } from './noto-slices'
import { type Outline, outlineOf } from './outlines'

/** A letter that is not of the document's own typeface, as it is embedded in it all the same. */
export type Letter = {
  /** One for each form in each typeface and weight. */
  id: string
  codePoints: readonly number[]
  advanceWidth: number
  outline(): Outline
}
/** Letters from left to right, in thousandths of the size. */
export type Run = { glyphs: readonly (fontkit.Glyph | Letter)[]; positions: readonly Position[] }
type Position = Pick<fontkit.GlyphPosition, 'xAdvance' | 'xOffset' | 'yOffset'>

export type Typeface = {
  /** Whether it has a letter of the Basic Multilingual Plane. */
  has(point: number): boolean
  /** Lays out letters of one direction, given in the order in which they are read. */
  shape(text: string, weight: Weight, rightToLeft: boolean): Run
}

// Literal paths from the working directory: Node, tsx and Next's tracing all find exactly these files.
const google = (path: string) =>
  withOwnCodePoints(
    fontkit.openSync(join(process.cwd(), 'node_modules/@expo-google-fonts', path)) as fontkit.Font,
  )
/** Opens both weights of a face of IBM Plex Sans, once a process. */
function plex(folder: string, name: string): () => Record<Weight, fontkit.Font> {
  let fonts: Record<Weight, fontkit.Font> | undefined
  return () => {
    fonts ??= {
      regular: google(`${folder}/400Regular/${name}_400Regular.ttf`),
      bold: google(`${folder}/600SemiBold/${name}_600SemiBold.ttf`),
    }
    return fonts
  }
}
/** The two faces of our documents, read once a process; each document embeds what it uses of them. */
export const loadFonts = plex('ibm-plex-sans', 'IBMPlexSans')

/** fontkit keeps one glyph a form, with the letters for which it was asked first: О of an earlier text for every O after it. */
function withOwnCodePoints(font: fontkit.Font): fontkit.Font {
  const getGlyph = font.getGlyph.bind(font)
  const glyphs = new Map<string, fontkit.Glyph>()
  font.getGlyph = (id, codePoints: readonly number[] = []) => {
    const key = `${id}:${codePoints}`
    let glyph = glyphs.get(key)
    if (!glyph) {
      glyph = Object.create(getGlyph(id), { codePoints: { value: codePoints } }) as fontkit.Glyph
      glyphs.set(key, glyph)
    }
    return glyph
  }
  return font
}

/** A place without ink. */
const BLANK: Outline = { bytes: new Uint8Array(0), bearing: 0, points: 0, contours: 0 }
/** Joiners and the like shape the letters beside them and have no form of their own; fontkit puts blanks in their places. */
const isShown = (point: number) => point !== 0x20 && !/\p{DI}/u.test(String.fromCodePoint(point))

/** A typeface whose letters join, or carry marks: fontkit shapes them (OpenType), and says where each stands. */
function shaped(id: string, load: () => Record<Weight, fontkit.Font>): Typeface {
  return {
    has: (point) => load().regular.hasGlyphForCodePoint(point),
    shape(text, weight, rightToLeft) {
      const run = load()[weight].layout(text, undefined, undefined, undefined, rightToLeft ? 'rtl' : 'ltr')
      const letters = run.glyphs.flatMap((glyph, n) => {
        const [first, ...rest] = glyph.codePoints.filter(isShown)
        if (first === undefined) return []
        const { advanceWidth } = glyph
        const drawn = {
          letter: {
            id: `${id}-${weight}-${glyph.id}`,
            codePoints: [first],
            advanceWidth,
            outline: () => outlineOf(glyph),
          },
          position: run.positions[n]!,
        }
        // Readers turn round what is read from the right code by code: each code of a ligature is of one letter.
        const others = rest.map((point) => ({
          letter: { id: 'blank', codePoints: [point], advanceWidth: 0, outline: () => BLANK },
          position: { xAdvance: 0, xOffset: 0, yOffset: 0 },
        }))
        return rightToLeft ? [...others.reverse(), drawn] : [drawn, ...others]
      })
      return {
        glyphs: letters.map(({ letter }) => letter),
        positions: letters.map(({ position }) => position),
      }
    },
  }
}

/** A typeface whose letters stand one after the other. */
function unjoined(name: string): Typeface {
  const slices = new NotoSlices(name)
  return {
    has: (point) => slices.letter(point, 'regular') !== undefined,
    shape(text, weight, rightToLeft) {
      const points = Array.from(text, (character) => character.codePointAt(0)!)
      if (rightToLeft) points.reverse()
      const glyphs = points.flatMap((point) => {
        const letter = slices.letter(point, weight)
        return letter
          ? [
              {
                id: `${name}-${weight}-${point}`,
                codePoints: [point],
                advanceWidth: letter.advanceWidth,
                outline: () => letter.outline,
              },
            ]
          : []
      })
      const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, xOffset: 0, yOffset: 0 }))
      return { glyphs, positions }
    },
  }
}

const OWN: Typeface = {
  has: (point) => loadFonts().regular.hasGlyphForCodePoint(point),
  shape(text, weight, rightToLeft) {
    const font = loadFonts()[weight]
    if (!rightToLeft) return font.layout(text)
    // Between letters that are read from the right only blanks and signs are of this typeface.
    const glyphs = Array.from(text, (character) =>
      font.glyphForCodePoint(character.codePointAt(0)!),
    ).reverse()
    return {
      glyphs,
      positions: glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, xOffset: 0, yOffset: 0 })),
    }
  },
}
/** In this order: the first that has a letter draws it. All count 1000 units to their size. */
const TYPEFACES: readonly Typeface[] = [
  OWN,
  shaped('hebrew', plex('ibm-plex-sans-hebrew', 'IBMPlexSansHebrew')),
  shaped('arabic', plex('ibm-plex-sans-arabic', 'IBMPlexSansArabic')),
  unjoined('noto-sans-sc'),
  unjoined('noto-sans-tc'),
  unjoined('noto-sans-kr'),
]
const [UNKNOWN, NONE] = [0, 255]
/** By code point: which typeface has it, counted from one. */
const found = new Uint8Array(0x10000)

/** The typeface that draws a letter; undefined where none does, or it is beyond the Basic Multilingual Plane. */
export function typefaceOf(point: number): Typeface | undefined {
  if (point > 0xffff) return undefined
  if (found[point] === UNKNOWN) found[point] = TYPEFACES.findIndex(({ has }) => has(point)) + 1 || NONE
  return TYPEFACES[found[point]! - 1]
}

/** Whether a text is drawn by the document's own typeface alone, from left to right. */
export function isOwn(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (typefaceOf(text.charCodeAt(at)) !== OWN) return false
  return true
}
