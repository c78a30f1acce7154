import type { Context } from '@/lib/infra/context'
import { after } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { ok, type Result } from '@/lib/kernel/result'
import { returnPath } from '@/lib/kernel/return-path'
import { newToken } from '@/lib/kernel/token'
import { refuse } from '@/lib/words/refuse'
import type { Step } from '../attempts/attempt'
import { LIMITS } from '../limits/limits'
import { chargeNetwork, makeRoom, networkKey, networkMayBegin, refuseNetwork } from '../limits/network-limit'
import type { BeginCompanySignInInput } from '../schema'
import type { Visitor } from '../view'

/**
 * Opens an attempt to sign in at a company's own provider. Refuses companies that are not there and those
 * that have none in use, with one answer; each such counts as a failure of its network.
 */
export async function beginCompanySignIn(
  visitor: Visitor,
  input: BeginCompanySignInInput,
  context: Context,
): Promise<Result<Step>> {
  const now = context.clock()
  const { company } = input
  const returnTo = returnPath(input.returnTo)
  const network = networkKey(visitor, context)
  const { token, hash } = newToken(context.random)
  const [row] = await context.sql.$queryRaw<{ free: boolean; begun: boolean }[]>`
    WITH free AS (SELECT 1 WHERE ${networkMayBegin(network, now)}),
    begun AS (
      INSERT INTO sign_in (id, token_hash, state, login, account_key, company_id, factors, return_to, network, created_at, expires_at)
      SELECT ${newId()}::uuid, ${hash}, 'company', c.slug, ${`company:${company}`}, c.id, '{}', ${returnTo}, ${network}, ${now},
        ${after(now, LIMITS.signIn.validFor)}
      FROM free, company c JOIN identity_provider p ON p.company_id = c.id
      WHERE c.slug = ${company} AND p.verified_at IS NOT NULL RETURNING id)
    SELECT EXISTS (SELECT 1 FROM free) AS free, EXISTS (SELECT 1 FROM begun) AS begun`
  if (!row?.free) return refuseNetwork(context, network, now)
  if (!row.begun) {
    await chargeNetwork(context.sql, { network, accountKey: `company:${company}` }, now)
    return refuse('identity.no_provider', { field: 'company' })
  }
  await makeRoom(context, network)
  return ok({ token, next: { step: 'company', login: company }, returnTo })
}
