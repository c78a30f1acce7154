import { inflateSync } from 'node:zlib'

/** All characters that the fonts of a PDF say their glyphs are (ToUnicode). */
export function charactersOf(pdf: Buffer): Set<string> {
  const found = new Set<string>()
  const text = pdf.toString('latin1')
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    const start = index + (text[index + 6] === '\r' ? 8 : 7)
    const end = text.indexOf('endstream', start)
    let content: string
    try {
      content = inflateSync(pdf.subarray(start, end)).toString('latin1')
    } catch {
      continue
    }
    if (!content.includes('beginbfrange') && !content.includes('beginbfchar')) continue
    for (const [, hex] of content.matchAll(/<([0-9a-f]{4,})>/gi))
      found.add(Buffer.from(hex!, 'hex').swap16().toString('utf16le'))
  }
  return found
}
