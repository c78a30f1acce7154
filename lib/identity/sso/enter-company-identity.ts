import { isSuspended } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { sqlTransaction } from '@/lib/infra/transaction'
import { secondsUntil } from '@/lib/kernel/clock'
import { ok, type Result } from '@/lib/kernel/result'
import { refuse } from '@/lib/words/refuse'
import { advanceSql, attemptSql, type Step } from '../attempts/attempt'
import { providerGround } from '../attempts/ground'
import { secondWay } from '../attempts/second-way'
import { firstCode, holdUserAndAddress } from '../attempts/send-code'
import { lockedUntil, providerKey } from '../limits/charge'
import { getSignIn } from '../queries'
import type { ProviderIdentity } from './company-provider'

/** What a provider says when it has asked for several factors itself (RFC 8176). */
const SEVERAL_FACTORS = 'mfa'

/**
 * Signs in whoever a company's own provider vouches for: the user it is linked to by issuer and subject.
 * Where the provider asserts no second factor, what is asked for after a password follows. Refuses who is
 * not linked, who is suspended, and a provider that is not the one in use.
 */
export async function enterCompanyIdentity(
  token: string | null,
  identity: ProviderIdentity,
  context: Context,
): Promise<Result<Step>> {
  const account = await load(token, identity, context)
  if (!account) return refuse('identity.start_over')
  const { id, userId, suspended, mobile, email, login } = account
  if (!userId) return refuse('identity.not_linked')
  if (suspended) return refuse('identity.suspended')
  // Nothing is sent for an account that waits (O10); wrong passwords of strangers do not make it wait here.
  const accountKey = providerKey(login)
  const locked = await lockedUntil(context.sql, accountKey, context.clock())
  if (locked) return refuse('identity.wait', { values: { seconds: secondsUntil(locked, context.clock()) } })
  const several = identity.methods.includes(SEVERAL_FACTORS)
  const way = several ? null : secondWay(account)
  const factors = ['company', ...(several ? [SEVERAL_FACTORS] : [])]
  const user = { id: userId, login, accountKey }
  const to = {
    state: way ? 'code' : 'finished',
    factors,
    user,
    ground: account.ground,
    ...(way && { way }),
  } as const
  const next = advanceSql(context, { id, state: 'company' }, to, { userId })
  const address = way === 'mail' ? email : mobile
  const holder = { id, userId, companyId: account.companyId, mobile, email: way === 'mail' ? email : null }
  const code = way === 'sms' || way === 'mail' ? firstCode(context, holder) : null
  const moved = await sqlTransaction(context, async (tx) => {
    await holdUserAndAddress(tx, userId, address)
    const rows = await tx.$queryRaw<unknown[]>`
      WITH moved AS (${next.moved}) ${code ? Prisma.sql`, ${code.opened}` : Prisma.empty} SELECT 1 FROM moved`
    return rows.length === 1 ? ok(null) : refuse('identity.start_over')
  })
  if (!moved.ok) return moved
  const view: Step['next'] = way ? await getSignIn(next.token, context) : { step: 'finished' }
  return ok({ token: next.token, next: view, returnTo: account.returnTo })
}

type Account = {
  id: string
  companyId: string
  userId: string | null
  login: string
  mobile: string
  email: string
  suspended: boolean
  ground: string
  returnTo: string | null
  emailNext: boolean
  own: ('app' | 'passkey')[] | null
  smsAtSignIn: boolean
}

/** The attempt with the user whom its company's provider means; the provider must still be in use. */
async function load(token: string | null, { issuer, subject }: ProviderIdentity, context: Context) {
  const [row] = await context.sql.$queryRaw<Account[]>`
    WITH attempt AS (${attemptSql(token, 'company', context.clock())})
    SELECT a.id, a.return_to AS "returnTo", c.id AS "companyId", u.id AS "userId", u.login || '@' || c.slug AS login, u.mobile, u.email,
      ${isSuspended()} AS suspended,
      coalesce(k.email_next, false) AS "emailNext", ${providerGround} AS ground, c.sms_at_sign_in AS "smsAtSignIn",
      (SELECT array_agg(DISTINCT f.kind::text) FROM second_factor f
       WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS own
    FROM attempt a JOIN sign_in s ON s.id = a.id JOIN company c ON c.id = s.company_id
    JOIN identity_provider p ON p.company_id = c.id AND p.verified_at IS NOT NULL AND p.issuer = ${issuer}
    LEFT JOIN company_identity i ON i.company_id = c.id AND i.issuer = p.issuer AND i.subject = ${subject}
    LEFT JOIN "user" u ON u.id = i.user_id LEFT JOIN credential k ON k.user_id = u.id`
  return row ?? null
}
