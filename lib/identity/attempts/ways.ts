import type { Context } from '@/lib/infra/context'
import type { Way } from '../view'

export type OwnPasskey = { credentialId: string; transports: string[] }
export type Ways = { ways: Way[]; passkeys: OwnPasskey[] }

/** With what a user may prove a sign-in besides the password; a code by e-mail is decided elsewhere (R4). */
export async function waysOf(userId: string, context: Context): Promise<Ways> {
  const user = await context.db.user.findUniqueOrThrow({
    where: { id: userId },
    relationLoadStrategy: 'join',
    select: {
      company: { select: { smsAtSignIn: true } },
      secondFactors: {
        where: { confirmedAt: { not: null } },
        select: { kind: true, credentialId: true, transports: true },
      },
      backupCodes: { select: { userId: true } },
    },
  })
  const kinds = new Set(user.secondFactors.map(({ kind }) => kind))
  const ways: Way[] = [
    ...(kinds.has('passkey') ? (['passkey'] as const) : []),
    ...(kinds.has('app') ? (['app'] as const) : []),
    ...(user.company.smsAtSignIn ? (['sms'] as const) : []),
    ...(user.backupCodes && kinds.size > 0 ? (['backup'] as const) : []),
  ]
  const passkeys = user.secondFactors.flatMap(({ credentialId, transports }) =>
    credentialId ? [{ credentialId, transports }] : [],
  )
  return { ways, passkeys }
}
