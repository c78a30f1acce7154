import {
  giveTemporaryPassword,
  type Prepared,
  prepareTemporaryPassword,
  revokeTemporaryPasswords,
} from '@/lib/identity/passwords/temporary-password'
import type { Context } from '@/lib/infra/context'
import type { Tx } from '@/lib/infra/db'
import { announce } from '../messages'

// A temporary password was sent to an address. When the user gets another one, whoever reads the old one must not be able
// to sign in with it, and the user must get theirs.

/** A new temporary password, hashed before the transaction begins; null: nothing open would be replaced by it. */
export async function prepareForNewAddress(
  context: Context,
  companyId: string,
  { id, email }: { id: string; email: string | undefined },
): Promise<Prepared | null> {
  if (email === undefined) return null
  const open = await context.db.temporaryPassword.findFirst({
    where: {
      ...{ userId: id, usedAt: null, revokedAt: null, expiresAt: { gt: context.clock() } },
      user: { companyId, email: { not: email } },
    },
    select: { id: true },
  })
  return open && prepareTemporaryPassword(context)
}

/** Takes back what is open, and sends the new one to the address that the user has now. */
export async function sendToNewAddress(
  tx: Tx,
  user: { id: string; lastSignInAt: Date | null; suspended: boolean },
  companyId: string,
  password: Prepared | null,
  now: Date,
): Promise<void> {
  const count = await revokeTemporaryPasswords(tx, user.id, now)
  // Made while this was prepared, by somebody else at this moment: it is revoked, and they send another one.
  if (count === 0 || !password || user.suspended) return
  await giveTemporaryPassword(tx, user.id, password)
  const kind = user.lastSignInAt ? 'company.temporary_password_reissued' : 'company.user_created'
  await announce(tx, companyId, { kind, payload: { userId: user.id, temporaryPasswordId: password.id } }, now)
}
