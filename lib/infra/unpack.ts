import { pipeline } from 'node:stream'
import { crc32, createGunzip } from 'node:zlib'
import { type Entry, fromBufferPromise } from 'yauzl'

/** Unpacked, a file may be so large, bytes. */
const LARGEST = 4_000_000_000
/** Or so many times as large as it came, unless that is little: DEFLATE makes a thousand of one, real files twenty. */
const MOST_TIMES = 200
const LITTLE = 16 * 1024 * 1024
/** A zip is read from its end and held in memory until then, so that nothing in it is ever written to a disk, bytes. */
const LARGEST_ZIP = 64 * 1024 * 1024
/** An archive has so many entries at most: one file, its folders, and what file managers leave beside it. */
const MOST_ENTRIES = 50

/** Why an archive cannot be read. */
export class BadArchive extends Error {
  override name = 'BadArchive'
  constructor(readonly why: 'packed' | 'packed_too_far' | 'several_files') {
    super(why)
  }
}

/**
 * What is in a file: of a gzip (RFC 1952) or a zip with one file in it, that file; of any other, itself. Told by its first
 * bytes, whatever it is called, and read as it comes. `largest`: so many bytes may be in an archive.
 * @throws BadArchive while it is read: damaged, encrypted, with several files in it, or unpacking to more than is believable.
 */
export async function* unpacked(
  bytes: AsyncIterable<Uint8Array>,
  largest = LARGEST,
): AsyncGenerator<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]()
  try {
    let begin: Uint8Array = new Uint8Array()
    while (begin.length < 4) {
      const { value, done } = await chunks.next()
      if (done) break
      begin = begin.length === 0 ? value : Buffer.concat([begin, value])
    }
    const whole = (async function* () {
      yield begin
      yield* { [Symbol.asyncIterator]: () => chunks }
    })()
    const starts = (...signature: number[]) => signature.every((byte, at) => begin[at] === byte)
    if (starts(0x1f, 0x8b)) yield* fromGzip(whole, largest)
    else if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) yield* fromZip(whole, largest)
    else yield* whole
  } finally {
    // Whoever reads no further lets go of the file, or of its sender.
    await chunks.return?.()
  }
}

async function* fromGzip(packed: AsyncIterable<Uint8Array>, largest: number): AsyncGenerator<Uint8Array> {
  let [read, written] = [0, 0]
  const gunzip = createGunzip()
  const counted = async function* () {
    for await (const chunk of packed) {
      read += chunk.length
      yield chunk
    }
  }
  // Whatever fails ends all of it; the reader below hears why.
  pipeline(counted, gunzip, () => undefined)
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      written += chunk.length
      if (isTooFar(read, written, largest)) throw new BadArchive('packed_too_far')
      yield chunk
    }
  } catch (error) {
    throw ofZlib(error) ? new BadArchive('packed') : error
  }
  // What follows the last member is no gzip: something is missing, or more was meant.
  if (gunzip.bytesWritten !== read) throw new BadArchive('packed')
}

async function* fromZip(packed: AsyncIterable<Uint8Array>, largest: number): AsyncGenerator<Uint8Array> {
  const { zip, file } = await openZip(await inMemory(packed), largest)
  try {
    let sum = 0
    for await (const chunk of (await zip.openReadStreamPromise(file)) as AsyncIterable<Uint8Array>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
    if (sum !== file.crc32) throw new BadArchive('packed')
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive('packed')
  } finally {
    zip.close()
  }
}

/** A folder, or what file managers leave beside a file. No pattern: a name may be long, and is its sender's. */
const isBeside = (name: string): boolean =>
  name.endsWith('/') || `/${name}`.includes('/__MACOSX/') || `/${name}`.endsWith('/.DS_Store')

/** A zip and the one file in it. */
async function openZip(content: Buffer, largest: number) {
  const zip = await fromBufferPromise(content).catch(() => {
    throw new BadArchive('packed')
  })
  const files: Entry[] = []
  let entries = 0
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1
      if (!isBeside(entry.fileName)) files.push(entry)
      if (files.length > 1 || entries > MOST_ENTRIES) throw new BadArchive('several_files')
    }
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive('packed')
  }
  const [file] = files
  if (!file) throw new BadArchive('several_files')
  // What it says of its size is held against what comes out (yauzl).
  if (isTooFar(file.compressedSize, file.uncompressedSize, largest)) throw new BadArchive('packed_too_far')
  return { zip, file }
}

async function inMemory(packed: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of packed) {
    size += chunk.length
    if (size > LARGEST_ZIP) throw new BadArchive('packed_too_far')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const isTooFar = (read: number, written: number, largest: number): boolean =>
  written > largest || (written > LITTLE && written > read * MOST_TIMES)

const ofZlib = (error: unknown): boolean => /^Z_/.test((error as { code?: string }).code ?? '')
