import { createHash } from 'node:crypto'
import type { FileKind } from './file-kind'
import type { Source } from './records'
import type { World } from './world'

/**
 * Whether a file was taken over before, and is whole, and says nothing new; for going on where a folder was left. One with
 * rows that are set aside is read again: what they miss may be there by now.
 */
export async function isTaken(source: Source, kind: FileKind<never>, world: World): Promise<boolean> {
  const hash = createHash('sha256')
  for await (const chunk of source.bytes) hash.update(chunk)
  const digest = hash.digest()
  const [found] = await world.sql.$queryRaw<{ newest: boolean }[]>`
    SELECT NOT EXISTS (SELECT 1 FROM intake_file n WHERE n.kind = f.kind AND n.name = f.name AND n.taken_at > f.taken_at) AS newest
    FROM intake_file f WHERE f.hash = ${digest} AND f.kind = ${kind.name}
      AND NOT EXISTS (SELECT 1 FROM set_aside_row s WHERE s.hash = f.hash)`
  return found !== undefined && (kind.facts || found.newest)
}
