import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { Blocked, safeFetch } from './safe-fetch'

export type Settings = { address: string; clientId: string; clientSecret: string }
export type Flow = { verifier: string; state: string; nonce: string }
/** Why nothing came of it: out of reach, no provider there, it does not know us, or it or the person said no. */
export type Problem = 'unreachable' | 'not_a_provider' | 'credentials' | 'declined'
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem }

const SECONDS = 5
/** A provider's addresses and keys are asked for again after so long. */
const KEPT = 5 * 60_000
const MOST_KEPT = 500

/**
 * A relying party of OpenID Connect (Core 1.0), code flow with PKCE, for any number of companies'
 * providers; by openid-client. `inside`: providers at private addresses and over http too.
 */
export function companyProvider({ inside }: { inside: boolean }) {
  const fetch = safeFetch(inside)
  const known = new Map<string, { at: number; config: Promise<client.Configuration> }>()

  async function discover({ address, clientId, clientSecret }: Settings): Promise<client.Configuration> {
    const issuer = issuerOf(address)
    const config = await client.discovery(
      issuer,
      clientId,
      clientSecret,
      client.ClientSecretBasic(clientSecret),
      {
        timeout: SECONDS,
        [client.customFetch]: fetch,
        // By default the signature of an ID token from the token endpoint is not verified.
        execute: [client.enableNonRepudiationChecks, ...(inside ? [client.allowInsecureRequests] : [])],
      },
    )
    const server = config.serverMetadata()
    if (new URL(server.issuer).href !== issuer.href) throw new client.ClientError('another issuer')
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
      if (!server[name]) throw new client.ClientError(`the provider names no ${name}`)
    return config
  }
  function configOf(settings: Settings): Promise<client.Configuration> {
    const key = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
    const now = Date.now()
    const kept = known.get(key)
    if (kept && now - kept.at < KEPT) return kept.config
    if (known.size >= MOST_KEPT) known.clear()
    const config = discover(settings)
    known.set(key, { at: now, config })
    config.catch(() => known.delete(key))
    return config
  }

  return {
    /** Whether there is a provider and, as far as can be told beforehand, whether it knows us. Resolves with its issuer. */
    check: (settings: Settings, returnTo: string): Promise<Outcome<{ issuer: string }>> =>
      tried(async () => {
        const config = await discover(settings)
        const { issuer } = config.serverMetadata()
        // A made-up code: the provider authenticates us before it looks at it (RFC 6749, 4.1.3).
        const probe = new URL(returnTo)
        probe.search = new URLSearchParams({ code: 'probe', iss: issuer }).toString()
        try {
          await client.authorizationCodeGrant(config, probe, { pkceCodeVerifier: 'p'.repeat(43) })
        } catch (error) {
          if (problemOf(error) === 'credentials') throw error
        }
        return { issuer }
      }),
    /** Where the browser goes to sign in. */
    begin: (settings: Settings, returnTo: string, flow: Flow): Promise<Outcome<URL>> =>
      tried(async () =>
        client.buildAuthorizationUrl(await configOf(settings), {
          redirect_uri: returnTo,
          scope: 'openid',
          code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          state: flow.state,
          nonce: flow.nonce,
        }),
      ),
    /** Exchanges what the browser brought back for who it is. */
    finish: (settings: Settings, returnTo: string, query: URLSearchParams, flow: Flow) =>
      tried(async () => {
        const at = new URL(returnTo)
        at.search = query.toString()
        const tokens = await client.authorizationCodeGrant(await configOf(settings), at, {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        })
        const { iss: issuer, sub: subject, amr } = tokens.claims()!
        // Whatever JSON the provider sent.
        const methods = Array.isArray(amr) ? amr.filter((each) => typeof each === 'string') : []
        // OpenID Connect Core 2: at most 255 ASCII characters.
        if (!/^[\x20-\x7e]{1,255}$/.test(subject)) throw new client.ClientError('no subject')
        return { issuer, subject, methods }
      }),
  }
}

/**
 * The issuer behind an address; what was pasted may be its discovery document. openid-client compares no
 * issuer where the address holds `/.well-known/`, so nothing of that may be left in it.
 */
function issuerOf(address: string): URL {
  const url = new URL(address)
  url.search = ''
  url.hash = ''
  const issuer = new URL(url.href.replace(/\/\.well-known\/openid-configuration\/?$/, ''))
  if (issuer.href.includes('/.well-known/')) throw new client.ClientError('no issuer')
  return issuer
}

async function tried<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    return { ok: false, problem }
  }
}

const SILENT = /^(OAUTH_TIMEOUT|OAUTH_ABORT|ETIMEDOUT|UND_ERR_\w+_TIMEOUT)$/

/** What went wrong, or null for a fault of our own. */
function problemOf(error: unknown): Problem | null {
  const chain: Error[] = []
  for (let each: unknown = error; each instanceof Error && chain.length < 10; each = each.cause)
    chain.push(each)
  if (chain.some((each) => each instanceof Blocked)) return 'unreachable'
  if (error instanceof client.WWWAuthenticateChallengeError) return 'credentials'
  if (error instanceof client.ResponseBodyError)
    return error.error === 'invalid_client' || error.status === 401 ? 'credentials' : 'declined'
  if (error instanceof client.AuthorizationResponseError) return 'declined'
  const code = chain
    .map((each) => (each as NodeJS.ErrnoException).code)
    .find((each) => typeof each === 'string')
  if (SILENT.test(code ?? '')) return 'unreachable'
  if (error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)) return 'unreachable'
  if (code === 'OAUTH_HTTP_REQUEST_FORBIDDEN') return 'unreachable'
  // A token or answer that is not right, too: whoever sent it is not the provider that was verified.
  // Some of what it sends only the runtime objects to, with a TypeError.
  if (code?.startsWith('OAUTH_') || error instanceof client.ClientError || error instanceof TypeError)
    return 'not_a_provider'
  return null
}
