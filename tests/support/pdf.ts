import { inflateSync } from 'node:zlib'

/** What the compressed streams of a PDF hold, by the number of their object. */
function* streamsOf(pdf: Buffer): Generator<readonly [object: string, content: string]> {
  const text = pdf.toString('latin1')
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    const start = index + (text[index + 6] === '\r' ? 8 : 7)
    const end = text.indexOf('endstream', start)
    const head = text.slice(text.lastIndexOf(' obj', index) - 12, index)
    try {
      yield [/(\d+) \d+ obj/.exec(head)?.[1] ?? '', inflateSync(pdf.subarray(start, end)).toString('latin1')]
    } catch {
      // Not compressed: the metadata.
    }
  }
}

const decoded = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le')

/** All characters that the fonts of a PDF say their glyphs are (ToUnicode). */
export function charactersOf(pdf: Buffer): Set<string> {
  const found = new Set<string>()
  for (const [, content] of streamsOf(pdf))
    if (content.includes('beginbfrange'))
      for (const [, hex] of content.matchAll(/<([0-9a-f]{4,})>/gi)) found.add(decoded(hex!))
  return found
}

/** The lines of a PDF that pdfkit has written, as they stand from left to right. */
export function linesOf(pdf: Buffer): string[] {
  const streams = new Map(streamsOf(pdf))
  const objects = pdf.toString('latin1')
  const letters = new Map<string, string[]>()
  for (const [, name, font] of objects.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const about = objects.slice(objects.search(new RegExp(`(?:^|\\n)${font} 0 obj`)))
    const unicode = streams.get(/\/ToUnicode (\d+) 0 R/.exec(about)?.[1] ?? '') ?? ''
    const lists = [...unicode.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list!)
    letters.set(
      name!,
      lists.flatMap((list) => [...list.matchAll(/<([^>]*)>/g)].map(([, hex]) => decoded(hex!))),
    )
  }
  return [...streams.values()].flatMap((content) =>
    [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, shown]) => {
      const known = letters.get(/\/(F\d+) /.exec(shown!)?.[1] ?? '') ?? []
      const codes = [...shown!.matchAll(/<([\da-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g)!)
      return codes.map((code) => known[Number.parseInt(code, 16)]).join('')
    }),
  )
}

/** What the elements of a PDF say that they hold (ActualText), where they say so. */
export const spokenOf = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/\/ActualText \(\u00fe\u00ff((?:\\[\s\S]|[^\\)])*)\)/g)].map(
    ([, text]) =>
      Buffer.from(
        text!.replace(/\\([nrtbf()\\])/g, (_, c: string) => ESCAPED[c] ?? c),
        'latin1',
      )
        .swap16()
        .toString('utf16le'),
  )
const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
