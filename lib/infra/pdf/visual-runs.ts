import bidiFactory from 'bidi-js'
import type { Weight } from './noto-slices'
import { type Run, type Typeface, typefaceOf } from './typefaces'

const bidi = bidiFactory()
/** Blocks whose letters are read from the right (Unicode, DerivedBidiClass: R and AL) of the Basic Multilingual Plane. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/
const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

/**
 * How the element of a text is read aloud and taken out: glyphs lie in a page from left to right, whichever way they are
 * read, so it says itself what it holds (PDF 32000-1, 14.9.4).
 */
export const readAs = (text: string): { actual?: string } => (isRightToLeft(text) ? { actual: text } : {})
/** They belong to the letter before them, and so to its typeface. */
const DEPENDENT = /[\p{M}\u200c\u200d]/u

type Piece = { typeface: Typeface; from: number; to: number; level: number }

/**
 * Lays out one line of mixed scripts, from left to right, by the Unicode Bidirectional Algorithm (UAX #9): its direction
 * is that of its first letter (P2), each piece of one typeface and direction is shaped by itself, brackets are mirrored.
 */
export function layOut(text: string, weight: Weight): Run {
  const directed = isRightToLeft(text) ? bidi.getEmbeddingLevels(text) : undefined
  const shown = Array.from({ length: text.length }, (_, n) => text[n]!)
  if (directed)
    for (const [n, mirrored] of bidi.getMirroredCharactersMap(text, directed.levels)) shown[n] = mirrored
  const runs = inVisualOrder(piecesOf(text, directed?.levels)).map(({ typeface, from, to, level }) =>
    typeface.shape(shown.slice(from, to).join(''), weight, level % 2 === 1),
  )
  return {
    glyphs: runs.flatMap(({ glyphs }) => glyphs),
    positions: runs.flatMap(({ positions }) => positions),
  }
}

/** Pieces of one typeface and level, in the order in which they are read. */
function piecesOf(text: string, levels: Uint8Array | undefined): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; at += 1) {
    const last = pieces.at(-1)
    const level = levels?.[at] ?? 0
    const own = last && DEPENDENT.test(text[at]!) ? last.typeface : typefaceOf(text.charCodeAt(at))
    // Half of a character that pdfkit cut in two has none.
    if (!own) continue
    if (last?.typeface === own && last.level === level && last.to === at) last.to += 1
    else pieces.push({ typeface: own, from: at, to: at + 1, level })
  }
  return pieces
}

/** UAX #9, L2: from the highest level down, whatever is at it or above is turned round. */
function inVisualOrder(pieces: Piece[]): Piece[] {
  const ordered = [...pieces]
  for (let level = Math.max(0, ...pieces.map((piece) => piece.level)); level > 0; level -= 1)
    for (let from = 0; from < ordered.length; from += 1) {
      let to = from
      while (to < ordered.length && ordered[to]!.level >= level) to += 1
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse())
      from = to
    }
  return ordered
}
