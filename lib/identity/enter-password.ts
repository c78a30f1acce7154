import { hashPassword, needsRehash, passwordMatches } from '@/lib/infra/password-hash'
import { transaction } from '@/lib/infra/transaction'
import type { World } from '@/lib/infra/world'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { type Attempt, advance, findAttempt, type Step } from './attempt'
import { charge, refund } from './charge'
import { LIMITS } from './limits'
import { lockUser } from './lock-user'
import type { EnterPasswordInput } from './schema'
import { sendFirstCode } from './send-code'

/**
 * Checks the password of an open attempt. Unknown, wrong and locked are one refusal, in the same time;
 * suspended and expired are told only to whoever knows the password (rule 6, T5). With SMS on, the code
 * is on its way when this returns.
 */
export async function enterPassword(
  token: string | null,
  input: EnterPasswordInput,
  world: World,
): Promise<Result<Step>> {
  const now = world.clock()
  const attempt = await findAttempt(world.db, token, 'password', now)
  if (!attempt) return refuse('identity.start_over')

  const [account, failures] = await Promise.all([
    loadAccount(world, attempt.userId),
    charge(world.db, attempt.accountKey, now),
  ])
  const stored = account?.temporary?.hash ?? account?.credential?.hash ?? null
  const right = await passwordMatches(failures === null ? null : stored, input.password)
  if (!right || !account) return refuse('identity.name_or_password_wrong', { field: 'password' })

  await refund(world.db, attempt.accountKey)
  if (account.suspended) return refuse('identity.suspended')
  if (account.temporary && account.temporary.expiresAt <= now)
    return refuse('identity.temporary_password_expired')
  if (account.credential && !account.temporary && needsRehash(account.credential.hash)) {
    const { hash } = account.credential
    const stronger = await hashPassword(input.password)
    await world.db.credential.updateMany({ where: { userId: account.id, hash }, data: { hash: stronger } })
    account.credential.hash = stronger
  }
  return moveOn(world, attempt, account)
}

async function moveOn(world: World, attempt: Attempt, account: Account): Promise<Result<Step>> {
  const mustChange = account.temporary !== null || tooShortAlone(account)
  const next = account.smsAtSignIn ? 'code' : mustChange ? 'must_change' : 'finished'
  return transaction(world, async (tx) => {
    const user = await lockUser(tx, account.id)
    if (!user || user.suspended) return refuse('identity.suspended')
    const compared = account.temporary?.hash ?? account.credential?.hash ?? null
    if (user.passwordHash !== compared) return refuse('identity.start_over')
    const token = await advance(tx, world, attempt, {
      state: next,
      factors: ['password'],
      temporaryPasswordId: account.temporary?.id ?? null,
    })
    if (!token) return refuse('identity.start_over')
    if (next === 'code') await sendFirstCode(tx, world, attempt.id, account)
    return ok({ token, next, returnTo: attempt.returnTo })
  })
}

/** S2-10: where no SMS is asked for, who has a shorter password changes it at the next sign-in. */
const tooShortAlone = (account: Account) =>
  !account.smsAtSignIn && (account.credential?.length ?? 0) < LIMITS.password.minimumAlone

type Account = NonNullable<Awaited<ReturnType<typeof loadAccount>>>

async function loadAccount(world: World, userId: string | null) {
  // An unknown account costs the same query as a known one.
  const user = await world.db.user.findUnique({
    where: { id: userId ?? '00000000-0000-0000-0000-000000000000' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      companyId: true,
      mobile: true,
      company: { select: { smsAtSignIn: true } },
      credential: { select: { hash: true, length: true } },
      temporaryPasswords: {
        where: { usedAt: null, revokedAt: null },
        select: { id: true, hash: true, expiresAt: true },
      },
      suspensions: { where: { endedAt: null }, select: { id: true } },
    },
  })
  return (
    user && {
      id: user.id,
      companyId: user.companyId,
      mobile: user.mobile,
      smsAtSignIn: user.company.smsAtSignIn,
      credential: user.credential,
      temporary: user.temporaryPasswords[0] ?? null,
      suspended: user.suspensions.length > 0,
    }
  )
}
