import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { dropFailed, lockFailed, requeueFailed } from '@/lib/intake/failed-deliveries'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'

/**
 * Lets a delivery that failed wait once more, in its old place: before what its key has sent since. Refuses where its body
 * is no longer kept, and, unless the operator wants that, where a later one of the same kind and company was taken meanwhile, since older
 * rows would be written over newer ones. Only the operator's own task asks, hence no actor.
 */
export async function retryDelivery(
  { id, overNewer }: { id: string; overNewer: boolean },
  context: Context,
): Promise<Result<null>> {
  return sqlTransaction(context, async (tx) => {
    const kind = await lockFailed(tx, id)
    if (!kind) return refuse('files.no_failed_delivery')
    const count = await newerTaken(tx, id)
    if (count > 0 && !overNewer) return refuse('files.newer_delivery', { values: { count } })
    await requeueFailed(tx, id)
    const after = { over_newer: count }
    await record(tx, { action: 'billing.delivery_retried', id, kind, after }, context)
    return ok(null)
  })
}

/** Deletes the body of a delivery that failed: it will not be tried again. Refuses where none is kept. */
export async function dismissDelivery(id: string, context: Context): Promise<Result<null>> {
  return sqlTransaction(context, async (tx) => {
    const kind = await lockFailed(tx, id)
    if (!kind) return refuse('files.no_failed_delivery')
    await dropFailed(tx, id)
    await record(tx, { action: 'billing.delivery_dismissed', id, kind }, context)
    return ok(null)
  })
}

type Done = { action: string; id: string; kind: string; after?: { over_newer: number } }

/** What the operator did to a delivery, of whose rows nobody else may know. */
const record = async (tx: Raw, { action, id, kind, after }: Done, context: Context): Promise<void> =>
  recordAudit(tx, {
    companyId: await operatorId(tx),
    at: context.clock(),
    actor: { kind: 'system', id: null, name: 'import:waiting', address: null, requestId: null },
    action,
    object: { kind: 'file', id, name: kind },
    ...(after && { after }),
  })

/**
 * How many later deliveries of its kind were taken of the same key, or of another that delivers for a company of it (for all:
 * null).
 */
async function newerTaken(tx: Raw, id: string): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(n.id)::int AS count FROM intake_delivery d JOIN api_key k ON k.id = d.sender_id, intake_delivery n
      JOIN api_key o ON o.id = n.sender_id
    WHERE d.id = ${id}::uuid AND (o.id = k.id OR o.companies IS NULL OR k.companies IS NULL OR o.companies && k.companies)
      AND n.kind = d.kind AND n.state = 'taken' AND NOT n.dry AND (n.received_at, n.id) > (d.received_at, d.id)`
  return count
}
