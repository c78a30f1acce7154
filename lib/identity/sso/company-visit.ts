import type { Context } from '@/lib/infra/context'
import { findAttempt } from '../attempts/attempt'
import { openSecret, type ProviderFlow, type ProviderSettings, providerFlow } from './company-provider'

/** A visit to a company's provider that is under way: to sign in, or to link it to a signed-in user. */
export type CompanyVisit = {
  for: 'sign_in' | 'link'
  settings: ProviderSettings
  flow: ProviderFlow
  /** Where to go on once signed in. */
  returnTo: string | null
}

/** The visit behind a browser's token, or null; with the `state` that the browser brings back, where it does. */
export async function findCompanyVisit(
  token: string | null,
  context: Context,
  state: string | null = null,
): Promise<CompanyVisit | null> {
  const now = context.clock()
  const signIn = await findAttempt(context.sql, token, 'company', now)
  const attempt = signIn ?? (await findAttempt(context.sql, token, 'company_link', now))
  if (!attempt) return null
  const { companyId } = await context.db.signIn.findUniqueOrThrow({
    where: { id: attempt.id },
    select: { companyId: true },
  })
  const provider = companyId && (await context.db.identityProvider.findUnique({ where: { companyId } }))
  if (!provider) return null
  const { address, clientId, sealedSecret } = provider
  const settings = { address, clientId, clientSecret: openSecret(context, provider.companyId, sealedSecret) }
  const flow = providerFlow(context, attempt.id, state)
  return { for: signIn ? 'sign_in' : 'link', settings, flow, returnTo: attempt.returnTo }
}
