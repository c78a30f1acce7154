import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { lineMaySignIn } from '@/lib/inventory/lines'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { returnPath } from '@/lib/kernel/return-path'
import { newToken } from '@/lib/kernel/token'
import { readMobileNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { counterOf, deviceCookieOf } from '../attempts/device-cookie'
import { lineGround } from '../attempts/ground'
import { numberKey } from '../limits/charge'
import { LIMITS } from '../limits/limits'
import { makeRoom, networkKey, networkMayBegin, refuseNetwork } from '../limits/network-limit'
import type { BeginNumberSignInInput } from '../schema'
import type { Visitor } from '../view'

/**
 * Takes a phone number in any spelling and shows it for checking (S2-15, S2-16); nothing is sent yet.
 * Writes the same whether it is a number of ours or not. Refuses what is no domestic mobile number (P5),
 * and networks with too many failures,
 * unless the browser has signed in as this number before.
 */
export async function beginNumberSignIn(
  visitor: Visitor,
  input: BeginNumberSignInInput,
  context: Context,
): Promise<Result<Step>> {
  const number = readMobileNumber(input.number, context.market)
  if (number.kind === 'invalid') return refuse('identity.number_unreadable', { field: 'number' })
  if (number.kind === 'other') return refuse('identity.number_not_mobile', { field: 'number' })

  const now = context.clock()
  const { msisdn, national } = number
  const returnTo = returnPath(input.returnTo)
  const { token, hash } = newToken(context.random)
  const network = networkKey(visitor, context)
  const begun = await context.sql.$executeRaw`
    INSERT INTO sign_in (id, token_hash, state, login, account_key, msisdn, subscription_id, device_cookie_id, ground, factors, return_to, network,
      created_at, expires_at)
    SELECT ${newId()}::uuid, ${hash}, 'number', ${national}, ${counterOf(numberKey(msisdn, network))}, ${msisdn}, l.id, d.id,
      l.ground, '{}', ${returnTo}, ${network}, ${now}, ${after(now, LIMITS.signIn.validFor)}
    FROM (VALUES (1)) AS one
    LEFT JOIN (SELECT l.id, ${lineGround} AS ground FROM subscription l
      WHERE l.msisdn = ${msisdn} AND ${lineMaySignIn}) AS l ON true
    LEFT JOIN LATERAL (SELECT ${deviceCookieOf(visitor, Prisma.sql`d.subscription_id = l.id`, now)} AS id) AS d ON true
    WHERE d.id IS NOT NULL OR ${networkMayBegin(network, now)}`
  if (begun === 0) return refuseNetwork(context, network, now)
  await makeRoom(context, network)
  return ok({ token, next: { step: 'number', login: national }, returnTo })
}
