import { operation } from '@/lib/contract/operation'
import { transaction } from '@/lib/infra/transaction'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { lockUser } from '../attempts/lock-user'
import { LIMITS } from '../limits/limits'
import { beginSecondFactorInput } from '../schema'
import { proveAgain } from '../sessions/prove-again'
import { newSeed } from './totp'

/**
 * Begins to set up an authenticator app or a passkey; it opens nothing until it is confirmed. Needs a
 * fresh proof. Replaces one of the same kind that was begun and left. Refuses more than ten.
 */
export const beginSecondFactor = operation({
  key: 'identity.begin_second_factor',
  permission: 'profile:edit',
  input: beginSecondFactorInput,
  audit: [],
  proof: true,
  run: async (actor, input, context): Promise<Result<{ id: string; kind: 'app' | 'passkey' }>> => {
    const proven = await proveAgain(actor, input.proof, context)
    if (!proven.ok) return proven
    const { kind } = input
    const userId = actor.subject.id
    const id = newId()
    return transaction(context, async (tx) => {
      await lockUser(tx, userId)
      await tx.secondFactor.deleteMany({ where: { userId, kind, confirmedAt: null } })
      const count = await tx.secondFactor.count({ where: { userId } })
      if (count >= LIMITS.secondFactor.perUser) return refuse('identity.too_many_factors')
      const sealedSeed = kind === 'app' ? newSeed(context.keys, context.random, id) : null
      const row = { id, userId, kind, name: '', createdAt: context.clock(), sealedSeed, transports: [] }
      await tx.secondFactor.create({ data: row, select: { id: true } })
      return ok({ id, kind })
    })
  },
})
