import { DocumentError } from './document-error'

const MB = 1024 * 1024
/** Documents that wait, are drawn or are being read, and how much of them lies on the disk in bytes: of all, of one company and of one user. */
const BOUNDS = [
  { documents: 1_000, size: 2_048 * MB },
  { documents: 200, size: 1_024 * MB },
  { documents: 40, size: 512 * MB },
] as const

type Share = { documents: number; size: number }
// Next keeps several module graphs in one process; they share one count.
const shared = globalThis as { switchboardOpenDocuments?: Map<string, Share> }
shared.switchboardOpenDocuments ??= new Map()
const shares = shared.switchboardOpenDocuments

/** A document that counts as open. */
export type OpenDocument = {
  /** Says how much of it lies on the disk. False: more than there is room for. */
  grow(size: number): boolean
  close(): void
}

/** Counts a document of a company's user. @throws DocumentError where too many are open already */
export function openDocument([company = '', user = '']: readonly string[]): OpenDocument {
  const keys = ['', company, `${company} ${user}`]
  const counted = BOUNDS.map((bounds, level) => {
    const key = keys[level]!
    return { bounds, key, share: shares.get(key) ?? { documents: 0, size: 0 } }
  })
  if (counted.some(({ bounds, share }) => share.documents >= bounds.documents))
    throw new DocumentError('busy', `too many documents of ${user || company}`)
  for (const { key, share } of counted) {
    share.documents += 1
    shares.set(key, share)
  }
  let mine = 0
  const grow = (size: number): boolean => {
    for (const { share } of counted) share.size += size - mine
    mine = size
    return counted.every(({ bounds, share }) => share.size <= bounds.size)
  }
  return {
    grow,
    close() {
      grow(0)
      for (const { key, share } of counted) {
        share.documents -= 1
        if (share.documents === 0) shares.delete(key)
      }
    },
  }
}
