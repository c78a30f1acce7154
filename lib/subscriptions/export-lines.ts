import { auditActor, recordAudit } from '@/lib/audit/record'
import type { World } from '@/lib/infra/world'
import { type Actor, authorize } from '@/lib/rights/actor'
import { listLines } from './queries'
import type { ListLinesInput } from './schema'
import type { LineRow } from './view'

const CHUNK = 2_000

/**
 * Hands out exactly the lines that a list shows, all its pages, a chunk at a time, so that memory stays flat
 * however many they are. That it was done stands in the audit.
 */
export async function* exportLines(
  actor: Actor,
  input: ListLinesInput,
  world: World,
): AsyncGenerator<LineRow[]> {
  authorize(actor, 'line:view')
  const { id: companyId, slug } = actor.company
  const { after: _cursor, ...shown } = input
  await recordAudit(world.sql, {
    companyId,
    at: world.clock(),
    actor: auditActor(actor),
    action: 'subscriptions.lines_exported',
    object: { kind: 'company', id: companyId, name: slug },
  })
  let after: string | undefined
  do {
    const page = await listLines(actor, { ...shown, after }, world, CHUNK)
    yield page.rows
    after = page.next ?? undefined
  } while (after)
}
