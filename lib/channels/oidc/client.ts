import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { AnotherIssuer, discover, type Known, NoSecret, withSecret } from './discover'
import { Blocked, safeFetch } from './safe-fetch'

export type Settings = { address: string; clientId: string; clientSecret: string }
export type Flow = { verifier: string; state: string; nonce: string }
/** Why nothing came of it: out of reach, no provider there, it does not know us, or it or the person said no. */
export type Problem = 'unreachable' | 'not_a_provider' | 'credentials' | 'declined'
export type Outcome<T, P = Problem> = { ok: true; value: T } | { ok: false; problem: P }
/** The same while it is set up, where somebody can do something about it. `instead`: the address to use. */
export type Checked = Outcome<{ issuer: string }, Problem | 'no_secret'> | AnotherAddress
export type AnotherAddress = { ok: false; problem: 'multi_tenant' | 'another_issuer'; instead: string }

const SECONDS = 5
/** A provider's addresses and keys are asked for again after so long. */
const KEPT = 5 * 60_000
const MOST_KEPT = 500

/**
 * A relying party of OpenID Connect (Core 1.0), code flow with PKCE, for any number of companies'
 * providers; by openid-client. `inside`: providers at private addresses and over http too.
 */
export function companyProvider({ inside }: { inside: boolean }) {
  const asking = { timeout: SECONDS, fetch: safeFetch(inside), inside }
  const remembered = new Map<string, { at: number; provider: Promise<Known> }>()

  function known(settings: Settings): Promise<Known> {
    const key = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
    const now = Date.now()
    const kept = remembered.get(key)
    if (kept && now - kept.at < KEPT) return kept.provider
    if (remembered.size >= MOST_KEPT) remembered.clear()
    const provider = discover(settings, asking)
    remembered.set(key, { at: now, provider })
    provider.catch(() => remembered.delete(key))
    return provider
  }

  return {
    /** Whether there is a provider and, as far as can be told beforehand, whether it knows us. Resolves with its issuer. */
    check: (settings: Settings, returnTo: string): Promise<Checked> =>
      checked(async () => {
        const provider = await discover(settings, asking)
        const { issuer } = provider.config.serverMetadata()
        // A made-up code: the provider authenticates us before it looks at it (RFC 6749, 4.1.3).
        const probe = new URL(returnTo)
        probe.search = new URLSearchParams({ code: 'probe', iss: issuer }).toString()
        try {
          await asKnown(provider, (config) =>
            client.authorizationCodeGrant(config, probe, { pkceCodeVerifier: 'p'.repeat(43) }),
          )
        } catch (error) {
          if (problemOf(error) === 'credentials') throw error
        }
        return { issuer }
      }),
    /** Where the browser goes to sign in. */
    begin: (settings: Settings, returnTo: string, flow: Flow): Promise<Outcome<URL>> =>
      tried(async () =>
        client.buildAuthorizationUrl((await known(settings)).config, {
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
        const tokens = await asKnown(await known(settings), (config) =>
          client.authorizationCodeGrant(config, at, {
            pkceCodeVerifier: flow.verifier,
            expectedState: flow.state,
            expectedNonce: flow.nonce,
            idTokenExpected: true,
          }),
        )
        const { iss: issuer, sub: subject, amr } = tokens.claims()!
        // Whatever JSON the provider sent.
        const methods = Array.isArray(amr) ? amr.filter((each) => typeof each === 'string') : []
        // OpenID Connect Core 2: at most 255 ASCII characters.
        if (!/^[\x20-\x7e]{1,255}$/.test(subject)) throw new client.ClientError('no subject')
        return { issuer, subject, methods }
      }),
  }
}

/** A place in an issuer for whichever tenant somebody is of, as Microsoft's `common` has it. */
const TENANT = /\{[^{}]*\}|%7B.*?%7D/i
const LONGEST_NAME = 300

/** What somebody is told who has set another address: which one to use, if it is one. */
function anotherAddress({ issuer }: AnotherIssuer): AnotherAddress | null {
  if (!/^https?:\/\//.test(issuer) || issuer.length > LONGEST_NAME) return null
  const isForAll = TENANT.test(issuer)
  return {
    ok: false,
    problem: isForAll ? 'multi_tenant' : 'another_issuer',
    instead: issuer.replace(TENANT, '…'),
  }
}

/** What is found while it is set up: also what only whoever does so can mend. */
function checked(work: () => Promise<{ issuer: string }>): Promise<Checked> {
  const mendable = async (): Promise<Checked> => {
    try {
      return { ok: true, value: await work() }
    } catch (error) {
      if (error instanceof NoSecret) return { ok: false, problem: 'no_secret' }
      const another = error instanceof AnotherIssuer ? anotherAddress(error) : null
      if (another) return another
      throw error
    }
  }
  return tried(mendable).then((outcome) => (outcome.ok ? outcome.value : outcome))
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

const asKnown = <T>(provider: Known, ask: (config: client.Configuration) => Promise<T>) =>
  withSecret(provider, ask, (error) => problemOf(error) === 'credentials')

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
