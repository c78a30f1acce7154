import { operation } from '@/lib/contract/operation'
import type { Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { confirmAppInput } from '../schema'
import { confirmFactor, loadPending } from './pending-factor'
import { openSeed, totpStep } from './totp'

/**
 * Puts an authenticator app into use, once a code of it shows that it has taken the seed. Refuses another
 * code. @throws NotFound when it was not begun, or more than ten minutes ago.
 */
export const confirmApp = operation({
  key: 'identity.confirm_app',
  permission: 'profile:edit',
  input: confirmAppInput,
  audit: ['identity.second_factor_added'],
  announces: ['identity.second_factor_added'],
  run: async (actor, input, context): Promise<Result<{ first: boolean }>> => {
    const { id, name } = input
    const { sealedSeed } = await loadPending(actor, id, 'app', context)
    const step = totpStep(openSeed(context.keys, id, sealedSeed!), input.code, context.clock(), null)
    if (step === null) return refuse('identity.app_code_wrong', { field: 'code' })
    return confirmFactor(actor, { id, kind: 'app', name }, { lastStep: step }, context)
  },
})
