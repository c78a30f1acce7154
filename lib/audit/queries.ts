import type { Context } from '@/lib/infra/context'
import type { Prisma } from '@/lib/infra/db'
import { pageOf, serial } from '@/lib/infra/keyset'
import { isUuid } from '@/lib/kernel/cursor'
import { type Actor, authorize } from '@/lib/rights/actor'
import { AUDIT, type ListAuditInput } from './schema'
import type { AuditRow, AuditValue } from './view'

const PAGE_SIZE = 50
type AuditEntry = Prisma.AuditEntryGetPayload<object>

/** One page of the company's audit, newest first, or the other way round. */
export async function listAudit(actor: Actor, input: ListAuditInput, context: Context, size = PAGE_SIZE) {
  authorize(actor, 'audit:view')
  const { sort, isDown, from } = serial(AUDIT, input)
  const entries = await context.db.auditEntry.findMany({
    where: {
      companyId: actor.subject.companyId,
      ...(from !== null && { seq: isDown ? { lt: from } : { gt: from } }),
    },
    orderBy: { seq: isDown ? 'desc' : 'asc' },
    take: size + 1,
  })
  const { rows, next } = pageOf(entries, size, sort, ({ seq }) => [String(seq)])
  return { rows: rows.map(auditRow), next }
}

/**
 * What a user of the actor's company has done since a moment, newest first, one page: for whoever settles whose account it
 * is. Reads no entry that is older.
 */
export async function listDoneBy(actor: Actor, userId: string, since: Date, context: Context) {
  authorize(actor, 'user:edit')
  const { companyId } = actor.subject
  const older = await context.db.auditEntry.findFirst({
    where: { companyId, at: { lt: since } },
    orderBy: { seq: 'desc' },
    select: { seq: true },
  })
  const entries = await context.db.auditEntry.findMany({
    where: { companyId, actorId: userId, seq: { gt: older?.seq ?? 0n } },
    orderBy: { seq: 'desc' },
    take: PAGE_SIZE + 1,
  })
  return { rows: entries.slice(0, PAGE_SIZE).map(auditRow), more: entries.length > PAGE_SIZE }
}

const auditRow = (entry: AuditEntry): AuditRow => ({
  seq: entry.seq.toString(),
  at: entry.at,
  actor: entry.actorName,
  actorKind: entry.actorKind,
  action: entry.action,
  object: entry.objectName,
  changes: differences(entry.before, entry.after),
  reason: entry.reason,
  address: entry.address,
  hash: Buffer.from(entry.hash).toString('hex').slice(0, 12),
})

function differences(before: unknown, after: unknown) {
  const [old, now] = [before ?? {}, after ?? {}] as Record<string, unknown>[]
  return [...new Set([...Object.keys(old!), ...Object.keys(now!)])]
    .map((field) => ({ field, before: show(old![field]), after: show(now![field]) }))
    .filter((change) => String(change.before) !== String(change.after))
}

/** A value, or each of several once: of many lines that were changed at once, what stood there by line. */
function show(value: unknown): AuditValue {
  if (value === undefined || value === null) return null
  if (typeof value !== 'object') return String(value)
  // Entries of older versions name cost centres by their ids: those say nothing to anybody.
  const all = Object.values(value).filter((each) => !isUuid(String(each)))
  return [...new Set(all.map((each) => (each === null ? '–' : String(each))))]
}
