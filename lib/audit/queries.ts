import type { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { isUuid } from '@/lib/kernel/cursor'
import { type Actor, authorize } from '@/lib/rights/actor'
import type { ListAuditInput } from './schema'
import type { AuditRow, AuditValue } from './view'

const PAGE_SIZE = 50
type AuditEntry = Prisma.AuditEntryGetPayload<object>

/** One page of the company's audit, newest first. */
export async function listAudit(actor: Actor, input: ListAuditInput, world: World) {
  authorize(actor, 'audit:view')
  const entries = await world.db.auditEntry.findMany({
    where: {
      companyId: actor.subject.companyId,
      ...(input.before && { seq: { lt: input.before <= MAX_SEQ ? input.before : MAX_SEQ } }),
    },
    orderBy: { seq: 'desc' },
    take: PAGE_SIZE + 1,
  })
  const shown = entries.slice(0, PAGE_SIZE)
  return {
    rows: shown.map(auditRow),
    next: entries.length > PAGE_SIZE ? shown.at(-1)!.seq.toString() : null,
  }
}

/**
 * What a user of the actor's company has done since a moment, newest first, one page: for whoever settles whose account it
 * is. Reads no entry that is older.
 */
export async function listDoneBy(actor: Actor, userId: string, since: Date, world: World) {
  authorize(actor, 'user:edit')
  const { companyId } = actor.subject
  const older = await world.db.auditEntry.findFirst({
    where: { companyId, at: { lt: since } },
    orderBy: { seq: 'desc' },
    select: { seq: true },
  })
  const entries = await world.db.auditEntry.findMany({
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

/** The largest number PostgreSQL's bigint holds. */
const MAX_SEQ = 2n ** 63n - 1n

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
