import type { Tx } from '@/lib/infra/db'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'

/**
 * Loads a user of the actor's own company and locks the row for the rest of the transaction.
 * @throws NotFound for any other id: the load is the lock.
 */
export async function loadUser(tx: Tx, actor: Actor, id: string) {
  await tx.$executeRaw`
    SELECT 1 FROM "user" WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid FOR UPDATE`
  const user = await tx.user.findFirst({
    where: { id, companyId: actor.subject.companyId },
    select: {
      id: true,
      login: true,
      name: true,
      email: true,
      mobile: true,
      language: true,
      lastSignInAt: true,
      administrator: { select: { userId: true } },
      suspensions: { where: { endedAt: null }, select: { contactChangeId: true, byId: true } },
    },
  })
  if (!user) throw new NotFound(`user ${id}`)
  return {
    ...user,
    account: `${user.login}@${actor.company.slug}`,
    mainAdministrator: user.administrator !== null,
    suspended: user.suspensions.length > 0,
    /** Suspended by a person, not only because the contacts are disputed. */
    shutOut: user.suspensions.some(({ byId }) => byId !== null),
    /** A change of their contacts was stopped, and nobody has settled yet which ones hold. */
    disputed: user.suspensions.some(({ contactChangeId }) => contactChangeId !== null),
  }
}
