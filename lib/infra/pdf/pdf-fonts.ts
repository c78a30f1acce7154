import { join } from 'node:path'
import * as fontkit from 'fontkit'
import type { Insides } from './insides'

// Literal paths from the working directory: Node, tsx and Next's tracing all find exactly these two files.
const open = (path: string) => withOwnCodePoints(fontkit.openSync(path) as fontkit.Font)
let fonts: Record<'regular' | 'bold', fontkit.Font> | undefined
/** The two faces of our documents, read once a process; each document embeds what it uses of them. */
export const loadFonts = () => {
  const plex = 'node_modules/@expo-google-fonts/ibm-plex-sans'
  fonts ??= {
    regular: open(join(process.cwd(), plex, '400Regular/IBMPlexSans_400Regular.ttf')),
    bold: open(join(process.cwd(), plex, '600SemiBold/IBMPlexSans_600SemiBold.ttf')),
  }
  return fonts
}

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

/**
 * Codes of letters, not of forms: Latin O, Cyrillic О and Greek Ο look alike and are one glyph, and as one code all of them
 * would be read aloud, found and copied as whichever came first (PDF 32000-1, 9.10.3; PDF/UA-1, 7.21.7).
 */
export function encodeByLetter(font: Insides['_font']): void {
  const codes = new Map<string, number>()
  font.encode = (text) => {
    const { glyphs, positions } = font.layout(text)
    const encoded = glyphs.map(({ id, codePoints, advanceWidth }) => {
      const key = `${id}:${codePoints}`
      let code = codes.get(key)
      if (code === undefined) {
        code = font.subset.glyphs.push(id) - 1
        font.widths[code] = advanceWidth * font.scale
        font.unicode[code] = codePoints
        codes.set(key, code)
      }
      return code.toString(16).padStart(4, '0')
    })
    return [encoded, positions]
  }
}

/**
 * NFC, no control characters, and no character that the typefaces lack (PDF/UA-1, 7.21.4.1): the replacement character
 * (Unicode, 5.22) stands for each, and then it is not whole.
 */
export function drawable(text: string): { drawn: string; isWhole: boolean } {
  const font = loadFonts().regular
  let drawn = ''
  let isWhole = true
  // pdfkit drops the line feed: a space before it parts the words when text is taken out.
  for (const character of text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ')) {
    const point = character.codePointAt(0)!
    if (character === '\n') drawn += ' \n'
    else if (point >= 0x20 && font.hasGlyphForCodePoint(point)) drawn += character
    else if (point >= 0x20 && !/\p{M}|\p{Cf}/u.test(character)) {
      drawn += '\ufffd'
      isWhole = false
    }
  }
  return { drawn, isWhole }
}

/** pdfkit writes these as they are into XMP (toString) and into the Info dictionary (valueOf). */
export class InfoText extends String {
  override toString() {
    return super.toString().replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
  }
}
