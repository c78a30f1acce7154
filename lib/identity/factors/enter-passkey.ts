import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import type { Result } from '@/lib/kernel/result'
import type { Step } from '../attempts/attempt'
import { secondGround } from '../attempts/ground'
import type { EnterPasskeyInput } from '../schema'
import { acceptOwnFactor, beginOwnFactor, refuseOwnFactor } from './own-factor'
import { readUse } from './passkeys'

/**
 * Proves a sign-in with a passkey (WebAuthn): made for this attempt, on this portal's address, by a device
 * of the same user. Refuses any other, and a copy whose counter has fallen behind.
 */
export async function enterPasskey(
  token: string | null,
  input: EnterPasskeyInput,
  context: Context,
): Promise<Result<Step>> {
  const begun = await beginOwnFactor(token, context)
  if (!begun.ok) return begun
  const attempt = begun.value
  const now = context.clock()
  const stored = await context.db.secondFactor.findFirst({
    where: { userId: attempt.userId, credentialId: input.response.id, confirmedAt: { not: null } },
    select: { id: true, credentialId: true, publicKey: true, counter: true, transports: true },
  })
  if (!stored) return refuseOwnFactor(context, attempt)
  const { id, credentialId, publicKey } = stored
  const key = { ...stored, credentialId: credentialId!, publicKey: publicKey! }
  const counter = await readUse(context, attempt.id, input.response, key)
  if (counter === null) return refuseOwnFactor(context, attempt)
  const used = Prisma.sql`
    UPDATE second_factor SET counter = ${counter}, last_used_at = ${now}
    WHERE id = ${id}::uuid AND confirmed_at IS NOT NULL AND (counter < ${counter} OR ${counter}::bigint = 0) RETURNING id`
  return acceptOwnFactor(context, attempt, 'passkey', secondGround.factor(id), used)
}
