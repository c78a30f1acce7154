import type { Context } from '@/lib/infra/context'
import { type Actor, authorize } from '@/lib/rights/actor'
import { provenRecently } from '../sessions/prove-again'
import type { SecondFactorView } from '../view'
import { type BackupCode, openBackupCodes } from './backup-codes'
import { passkeyCreation } from './passkeys'
import { loadPending } from './pending-factor'
import { openSeed, readableSeed, seedUri } from './totp'

const select = { id: true, kind: true, name: true, createdAt: true, lastUsedAt: true } as const

/** One's own second factors, and how many backup codes are left. */
export async function listSecondFactors(actor: Actor, context: Context) {
  authorize(actor, 'profile:edit')
  const where = { userId: actor.subject.id, confirmedAt: { not: null } }
  const [factors, backup] = await Promise.all([
    context.db.secondFactor.findMany({ where, orderBy: { createdAt: 'asc' }, select }),
    openBackupCodes(actor.subject.id, context),
  ])
  const left = backup ? backup.codes.filter(({ used }) => !used).length : null
  return { factors: factors as SecondFactorView[], left }
}

/** The seed of an authenticator app that is being set up: to be typed, and as what a picture of it holds. */
export async function getPendingApp(actor: Actor, id: string, context: Context) {
  authorize(actor, 'profile:edit')
  const { sealedSeed } = await loadPending(actor, id, 'app', context)
  const seed = openSeed(context.keys, id, sealedSeed!)
  return { seed: readableSeed(seed), uri: seedUri(context.market.brand.name, actor.name, seed) }
}

/** What the browser is asked for to make a passkey that is being set up. */
export async function getPendingPasskey(actor: Actor, id: string, context: Context) {
  authorize(actor, 'profile:edit')
  await loadPending(actor, id, 'passkey', context)
  const existing = await context.db.secondFactor.findMany({
    where: { userId: actor.subject.id, credentialId: { not: null } },
    select: { credentialId: true },
  })
  const own = existing.map(({ credentialId }) => ({ credentialId: credentialId! }))
  const user = { id: actor.subject.id, name: actor.name, fullName: actor.fullName }
  return passkeyCreation(context, id, user, own)
}

/** One's backup codes, or null where the last proof of who is there is too old to show them. */
export async function getBackupCodes(actor: Actor, context: Context): Promise<BackupCode[] | null> {
  authorize(actor, 'profile:edit')
  if (!provenRecently(actor, context.clock())) return null
  return (await openBackupCodes(actor.subject.id, context))?.codes ?? []
}
