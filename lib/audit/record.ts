import type { Prisma, Raw } from '@/lib/infra/db'
import { atTheEnd } from '@/lib/infra/transaction'
import type { Actor } from '@/lib/rights/actor'

/** Who did it: a signed-in subject, somebody on the way in, or the system. */
export type AuditActor = {
  kind: 'user' | 'number' | 'staff' | 'system'
  id: string | null
  name: string
  address: string | null
  requestId: string | null
}

export type AuditFact = {
  companyId: string
  at: Date
  actor: AuditActor
  /** A fact, room.noun_verbed. Never holds a secret, in any of its fields. */
  action: string
  object: { kind: string; id: string | null; name: string }
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
  reason?: string | null
}

/** Who did it; on behalf of whom, where somebody looks through another's eyes. */
export const auditActor = (actor: Actor): AuditActor => ({
  kind: actor.subject.companyKind === 'operator' ? 'staff' : actor.viewedBy ? 'user' : actor.subject.kind,
  id: actor.viewedBy?.id ?? actor.subject.id,
  name: actor.viewedBy
    ? `${actor.viewedBy.name} as ${actor.name}`
    : actor.approval
      ? `${actor.name}, approved by ${actor.approval.by}`
      : actor.name,
  address: actor.address,
  requestId: actor.requestId,
})

/**
 * Appends one fact to the company's chain, in the transaction of the change. That takes the company's chain for the rest
 * of the transaction, so all facts of one are written at its end. The database fills in number and hash.
 */
export const recordAudit = (tx: Raw, fact: AuditFact): Promise<void> => atTheEnd(tx, () => append(tx, fact))

function append(tx: Raw, fact: AuditFact): Promise<number> {
  const { actor, object } = fact
  return tx.$executeRaw`
    INSERT INTO audit_entry (company_id, at, actor_kind, actor_id, actor_name, action,
      object_kind, object_id, object_name, before, after, reason, address, request_id)
    VALUES (${fact.companyId}::uuid, ${fact.at}, ${actor.kind}, ${actor.id}::uuid, ${actor.name}, ${fact.action},
      ${object.kind}, ${object.id}::uuid, ${object.name}, ${fact.before ?? null}::jsonb, ${fact.after ?? null}::jsonb,
      ${fact.reason ?? null}, ${actor.address}, ${actor.requestId})`
}
