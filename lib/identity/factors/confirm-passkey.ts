import { operation } from '@/lib/contract/operation'
import { isUniqueViolation } from '@/lib/infra/violations'
import type { Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { confirmPasskeyInput } from '../schema'
import { readCreation } from './passkeys'
import { confirmFactor, loadPending } from './pending-factor'

/**
 * Puts a passkey into use that a device has just made for this portal. Refuses an answer that is not
 * right, or a passkey that somebody has already. @throws NotFound when it was not begun, or too long ago.
 */
export const confirmPasskey = operation({
  key: 'identity.confirm_passkey',
  permission: 'profile:edit',
  input: confirmPasskeyInput,
  audit: ['identity.second_factor_added'],
  announces: ['identity.second_factor_added'],
  run: async (actor, input, context): Promise<Result<{ first: boolean }>> => {
    const { id, name } = input
    await loadPending(actor, id, 'passkey', context)
    const made = await readCreation(context, id, input.response)
    if (!made) return refuse('identity.passkey_wrong')
    try {
      return await confirmFactor(actor, { id, kind: 'passkey', name }, made, context)
    } catch (error) {
      if (isUniqueViolation(error)) return refuse('identity.passkey_wrong')
      throw error
    }
  },
})
