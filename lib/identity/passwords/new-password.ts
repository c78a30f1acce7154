import type { Tx } from '@/lib/infra/db'
import { hashPassword, passwordMatches } from '@/lib/infra/password-hash'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { type PasswordContext, passwordFlaw, passwordMinimum } from '../rules'
import type { ChoosePasswordInput } from '../schema'
import { COMMON_PASSWORDS } from './common-passwords'

export type NewPassword = { hash: string; length: number }

/**
 * Judges and hashes a password somebody chose. Refuses with the reason: differing spellings, too short,
 * common, guessable from its context, or the same as the present one (T4).
 */
export async function makePassword(
  input: ChoosePasswordInput,
  context: PasswordContext,
  currentHash: string | null,
): Promise<Result<NewPassword>> {
  if (input.password !== input.again) return refuse('identity.passwords_differ', { field: 'again' })
  const flaw = passwordFlaw(input.password, context, COMMON_PASSWORDS)
  if (flaw) return refuse(flaw, { field: 'password', values: { minimum: passwordMinimum(context.alone) } })
  if (currentHash && (await passwordMatches(currentHash, input.password)))
    return refuse('identity.password_same', { field: 'password' })
  return ok({ hash: await hashPassword(input.password), length: [...input.password].length })
}

/** Writes the chosen password; whatever was there before no longer opens anything. `emailNext`: see Credential. */
export async function setPassword(
  tx: Tx,
  userId: string,
  password: NewPassword,
  now: Date,
  emailNext = false,
): Promise<void> {
  const values = { ...password, changedAt: now, emailNext }
  await tx.credential.upsert({
    where: { userId },
    create: { userId, ...values },
    update: values,
    select: { userId: true },
  })
}
