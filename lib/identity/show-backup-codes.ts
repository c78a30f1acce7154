import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { type Actor, authorize } from '@/lib/rights/actor'
import { proveAgain } from './prove-again'
import type { ProofInput } from './schema'

/** Proves again who is there, so that the page of the backup codes shows them. */
export async function showBackupCodes(actor: Actor, input: ProofInput, world: World): Promise<Result<null>> {
  authorize(actor, 'profile:edit')
  const proven = await proveAgain(actor, input.proof, world)
  return proven.ok ? ok(null) : proven
}
