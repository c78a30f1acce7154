import type { Glyph } from 'fontkit'

/** A glyph as a TrueType font holds it, and what its font says of the largest of them. */
export type Outline = {
  bytes: Uint8Array
  /** From where it is drawn to where its ink begins. */
  bearing: number
  points: number
  contours: number
}

type Point = { onCurve: boolean; x: number; y: number }
/** What fontkit 2.0.4 has beyond its types: the points of a glyph, composed and varied. */
type TrueType = Glyph & { _getContours(): Point[][] }

const [ON_CURVE, SHORT_X, SHORT_Y, SAME_X, SAME_Y] = [0x01, 0x02, 0x04, 0x10, 0x20]

/**
 * The outline of a TrueType glyph as the table `glyf` holds it (OpenType 1.9, "simple glyph"), without hints, whichever
 * format fontkit has read it from. Its own writer of glyphs fails (2.0.4, with restructure 3).
 */
export function outlineOf(glyph: Glyph): Outline {
  const contours = (glyph as TrueType)._getContours()
  const points = contours.flat()
  if (points.length === 0) return { bytes: new Uint8Array(0), bearing: 0, points: 0, contours: 0 }
  // What was varied lies between whole units; a font holds whole ones.
  const across = points.map(({ x }) => Math.round(x))
  const up = points.map(({ y }) => Math.round(y))
  const box = [Math.min(...across), Math.min(...up), Math.max(...across), Math.max(...up)]
  const bytes = Buffer.alloc(10 + 2 * contours.length + 2 + 5 * points.length + 3)
  let at = 0
  const word = (value: number) => {
    at = bytes.writeInt16BE(value, at)
  }
  word(contours.length)
  for (const edge of box) word(edge)
  let end = -1
  for (const contour of contours) {
    end += contour.length
    word(end)
  }
  // No hints.
  word(0)
  for (const [n, { onCurve }] of points.entries())
    bytes[at++] =
      (onCurve ? ON_CURVE : 0) | flag(step(across, n), SHORT_X, SAME_X) | flag(step(up, n), SHORT_Y, SAME_Y)
  for (const values of [across, up])
    for (let n = 0; n < values.length; n += 1) {
      const by = step(values, n)
      if (by === 0) continue
      if (Math.abs(by) < 256) bytes[at++] = Math.abs(by)
      else word(by)
    }
  return {
    // Each glyph begins at a multiple of four.
    bytes: Uint8Array.prototype.slice.call(bytes, 0, Math.ceil(at / 4) * 4),
    bearing: box[0]!,
    points: points.length,
    contours: contours.length,
  }
}

const step = (values: readonly number[], n: number): number => values[n]! - (values[n - 1] ?? 0)

const flag = (by: number, short: number, same: number): number =>
  by === 0 ? same : Math.abs(by) < 256 ? short | (by > 0 ? same : 0) : 0
