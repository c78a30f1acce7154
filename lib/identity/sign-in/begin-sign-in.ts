import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { returnPath } from '@/lib/kernel/return-path'
import { newToken } from '@/lib/kernel/token'
import { readSignInName } from '@/lib/market/sign-in-name'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { counterOf, deviceCookieOf } from '../attempts/device-cookie'
import { accountKey } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { makeRoom, networkKey, networkMayBegin, refuseNetwork } from '../limits/network-limit'
import { beginNumberSignIn } from '../number/begin-number-sign-in'
import type { BeginSignInInput } from '../schema'
import type { Visitor } from '../view'

/**
 * Takes a user name and opens an attempt for it, whether such an account exists or not; a phone number
 * goes its own way (S2-13). Refuses only what is no name at all (S2-6), and networks with too many failures, unless
 * the browser has signed in as this account before.
 */
export async function beginSignIn(
  visitor: Visitor,
  input: BeginSignInInput,
  context: Context,
): Promise<Result<Step>> {
  const name = readSignInName(input.name, context.market)
  if (name.kind === 'number') return beginNumberSignIn(visitor, { ...input, number: name.msisdn }, context)
  if (name.kind !== 'business') return refuse('identity.name_unreadable', { field: 'name' })

  const now = context.clock()
  const { token, hash } = newToken(context.random)
  const returnTo = returnPath(input.returnTo)
  const network = networkKey(visitor, context)
  const begun = await context.sql.$executeRaw`
    INSERT INTO sign_in (id, token_hash, state, login, account_key, user_id, device_cookie_id, factors, return_to, network, created_at, expires_at)
    SELECT ${newId()}::uuid, ${hash}, 'password', ${name.text}, ${counterOf(accountKey(name.text))}, u.id, d.id,
      '{}', ${returnTo}, ${network}, ${now}, ${after(now, LIMITS.signIn.validFor)}
    FROM (VALUES (1)) AS one
    LEFT JOIN (SELECT u.id FROM "user" u JOIN company c ON c.id = u.company_id
      WHERE u.login = ${name.login} AND c.slug = ${name.company}) AS u ON true
    LEFT JOIN LATERAL (SELECT ${deviceCookieOf(visitor, Prisma.sql`d.user_id = u.id`, now)} AS id) AS d ON true
    WHERE d.id IS NOT NULL OR ${networkMayBegin(network, now)}`
  if (begun === 0) return refuseNetwork(context, network, now)
  await makeRoom(context, network)
  return ok({ token, next: { step: 'password', login: name.text }, returnTo })
}
