import { linesInReach } from '@/lib/access/reach'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { operation } from '@/lib/contract/operation'
import { endLineSessions } from '@/lib/identity/attempts/sessions'
import { transaction } from '@/lib/infra/transaction'
import { reconcile } from '@/lib/kernel/changes'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { editLineInput } from '../schema'

/**
 * Changes what the company itself says of a line, only what the form has changed: its label, and who holds it (which
 * deliveries leave from then on, until it is taken away). Refuses what others have changed since the form was shown. Its
 * cost centre decides who may do what with it, and is changed by `moveLines`. @throws NotFound for a line out of reach.
 */
export const editLine = operation({
  key: 'subscriptions.edit_line',
  permission: 'line:edit',
  input: editLineInput,
  audit: ['subscriptions.line_edited'],
  run: async (actor, input, context): Promise<Result<{ id: string }>> => {
    const { companyId } = actor.subject
    const { id } = input
    return transaction(context, async (tx) => {
      const [held] = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM subscription l WHERE l.id = ${id}::uuid AND ${linesInReach(actor, 'line:edit')} FOR UPDATE`
      if (!held) throw new NotFound(`subscription ${id}`)
      const old = await tx.subscription.findFirstOrThrow({
        where: { id, companyId },
        select: { ident: true, label: true, holder: true },
      })
      const before = { label: old.label, holder: old.holder }
      const { write, stale } = reconcile(input.changes, {
        label: before.label ?? '',
        holder: before.holder ?? '',
      })
      if (stale.length > 0) return refuseStale(tx, actor, id, stale, context.market)
      if (Object.keys(write).length === 0) return ok({ id })
      const [label, holder] = [orNull(write.label), orNull(write.holder)]
      const after = {
        ...before,
        ...(label !== undefined && { label }),
        ...(holder !== undefined && { holder }),
      }
      await tx.subscription.update({
        where: { id },
        data: {
          ...(label !== undefined && { label }),
          ...(holder !== undefined && { holder, holderKept: holder !== null }),
        },
        select: { id: true },
      })
      if (holder !== undefined) await endLineSessions(tx, [id], context.clock())
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'subscriptions.line_edited',
        object: { kind: 'number', id, name: displayNumber(old.ident, context.market) },
        before,
        after,
      })
      return ok({ id })
    })
  },
})

/** What takes something away is empty in a form, and null in the database; what nobody changed stays away from both. */
const orNull = (text: string | undefined) => (text === undefined ? undefined : text || null)
