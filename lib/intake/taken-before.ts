import { createHash } from 'node:crypto'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import type { Source } from '@/lib/infra/records'
import type { FileKind } from './file-kind'

/** A file of a folder, in the order in which they are read. */
type Found = { name: string; kind: FileKind<never>; open: () => Source }
type Known = { hash: Uint8Array; kind: string; name: string; isLast: boolean; isLastOfName: boolean }

/**
 * Names of the files that need not be read again; for going on where a folder was left. What tells how things stand is
 * read from the first file on that is new, or that says again what was said before something else: of the folder, of a
 * file that has gone from it, or of a delivery that came another way. A file with rows that are set aside is read again:
 * what they miss may be there by now.
 */
export async function takenBefore(files: readonly Found[], context: Context): Promise<ReadonlySet<string>> {
  const hashes = new Map<string, string>()
  for (const { name, open } of files) {
    const hash = createHash('sha256')
    for await (const chunk of open().bytes) hash.update(chunk)
    hashes.set(name, hash.digest('hex'))
  }
  const later = (same: Prisma.Sql) => Prisma.sql`
    EXISTS (SELECT 1 FROM intake_file n WHERE n.kind = f.kind AND n.taken_at > f.taken_at AND ${same})`
  const rows = await context.sql.$queryRaw<Known[]>`
    SELECT f.hash, f.kind, f.name, NOT ${later(Prisma.sql`true`)} AS "isLast",
      NOT ${later(Prisma.sql`n.name = f.name`)} AS "isLastOfName"
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

/**
 * Files that tell how things stand, up to the one that was taken last of their kind, and as many after it as were taken
 * under their own names; none from the first on that is new.
 */
function upToLast(files: readonly Found[], knownOf: (file: Found) => Known | undefined): readonly Found[] {
  const last = files.findLastIndex((file) => knownOf(file)?.isLast)
  const fresh = files.findIndex((file, at) => {
    const before = knownOf(file)
    return !before || !(at <= last || (before.name === file.name && before.isLastOfName))
  })
  return fresh < 0 ? files : files.slice(0, fresh)
}
