import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import * as fontkit from 'fontkit'
import { type Outline, outlineOf } from './outlines'

/** On the axis `wght`: IBM Plex Sans's faces beside which these letters stand. */
const WEIGHTS = { regular: 400, bold: 600 } as const
export type Weight = keyof typeof WEIGHTS

/** A letter of a typeface whose letters stand alone: no joining, no kerning. */
type Letter = { advanceWidth: number; outline: Outline }

/**
 * Noto Sans of a script in the way the web has it: a hundred small files (WOFF2, OFL), each with some two hundred letters.
 * Only those are opened of which a letter is drawn, and only what a document takes of a letter is kept: all of them
 * together come to some 20 MB a weight.
 */
export class NotoSlices {
  private slices: Uint8Array | undefined
  private readonly opened = new Map<string, ReadonlyMap<number, Letter>>()

  /** `name` of the package of Fontsource. */
  constructor(private readonly name: string) {}

  /** Undefined where the typeface lacks it; of characters beyond the Basic Multilingual Plane it has none. */
  letter(point: number, weight: Weight): Letter | undefined {
    this.slices ??= this.readRanges()
    const slice = this.slices[point]
    if (!slice) return undefined
    const key = `${slice}-${weight}`
    let letters = this.opened.get(key)
    if (!letters) {
      letters = lettersOf(this.path(`files/${this.name}-${slice}-wght-normal.woff2`), WEIGHTS[weight])
      this.opened.set(key, letters)
    }
    return letters.get(point)
  }

  /** Which file is said to hold a letter, by its code point; 0: none. Files for other scripts have no number. */
  private readRanges(): Uint8Array {
    const slices = new Uint8Array(0x10000)
    const ranges = JSON.parse(readFileSync(this.path('unicode.json'), 'utf8')) as Record<string, string>
    for (const [slice, text] of Object.entries(ranges)) {
      const number = Number(/^\[(\d+)\]$/.exec(slice)?.[1] ?? 0)
      for (const [, from, to] of text.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi))
        slices.fill(number, Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16) + 1)
    }
    return slices
  }

  private path(file: string): string {
    return join(process.cwd(), 'node_modules/@fontsource-variable', this.name, file)
  }
}

function lettersOf(path: string, weight: number): Map<number, Letter> {
  const font = openVaried(path, weight)
  return new Map(
    font.characterSet.map((point) => {
      const glyph = font.glyphForCodePoint(point)
      // Not the glyph's own width: fontkit would draw it to know.
      const { advance } = font.hmtx.metrics.get(Math.min(glyph.id, font.hhea.numberOfMetrics - 1))
      const more = font._variationProcessor.getAdvanceAdjustment(glyph.id, font.HVAR)
      return [point, { advanceWidth: Math.round(advance + more), outline: outlineOf(glyph) }]
    }),
  )
}

type Point = { copy(): Point; endContour: boolean }
/** What fontkit 2.0.4 has beyond its types. */
type Woff2 = fontkit.Font & {
  variationCoords: number[]
  stream: {
    pos: number
    readBuffer(length: number): Buffer
    constructor: new (bytes: Buffer) => Woff2['stream']
  }
  directory: {
    totalCompressedSize: number
    tables: Record<string, { offset: number; length: number; transformLength?: number }>
  }
  _decompressed?: boolean
  _dataPos: number
  _decompress(): void
  _transformGlyfTable(): void
  _transformedGlyphs: { points?: Point[] }[]
  _variationProcessor: {
    transformPoints(glyph: number, points: Point[]): void
    getAdvanceAdjustment(glyph: number, table: unknown): number
  }
  hmtx: { metrics: { get(n: number): { advance: number } } }
  hhea: { numberOfMetrics: number }
  HVAR: unknown
}

/**
 * A variable typeface at a weight. fontkit reads WOFF2 and it varies outlines, but not the two together: what it has read
 * is varied here. Its own Brotli takes ten times as long as Node's.
 */
function openVaried(path: string, weight: number): Woff2 {
  const font = fontkit.create(readFileSync(path)) as unknown as Woff2
  font.stream.pos = font._dataPos
  let at = 0
  for (const table of Object.values(font.directory.tables)) {
    table.offset = at
    at += table.transformLength ?? table.length
  }
  const bytes = brotliDecompressSync(font.stream.readBuffer(font.directory.totalCompressedSize))
  font.stream = new font.stream.constructor(bytes)
  font._decompressed = true
  // Or what is composed of others would be varied here, which fails.
  Object.defineProperty(font, '_variationProcessor', { value: null, configurable: true })
  font._transformGlyfTable()
  delete (font as Partial<Woff2>)._variationProcessor
  font.variationCoords = [weight]
  const variation = font._variationProcessor
  for (const [glyph, { points }] of font._transformedGlyphs.entries()) {
    if (!points?.length) continue
    // What a variation says of a glyph ends with four points for its widths (OpenType, gvar).
    const phantoms = Array.from({ length: 4 }, () => Object.assign(points[0]!.copy(), { endContour: true }))
    variation.transformPoints(glyph, [...points, ...phantoms])
  }
  return font
}
