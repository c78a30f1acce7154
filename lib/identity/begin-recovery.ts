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
import { sendAgainAt } from './rules'
import type { BeginRecoveryInput } from './schema'

/**
 * Asks for a code to set a new password (S2-8). Writes the same for every well-formed name, in the same
 * time, whether there is such an account or not (R1): who it is, and whether a code goes out, is found
 * when the message is told.
 */
export async function beginRecovery(input: BeginRecoveryInput, world: World): Promise<Result<Step>> {
  const name = readSignInName(input.name, world.market)
  if (name.kind === 'number') return refuse('identity.number_given', { field: 'name' })
  if (name.kind !== 'business') return refuse('identity.name_unreadable', { field: 'name' })

  const now = world.clock()
  const { channel } = input
  const { validFor } = CODES[`recover_${channel}`]
  const { token, hash } = newToken(world.random)
  const signInId = newId()
  const message: IdentityMessage = { kind: 'identity.recovery_requested', payload: { signInId, ask: 1 } }
  await world.sql.$executeRaw`
    WITH told AS (${enqueueSql({ companyId: null, ...message }, now)})
    INSERT INTO sign_in (id, token_hash, state, login, account_key, user_id, factors, channel, asked_at, created_at, expires_at)
    VALUES (${signInId}::uuid, ${hash}, 'recover_code', ${name.text}, ${recoveryKey(name.text)},
      (SELECT u.id FROM "user" u JOIN company c ON c.id = u.company_id
       WHERE u.login = ${name.login} AND c.slug = ${name.company}),
      '{}', ${channel}, ARRAY[${now}::timestamptz], ${now}, ${after(now, validFor)})`
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
