import type { Context } from '@/lib/infra/context'
import { hashToken } from '@/lib/kernel/token'
import type { Ending } from '../attempts/sessions'

/** Ends the session that a browser held when it got a new one by signing in (ASVS 7.2.4). */
export async function endReplacedSession(token: string, context: Context): Promise<void> {
  if (token.length > 100) return
  const endedWhy: Ending = 'replaced'
  await context.db.session.updateMany({
    where: { tokenHash: hashToken(token), endedAt: null },
    data: { endedAt: context.clock(), endedWhy },
  })
}
