import { linesInReach } from '@/lib/access/reach'
import { auditActor, recordAudit } from '@/lib/audit/record'
import { endLineSessions } from '@/lib/identity/attempts/sessions'
import type { Context } from '@/lib/infra/context'
import { Prisma, type Raw } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { ok, type Result } from '@/lib/kernel/result'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { refuse } from '@/lib/words/refuse'

/** The lines `l` that a user `u` holds: by their number, or by their name if nobody else of the company has it. */
export const LINES_OF = Prisma.sql`(l.msisdn = u.mobile OR l.holder = u.name AND NOT EXISTS (
  SELECT 1 FROM "user" o WHERE o.company_id = u.company_id AND o.name = u.name AND o.id <> u.id))`

/** Stands for all the lines of a user that the actor would free. */
export async function digestOfLines(db: Raw, actor: Actor, holder: string): Promise<string> {
  const [found] = await db.$queryRaw<[{ seen: string | null }]>`
    SELECT md5(string_agg(l.id::text, ' ' ORDER BY l.id)) AS seen FROM subscription l JOIN "user" u ON u.id = ${holder}::uuid
    WHERE ${linesInReach(actor, 'line:edit')} AND l.status <> 'terminated' AND ${LINES_OF}`
  return found.seen ?? ''
}

type Freed = { id: string; ident: string; account: string }

/**
 * Takes the holder off the lines in reach that a user of the company holds; what the lines themselves have signed in to
 * ends. Refuses other lines than `seen` stands for. Resolves with how many there were.
 */
export async function freeLines(
  actor: Actor,
  { holder, reason, seen }: { holder: string; reason: string; seen: string | undefined },
  context: Context,
): Promise<Result<{ count: number }>> {
  authorize(actor, 'line:edit')
  const at = context.clock()
  const { companyId } = actor.subject
  return transaction(context, async (tx) => {
    const held = await tx.$queryRaw<{ id: string }[]>`
      SELECT l.id FROM subscription l JOIN "user" u ON u.id = ${holder}::uuid AND u.company_id = ${companyId}::uuid
      WHERE ${linesInReach(actor, 'line:edit')} AND l.status <> 'terminated' AND ${LINES_OF}
      ORDER BY l.id FOR UPDATE OF l`
    // A statement of its own: it sees what was committed while the one before waited for the lines.
    if ((await digestOfLines(tx, actor, holder)) !== (seen ?? ''))
      return refuse('subscriptions.changed_meanwhile')
    const lines = await tx.$queryRaw<Freed[]>`
      UPDATE subscription l SET holder = NULL, holder_kept = false FROM "user" u
      WHERE u.id = ${holder}::uuid AND u.company_id = ${companyId}::uuid AND ${linesInReach(actor, 'line:edit')}
        AND l.status <> 'terminated' AND ${LINES_OF} AND l.holder IS NOT NULL
        AND l.id = ANY(${held.map(({ id }) => id)}::uuid[])
      RETURNING l.id, l.ident, u.login AS account`
    const [first] = lines
    if (!first) return ok({ count: 0 })
    await endLineSessions(
      tx,
      lines.map(({ id }) => id),
      at,
    )
    await recordAudit(tx, {
      ...{ companyId, at, actor: auditActor(actor), action: 'subscriptions.lines_freed' },
      object: { kind: 'user', id: holder, name: `${first.account}@${actor.company.slug}` },
      after: { numbers: lines.map(({ ident }) => displayNumber(ident, context.market)) },
      reason,
    })
    return ok({ count: lines.length })
  })
}
