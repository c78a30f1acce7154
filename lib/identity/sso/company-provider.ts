import type { Context } from '@/lib/infra/context'
import { derive } from '@/lib/kernel/keyring'
import { seal, unseal } from '@/lib/kernel/seal'

/** How a company's OpenID Connect provider is reached. */
export type ProviderSettings = { address: string; clientId: string; clientSecret: string }
/** Who somebody is at a provider, and how they proved it there (`amr`, RFC 8176). */
export type ProviderIdentity = { issuer: string; subject: string; methods: string[] }
export type ProviderProblem = 'unreachable' | 'not_a_provider' | 'credentials' | 'declined'
export type ProviderOutcome<T> = { ok: true; value: T } | { ok: false; problem: ProviderProblem }
/** The same while it is set up, where somebody can do something about it. `instead`: the address to use. */
export type ProviderCheck =
  | ProviderOutcome<{ issuer: string }>
  | { ok: false; problem: 'no_secret' }
  | { ok: false; problem: 'multi_tenant' | 'another_issuer'; instead: string }
export type ProviderFlow = { verifier: string; state: string; nonce: string }

/** The outside that single sign-on needs: lib/channels/oidc. */
export type CompanyProvider = {
  check(settings: ProviderSettings, returnTo: string): Promise<ProviderCheck>
  begin(settings: ProviderSettings, returnTo: string, flow: ProviderFlow): Promise<ProviderOutcome<URL>>
  finish(
    settings: ProviderSettings,
    returnTo: string,
    query: URLSearchParams,
    flow: ProviderFlow,
  ): Promise<ProviderOutcome<ProviderIdentity>>
}

/** Where providers send browsers back to. */
export const returnAddress = (context: Context): string =>
  new URL('/sign-in/company/return', context.portal).href

const place = (companyId: string) => ({ purpose: 'identity-provider', id: companyId })
export const sealSecret = (context: Context, companyId: string, secret: string) =>
  seal(context.keys, context.random, place(companyId), Buffer.from(secret))
export const openSecret = (context: Context, companyId: string, sealed: Uint8Array): string =>
  unseal(context.keys, place(companyId), sealed).toString()

/**
 * The secrets of one visit to a provider, of 43 characters each (RFC 7636, 4.1): derived, so nothing is stored. `state` is
 * what came back with the browser: by it the key of DATA_KEY is found that they were derived from, which amid a rotation
 * may be the first one of another process.
 */
export function providerFlow(context: Context, signInId: string, state: string | null = null): ProviderFlow {
  const one = (keyId: string, use: string) =>
    derive(context.keys, keyId, `oidc/${use}`, signInId, 32).toString('base64url')
  const keyId =
    [...context.keys.byId.keys()].find((id) => one(id, 'state') === state) ?? context.keys.current.id
  return { verifier: one(keyId, 'verifier'), state: one(keyId, 'state'), nonce: one(keyId, 'nonce') }
}
