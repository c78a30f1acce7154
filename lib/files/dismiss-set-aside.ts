import { recordAudit } from '@/lib/audit/record'
import { operatorId } from '@/lib/directory/operator'
import type { Context } from '@/lib/infra/context'
import { sqlTransaction } from '@/lib/infra/transaction'
import { removeSetAside } from '@/lib/intake/set-aside'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'

/**
 * Takes rows of one file off the list without their being mended: a row that was never meant, or that came again under
 * another number. `file` is how its SHA-256 begins; `row`: one row only. Refuses where none is listed.
 */
export function dismissSetAside(
  { file, row }: { file: string; row: number | null },
  context: Context,
): Promise<Result<number>> {
  return sqlTransaction(context, async (tx) => {
    const gone = await removeSetAside(tx, { file, row })
    const [first] = gone
    if (!first) return refuse('files.none_set_aside')
    await recordAudit(tx, {
      companyId: await operatorId(tx),
      at: context.clock(),
      actor: { kind: 'system', id: null, name: 'import:aside', address: null, requestId: null },
      action: 'billing.rows_dismissed',
      object: { kind: 'file', id: null, name: first.name },
      after: { sha256: first.sha256, ...(row === null ? { rows: gone.length } : { row }) },
    })
    return ok(gone.length)
  })
}
