import { type Source, UnreadableFile } from './records'

/** The same text of lines. @throws UnreadableFile when the last one has no end. */
export async function* withEnd(bytes: Source['bytes']): AsyncGenerator<Uint8Array> {
  let rows = 1
  let last = 0x0a
  for await (const chunk of bytes) {
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) rows += 1
    last = chunk.at(-1) ?? last
    yield chunk
  }
  if (last !== 0x0a && last !== 0x0d) throw new UnreadableFile(rows, 'cut')
}
