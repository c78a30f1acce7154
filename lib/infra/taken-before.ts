import { createHash } from 'node:crypto'
import type { FileKind } from './file-kind'
import type { Source } from './records'
import type { World } from './world'

/** A file of a folder, in the order in which they are read. */
type Found = { name: string; kind: FileKind<never>; open: () => Source }
type Known = { hash: Uint8Array; kind: string; takenAt: Date; newest: boolean }

/**
 * Names of the files that need not be read again; for going on where a folder was left. What tells how things stand is
 * read from the first file on that is new, or that comes after the one that was taken last, though it may say what an
 * older one did. A file with rows that are set aside is read again: what they miss may be there by now.
 */
export async function takenBefore(files: readonly Found[], world: World): Promise<ReadonlySet<string>> {
  const hashes = new Map<string, string>()
  for (const { name, open } of files) {
    const hash = createHash('sha256')
    for await (const chunk of open().bytes) hash.update(chunk)
    hashes.set(name, hash.digest('hex'))
  }
  const rows = await world.sql.$queryRaw<Known[]>`
    SELECT f.hash, f.kind, f.taken_at AS "takenAt", NOT EXISTS (
      SELECT 1 FROM intake_file n WHERE n.kind = f.kind AND n.name = f.name AND n.taken_at > f.taken_at) AS newest
    FROM intake_file f WHERE f.hash = ANY(${[...hashes.values()].map((hash) => Buffer.from(hash, 'hex'))}::bytea[])
      AND NOT EXISTS (SELECT 1 FROM set_aside_row s WHERE s.hash = f.hash)`
  const known = new Map(rows.map((row) => [`${row.kind} ${Buffer.from(row.hash).toString('hex')}`, row]))
  const knownOf = ({ name, kind }: Found) => known.get(`${kind.name} ${hashes.get(name)}`)
  const taken = new Set<string>()
  for (const kind of new Set(files.map((file) => file.kind))) {
    const same = files.filter((file) => file.kind === kind)
    if (kind.facts) for (const file of same) knownOf(file) && taken.add(file.name)
    else for (const file of upToLast(same, knownOf)) taken.add(file.name)
  }
  return taken
}

/** Files that tell how things stand, up to the one that was taken last; none from the first on that is new. */
function upToLast(files: readonly Found[], knownOf: (file: Found) => Known | undefined): readonly Found[] {
  const fresh = files.findIndex((file) => !knownOf(file)?.newest)
  const times = files.map((file) => knownOf(file)?.takenAt.getTime() ?? 0)
  const last = times.lastIndexOf(Math.max(...times))
  return files.slice(0, Math.min(fresh < 0 ? files.length : fresh, last + 1))
}
