import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { after, SECOND, secondsUntil } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { returnPath } from '@/lib/kernel/return-path'
import { newToken } from '@/lib/kernel/token'
import { readSignInName } from '@/lib/market/sign-in-name'
import { enqueueSql } from '@/lib/outbox/enqueue'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { counterOf, deviceCookieOf } from '../attempts/device-cookie'
import { recoveryKey } from '../limits/charge'
import { CODES } from '../limits/codes'
import { chargeAskingSql, networkKey, networkMayAsk, refuseNetwork } from '../limits/network-limit'
import type { IdentityMessage } from '../messages'
import { sendAgainAt } from '../rules'
import type { BeginRecoveryInput } from '../schema'
import type { Visitor } from '../view'

/**
 * Asks for a code to set a new password (S2-8). Writes the same for every well-formed name, in the same
 * time, whether there is such an account or not (R1): who it is, and whether a code goes out, is found
 * when the message is dispatched. Each asking counts for its network, unless the browser has signed in as this account before;
 * refuses networks that have asked for too many.
 */
export async function beginRecovery(
  visitor: Visitor,
  input: BeginRecoveryInput,
  context: Context,
): Promise<Result<Step>> {
  const name = readSignInName(input.name, context.market)
  if (name.kind === 'number') return refuse('identity.number_given', { field: 'name' })
  if (name.kind !== 'business') return refuse('identity.name_unreadable', { field: 'name' })

  const now = context.clock()
  const { channel } = input
  const returnTo = returnPath(input.returnTo)
  const { validFor } = CODES[`recover_${channel}`]
  const { token, hash } = newToken(context.random)
  const signInId = newId()
  const message: IdentityMessage = { kind: 'identity.recovery_requested', payload: { signInId, ask: 1 } }
  const network = networkKey(visitor, context)
  const begun = await context.sql.$executeRaw`
    WITH asker AS (
      SELECT u.id AS user_id, d.id AS device_id, ${counterOf(recoveryKey(name.text, network))} AS account_key
      FROM (VALUES (1)) AS one
      LEFT JOIN (SELECT u.id FROM "user" u JOIN company c ON c.id = u.company_id
        WHERE u.login = ${name.login} AND c.slug = ${name.company}) AS u ON true
      LEFT JOIN LATERAL (SELECT ${deviceCookieOf(visitor, Prisma.sql`d.user_id = u.id`, now)} AS id) AS d ON true),
    allowed AS (
      SELECT * FROM asker WHERE device_id IS NOT NULL OR (${networkMayAsk(network, Prisma.sql`asker.account_key`, now)})),
    enqueued AS (${enqueueSql({ companyId: null, ...message }, now, Prisma.sql`FROM allowed`)}),
    charged AS (
      ${chargeAskingSql(Prisma.sql`SELECT ${network}::text, account_key FROM allowed WHERE device_id IS NULL`, now)})
    INSERT INTO sign_in (id, token_hash, state, login, account_key, user_id, device_cookie_id, factors, channel, asked_at, return_to, network, created_at, expires_at)
    SELECT ${signInId}::uuid, ${hash}, 'recover_code', ${name.text}, account_key, user_id, device_id, '{}', ${channel}, ARRAY[${now}::timestamptz], ${returnTo}, ${network}, ${now}, ${after(now, validFor)} FROM allowed`
  if (begun === 0) return refuseNetwork(context, network, now)
  const sendAgainIn = secondsUntil(sendAgainAt([now])!, now)
  const next = {
    step: 'recover_code',
    login: name.text,
    channel,
    validFor: validFor / SECOND,
    sendAgainIn,
  } as const
  return ok({ token, next, returnTo })
}
