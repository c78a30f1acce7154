import { isOperation, type Operation } from '@/lib/approvals/rules'
import type { Effect } from '@/lib/approvals/view'
import type { World } from '@/lib/infra/world'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import * as effects from './effects'

/** What each operation would change. One that a second person can be asked for without being told what does not compile. */
const DESCRIBES: Record<Operation, effects.Describe> = {
  'user:create': effects.userCreated,
  'user:edit': effects.userEdited,
  'temporary_password:reissue': effects.passwordReissued,
  'second_factor:remove': effects.factorsRemoved,
  'user:reactivate': effects.userReactivated,
  'approval_rule:edit': effects.rulesChanged,
  'right:grant': effects.rightsGiven,
  'usage:export': effects.usageTaken,
}

type Row = { id: string; fn: string; input: unknown }

/**
 * What some requests of the actor's company would change, by request: those that are open, and those that could not be
 * done. Whoever may not do it themselves cannot approve it either, and is told nothing of it.
 */
export async function describeRequests(
  actor: Actor,
  ids: readonly string[],
  world: World,
): Promise<Map<string, Effect>> {
  authorize(actor, 'own_session:end')
  if (ids.length === 0) return new Map()
  const rows = await world.sql.$queryRaw<Row[]>`
    SELECT id, function AS fn, input FROM approval_request
    WHERE company_id = ${actor.subject.companyId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND kind = 'operation'
      AND (state = 'open' OR problem IS NOT NULL)`
  const told = new Map<string, Effect>()
  for (const { id, fn, input } of rows)
    if (isOperation(fn) && actorCan(actor, fn))
      told.set(id, (await DESCRIBES[fn](actor, input, world)) ?? { kind: 'nothing_left' })
  return told
}
