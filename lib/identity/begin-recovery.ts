import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { newToken } from '@/lib/kernel/token'
import { readSignInName } from '@/lib/market/sign-in-name'
import { enqueueSql } from '@/lib/outbox/enqueue'
import { refuse } from '@/lib/words/refuse'
import type { Step } from './attempt'
import { recoveryKey } from './charge'
import { CODES } from './codes'
import type { IdentityMessage } from './messages'
import { chargeNetworkSql, networkKey, networkMayBegin, tellNetworkWait } from './network-limit'
import { sendAgainAt } from './rules'
import type { BeginRecoveryInput } from './schema'
import type { Visitor } from './view'

/**
 * Asks for a code to set a new password (S2-8). Writes the same for every well-formed name, in the same
 * time, whether there is such an account or not (R1): who it is, and whether a code goes out, is found
 * when the message is told. Each asking counts for its network.
 */
export async function beginRecovery(
  visitor: Visitor,
  input: BeginRecoveryInput,
  world: World,
): Promise<Result<Step>> {
  const name = readSignInName(input.name, world.market)
  if (name.kind === 'number') return refuse('identity.number_given', { field: 'name' })
  if (name.kind !== 'business') return refuse('identity.name_unreadable', { field: 'name' })

  const now = world.clock()
  const { channel } = input
  const { validFor } = CODES[`recover_${channel}`]
  const { token, hash } = newToken(world.random)
  const signInId = newId()
  const message: IdentityMessage = { kind: 'identity.recovery_requested', payload: { signInId, ask: 1 } }
  const network = networkKey(visitor)
  const begun = await world.sql.$executeRaw`
    WITH allowed AS (SELECT 1 WHERE ${networkMayBegin(network, now)}),
    told AS (${enqueueSql({ companyId: null, ...message }, now, Prisma.sql`FROM allowed`)}),
    charged AS (${chargeNetworkSql(network, now)})
    INSERT INTO sign_in (id, token_hash, state, login, account_key, user_id, factors, channel, asked_at, network, created_at, expires_at)
    SELECT ${signInId}::uuid, ${hash}, 'recover_code', ${name.text}, ${recoveryKey(name.text)},
      (SELECT u.id FROM "user" u JOIN company c ON c.id = u.company_id
       WHERE u.login = ${name.login} AND c.slug = ${name.company}),
      '{}', ${channel}, ARRAY[${now}::timestamptz], ${network}, ${now}, ${after(now, validFor)} FROM allowed`
  if (begun === 0) return tellNetworkWait(world, network, now)
  const sendAgainIn = secondsUntil(sendAgainAt([now])!, now)
  const next = {
    step: 'recover_code',
    login: name.text,
    channel,
    validFor: validFor / SECOND,
    sendAgainIn,
  } as const
  return ok({ token, next, returnTo: null })
}
