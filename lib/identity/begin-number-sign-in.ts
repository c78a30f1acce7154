import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { readMobileNumber } from '@/lib/market/phone-number'
import { refuse } from '@/lib/words/refuse'
import type { Step } from './attempt'
import { numberKey } from './charge'
import { LIMITS } from './limits'
import { lineMaySignIn } from './lock-user'
import { networkKey, networkMayBegin, tellNetworkWait } from './network-limit'
import type { BeginNumberSignInInput } from './schema'
import type { Visitor } from './view'

/**
 * Takes a phone number in any spelling and shows it for checking (S2-15, S2-16); nothing is sent yet.
 * Writes the same whether it is a number of ours or not. Refuses what is no domestic mobile number (P5),
 * and networks with too many failures.
 */
export async function beginNumberSignIn(
  visitor: Visitor,
  input: BeginNumberSignInInput,
  world: World,
): Promise<Result<Step>> {
  const number = readMobileNumber(input.number, world.market)
  if (number.kind === 'invalid') return refuse('identity.number_unreadable', { field: 'number' })
  if (number.kind === 'other') return refuse('identity.number_not_mobile', { field: 'number' })

  const now = world.clock()
  const { msisdn, national } = number
  const { token, hash } = newToken(world.random)
  const network = networkKey(visitor)
  const line = Prisma.sql`SELECT l.id FROM subscription l WHERE l.msisdn = ${msisdn} AND ${lineMaySignIn}`
  const begun = await world.sql.$executeRaw`
    INSERT INTO sign_in (id, token_hash, state, login, account_key, msisdn, subscription_id, factors, network, created_at, expires_at)
    SELECT ${newId()}::uuid, ${hash}, 'number', ${national}, ${numberKey(msisdn)}, ${msisdn}, (${line}),
      '{}', ${network}, ${now}, ${after(now, LIMITS.signIn.validFor)}
    WHERE ${networkMayBegin(network, now)}`
  if (begun === 0) return tellNetworkWait(world, network, now)
  return ok({ token, next: { step: 'number', login: national }, returnTo: null })
}
