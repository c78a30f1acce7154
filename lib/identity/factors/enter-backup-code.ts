import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import type { Result } from '@/lib/kernel/result'
import type { Step } from '../attempts/attempt'
import { secondGround } from '../attempts/ground'
import type { EnterBackupCodeInput } from '../schema'
import { sameCode } from '../secrets/secrets'
import { openBackupCodes } from './backup-codes'
import { acceptOwnFactor, beginOwnFactor, refuseOwnFactor } from './own-factor'

/** Proves a sign-in with a backup code; each one once. Its owner is notified. Refuses any other. */
export async function enterBackupCode(
  token: string | null,
  input: EnterBackupCodeInput,
  context: Context,
): Promise<Result<Step>> {
  const begun = await beginOwnFactor(token, context)
  if (!begun.ok) return begun
  const attempt = begun.value
  const backup = await openBackupCodes(attempt.userId, context)
  // All of them are compared, whichever it is.
  const right = (backup?.codes ?? []).filter(({ code, used }) => sameCode(code, input.code) && !used)
  if (!backup || !right[0]) return refuseOwnFactor(context, attempt, 'code')
  const { n } = right[0]
  const used = Prisma.sql`
    UPDATE backup_codes SET used = array_append(used, ${n}::int)
    WHERE user_id = ${attempt.userId}::uuid AND created_at = ${backup.madeAt} AND NOT ${n}::int = ANY (used) RETURNING user_id`
  return acceptOwnFactor(context, attempt, 'backup', secondGround.backup(backup.madeAt), used)
}
