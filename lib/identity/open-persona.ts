import { recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { createSession } from './sessions'
import type { Visitor } from './view'

/**
 * Opens a session as a persona of the demo cast without any proof, for people who only want to look.
 * Its page exists in demo mode only. Refuses accounts that are not there, and suspended ones.
 */
export async function openPersona(
  visitor: Visitor,
  account: string,
  world: World,
): Promise<Result<{ token: string }>> {
  const [login = '', slug = ''] = account.split('@')
  const now = world.clock()
  return transaction(world, async (tx) => {
    const user = await tx.user.findFirst({
      where: { login, company: { slug }, suspensions: { none: { endedAt: null } } },
      select: { id: true, companyId: true },
    })
    if (!user) return refuse('identity.suspended')
    const token = await createSession(tx, world, visitor, user.id, ['persona'])
    await recordAudit(tx, {
      companyId: user.companyId,
      at: now,
      actor: {
        kind: 'system',
        id: null,
        name: 'demo',
        address: visitor.address,
        requestId: visitor.requestId,
      },
      action: 'demo.persona_opened',
      object: { kind: 'user', id: user.id, name: account },
    })
    return ok({ token })
  })
}
