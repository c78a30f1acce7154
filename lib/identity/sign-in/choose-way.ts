import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, findAttempt, type Step } from '../attempts/attempt'
import { firstCode, holdUserAndAddress } from '../attempts/send-code'
import { waysOf } from '../attempts/ways'
import { lockedUntil } from '../limits/charge'
import { getSignIn } from '../queries'
import type { ChooseWayInput } from '../schema'

/**
 * Proves a sign-in with something else than what is asked for: another factor of one's own, or the SMS,
 * which is sent on the first choice only. Refuses what the user does not have, and while the account
 * waits.
 */
export async function chooseWay(
  token: string | null,
  input: ChooseWayInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const attempt = await findAttempt(context.sql, token, 'code', now)
  if (!attempt?.userId) return refuse('identity.start_over')
  const { id, userId, factors, returnTo, accountKey } = attempt
  const locked = await lockedUntil(context.sql, accountKey, now)
  if (locked) return refuse('identity.wait', { values: { seconds: secondsUntil(locked, now) } })
  const user = await context.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { companyId: true, mobile: true },
  })
  const { way: present } = await context.db.signIn.findUniqueOrThrow({ where: { id }, select: { way: true } })
  const { ways } = await waysOf(userId, context)
  if (present === 'mail' || !ways.includes(input.way)) return refuse('identity.way_missing')

  const sent = await context.db.challenge.count({ where: { signInId: id, purpose: 'sign_in' } })
  const holder = { id, userId, companyId: user.companyId, mobile: user.mobile, email: null }
  const code = input.way === 'sms' && sent === 0 ? firstCode(context, holder) : null
  const to = { state: 'code', factors, way: input.way } as const
  // From one way to another the state stays: the token says which of two at once was first.
  const next = advanceSql(context, { id, state: 'code', token: token! }, to, { userId })
  const moved = await sqlTransaction(context, async (tx) => {
    if (code) await holdUserAndAddress(tx, userId, user.mobile)
    const rows = await tx.$queryRaw<unknown[]>`
      WITH moved AS (${next.moved}) ${code ? Prisma.sql`, ${code.opened}` : Prisma.empty} SELECT 1 FROM moved`
    return rows.length === 1 ? ok(null) : refuse('identity.start_over')
  })
  if (!moved.ok) return moved
  return ok({ token: next.token, next: await getSignIn(next.token, context), returnTo })
}
