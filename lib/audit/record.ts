import type { Prisma, Tx } from '@/lib/infra/db'
import type { Actor } from '@/lib/rights/actor'

/** Who did it: a signed-in subject, somebody on the way in, or the system. */
export type AuditActor = {
  kind: 'user' | 'staff' | 'system'
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

export const auditActor = (actor: Actor): AuditActor => ({
  kind: actor.subject.companyKind === 'operator' ? 'staff' : 'user',
  id: actor.subject.id,
  name: actor.name,
  address: actor.address,
  requestId: actor.requestId,
})

/**
 * Appends one fact to the company's chain, in the transaction of the change. It takes the company's
 * chain for the rest of the transaction, so it comes last. The database fills in number and hash.
 */
export async function recordAudit(tx: Tx, fact: AuditFact): Promise<void> {
  const { actor, object } = fact
  await tx.auditEntry.createMany({
    data: {
      companyId: fact.companyId,
      at: fact.at,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: fact.action,
      objectKind: object.kind,
      objectId: object.id,
      objectName: object.name,
      ...(fact.before && { before: fact.before }),
      ...(fact.after && { after: fact.after }),
      reason: fact.reason ?? null,
      address: actor.address,
      requestId: actor.requestId,
    },
  })
}
