import { auditActor, recordAudit } from '@/lib/audit/record'
import { operation } from '@/lib/contract/operation'
import { endLineSessions } from '@/lib/identity/attempts/sessions'
import { uuids } from '@/lib/infra/arrays'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { editLinesInput } from '../schema'
import { lockChosen } from './chosen-lines'
import { lookAtLines } from './preview-lines'

/**
 * Gives many lines the same label or holder, all or none, as one change in the audit. Refuses when what the preview showed
 * is no longer what is there, and too many at once.
 */
export const editLines = operation({
  key: 'subscriptions.edit_lines',
  permission: 'line:edit',
  input: editLinesInput,
  audit: ['subscriptions.lines_edited'],
  run: async (actor, input, context): Promise<Result<{ count: number }>> => {
    const { companyId } = actor.subject
    const { field, selection } = input
    const value = input.value || null
    if (field === 'label' && input.value.length > 60)
      return refuse('subscriptions.label_too_long', { field: 'value' })
    return transaction(context, async (tx) => {
      const ids = await lockChosen(tx, actor, selection, context)
      if (!ids.ok) return ids
      const now = await lookAtLines(tx, actor, selection, input, context)
      if (now.seen !== input.seen) return refuse('subscriptions.changed_meanwhile')
      const before = await tx.$queryRaw<{ id: string; ident: string; was: string | null }[]>`
        SELECT l.id, l.ident, ${field === 'label' ? Prisma.sql`l.label` : Prisma.sql`l.holder`} AS was
        FROM subscription l WHERE l.id = ANY(${uuids(ids.value)}) ORDER BY l.id`
      if (field === 'holder') {
        await tx.$executeRaw`
          UPDATE subscription SET holder = ${value}, holder_kept = ${value !== null} WHERE id = ANY(${uuids(ids.value)})`
        const moved = before.filter(({ was }) => was !== value).map(({ id }) => id)
        await endLineSessions(tx, moved, context.clock())
      } else
        await tx.$executeRaw`UPDATE subscription SET label = ${value} WHERE id = ANY(${uuids(ids.value)})`
      await recordAudit(tx, {
        companyId,
        at: context.clock(),
        actor: auditActor(actor),
        action: 'subscriptions.lines_edited',
        object: { kind: 'company', id: companyId, name: actor.company.slug },
        before: { [field]: Object.fromEntries(before.map(({ id, was }) => [id, was])) },
        after: { [field]: value, lines: before.length, numbers: before.map(({ ident }) => ident) },
      })
      return ok({ count: before.length })
    })
  },
})
