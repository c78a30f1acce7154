import type { Tx } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { newToken } from '@/lib/kernel/token'
import { LIMITS } from './limits'
import type { Visitor } from './view'

export type Ending = 'signed_out' | 'suspended' | 'password_changed' | 'password_reissued' | 'too_many'

/** Writes a session for a user and ends their oldest beyond the limit. Returns its bearer token. */
export async function createSession(
  tx: Tx,
  world: World,
  visitor: Visitor,
  userId: string,
  factors: string[],
): Promise<string> {
  const now = world.clock()
  const { token, hash } = newToken(world.random)
  await tx.session.create({
    data: {
      tokenHash: hash,
      userId,
      factors,
      provenAt: now,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: after(now, LIMITS.session.absolute),
      address: visitor.address,
      device: visitor.device,
    },
    select: { id: true },
  })
  await tx.$executeRaw`
    UPDATE session SET ended_at = ${now}, ended_why = 'too_many' WHERE id IN (
      SELECT id FROM session WHERE user_id = ${userId}::uuid AND ended_at IS NULL
      ORDER BY created_at DESC, id DESC OFFSET ${LIMITS.session.perUser})`
  return token
}

/** Ends all open sessions of a user, or all but one, effective on their next request (rule 8). */
export async function endSessions(
  tx: Tx,
  userId: string,
  why: Ending,
  at: Date,
  except?: string,
): Promise<void> {
  await tx.session.updateMany({
    where: { userId, endedAt: null, ...(except && { id: { not: except } }) },
    data: { endedAt: at, endedWhy: why },
  })
}

/**
 * Closes a user's attempts that have proven something, all or all but one: the ground they stand on has
 * changed. Those that have proven nothing go on, or their end would tell that the account exists.
 */
export async function voidSignIns(tx: Tx, userId: string, except?: string): Promise<void> {
  await tx.signIn.updateMany({
    where: {
      userId,
      state: { in: ['code', 'must_change', 'finished'] },
      ...(except && { id: { not: except } }),
    },
    data: { state: 'closed' },
  })
}
