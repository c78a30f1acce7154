import { auditActor, recordAudit } from '@/lib/audit/record'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { loadUser } from './load-user'
import type { EditProfileInput } from './schema'

/** Changes one's own name as shown, and the language of one's messages. */
export async function editProfile(
  actor: Actor,
  input: EditProfileInput,
  world: World,
): Promise<Result<null>> {
  authorize(actor, 'profile:edit')
  const now = world.clock()
  return transaction(world, async (tx) => {
    const user = await loadUser(tx, actor, actor.subject.id)
    const language = input.language ?? null
    await tx.user.update({
      where: { id: user.id },
      data: { name: input.name, language },
      select: { id: true },
    })
    await recordAudit(tx, {
      companyId: actor.subject.companyId,
      at: now,
      actor: auditActor(actor),
      action: 'company.profile_edited',
      object: { kind: 'user', id: user.id, name: actor.name },
      before: { name: user.name },
      after: { name: input.name, language },
    })
    return ok(null)
  })
}
