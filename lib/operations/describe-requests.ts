import { keyOf } from '@/lib/approvals/request-key'
import type { Effect } from '@/lib/approvals/view'
import type { Context } from '@/lib/infra/context'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { operationOf } from './registry'

type Row = { id: string; operation: string | null; fn: string; input: unknown }

/**
 * What some requests of the actor's company would change, by request: those that are open, and those that could not be
 * done. Whoever may not do it themselves cannot approve it either, and is told nothing of it.
 */
export async function describeRequests(
  actor: Actor,
  ids: readonly string[],
  context: Context,
): Promise<Map<string, Effect>> {
  authorize(actor, 'own_session:end')
  if (ids.length === 0) return new Map()
  const rows = await context.sql.$queryRaw<Row[]>`
    SELECT id, operation, function AS fn, input FROM approval_request
    WHERE company_id = ${actor.subject.companyId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND kind = 'operation'
      AND (state = 'open' OR problem IS NOT NULL)`
  const effects = new Map<string, Effect>()
  for (const row of rows)
    if (isPermission(row.fn) && actorCan(actor, row.fn))
      effects.set(row.id, await effectOf(actor, row, context))
  return effects
}

/** What an operation would change, from what its request keeps and what is there now. */
async function effectOf(actor: Actor, row: Row, context: Context): Promise<Effect> {
  const operation = operationOf(keyOf(row))
  const read = (operation?.secondPerson?.reads ?? operation?.input)?.safeParse(row.input)
  const effect = read?.success ? await operation?.preview?.(actor, read.data as never, context) : null
  return effect ?? { kind: 'nothing_left' }
}
