import type { World } from '@/lib/infra/world'
import { hashToken } from '@/lib/kernel/token'
import type { Ending } from '../attempts/sessions'

/** Ends the session that a browser held when it got a new one by signing in (ASVS 7.2.4). */
export async function endReplacedSession(token: string, world: World): Promise<void> {
  if (token.length > 100) return
  const endedWhy: Ending = 'replaced'
  await world.db.session.updateMany({
    where: { tokenHash: hashToken(token), endedAt: null },
    data: { endedAt: world.clock(), endedWhy },
  })
}
