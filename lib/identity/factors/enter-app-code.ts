import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import type { Result } from '@/lib/kernel/result'
import { sealedWith } from '@/lib/kernel/seal'
import type { Step } from '../attempts/attempt'
import { secondGround } from '../attempts/ground'
import type { EnterCodeInput } from '../schema'
import { acceptOwnFactor, beginOwnFactor, refuseOwnFactor } from './own-factor'
import { openSeed, sealSeed, totpStep } from './totp'

/**
 * Proves a sign-in with a code of one's authenticator app (TOTP, RFC 6238). A code opens once, within
 * half a minute of its time. Refuses any other.
 */
export async function enterAppCode(
  token: string | null,
  input: EnterCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const begun = await beginOwnFactor(token, context)
  if (!begun.ok) return begun
  const attempt = begun.value
  const now = context.clock()
  const apps = await context.db.secondFactor.findMany({
    where: { userId: attempt.userId, kind: 'app', confirmedAt: { not: null } },
    select: { id: true, sealedSeed: true, lastStep: true },
  })
  for (const { id, sealedSeed, lastStep } of apps) {
    const seed = openSeed(context.keys, id, sealedSeed!)
    const step = totpStep(seed, input.code, now, lastStep)
    if (step === null) continue
    // A seed that an older key has sealed is sealed anew when it is used.
    const old = sealedWith(sealedSeed!) !== context.keys.current.id
    const sealed = old ? sealSeed(context.keys, context.random, id, seed) : sealedSeed
    const used = Prisma.sql`
      UPDATE second_factor SET last_step = ${step}, last_used_at = ${now}, sealed_seed = ${sealed}
      WHERE id = ${id}::uuid AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < ${step}) RETURNING id`
    return acceptOwnFactor(context, attempt, 'app', secondGround.factor(id), used)
  }
  return refuseOwnFactor(context, attempt, 'code')
}
