import { operation } from '@/lib/contract/operation'
import { ok, type Result } from '@/lib/kernel/result'
import { proofInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'

/** Proves again who is there, so that the page of the backup codes shows them. */
export const showBackupCodes = operation({
  key: 'identity.show_backup_codes',
  permission: 'profile:edit',
  input: proofInput,
  audit: [],
  proof: true,
  run: async (actor, input, context): Promise<Result<null>> => {
    const proven = await proveAgain(actor, input.proof, context)
    return proven.ok ? ok(null) : proven
  },
})
