import * as client from 'openid-client'

/** How a provider is asked: within which time, and by which fetch. */
type Asking = { timeout: number; fetch: client.CustomFetch; inside: boolean }
type Registered = { address: string; clientId: string; clientSecret: string }

/** A provider is there, under another name than the address that was given. */
export class AnotherIssuer extends client.ClientError {
  constructor(readonly issuer: string) {
    super('another issuer')
  }
}
/** It takes keys or certificates only. */
export class NoSecret extends client.ClientError {}

const METHODS = {
  client_secret_basic: client.ClientSecretBasic,
  client_secret_post: client.ClientSecretPost,
} satisfies Record<string, (secret: string) => client.ClientAuth>
type Method = keyof typeof METHODS

/** A provider as its document of discovery describes it. */
export type Known = {
  config: client.Configuration
  /** The ways it takes secrets, the one that it knows us by first, as far as that has turned out. */
  methods: Method[]
}

/**
 * Asks a provider how it is reached (OpenID Connect Discovery 1.0, 4).
 * @throws AnotherIssuer where it calls itself otherwise; NoSecret; and what openid-client throws
 */
export async function discover(
  { address, clientId, clientSecret }: Registered,
  { timeout, fetch, inside }: Asking,
): Promise<Known> {
  const issuer = issuerOf(address)
  const methods: Method[] = []
  const at = (url: URL) =>
    client.discovery(url, clientId, clientSecret, (...all) => METHODS[methods[0]!](clientSecret)(...all), {
      timeout,
      [client.customFetch]: fetch,
      // By default the signature of an ID token from the token endpoint is not verified.
      execute: [client.enableNonRepudiationChecks, ...(inside ? [client.allowInsecureRequests] : [])],
    })
  const config = await at(issuer).catch((error) => {
    const named = issuerNamed(error)
    // With a slash at its end or without: it is compared as it is, but typed either way.
    if (named !== null && named === otherEnd(issuer).href) return at(otherEnd(issuer))
    throw named === null ? error : new AnotherIssuer(named)
  })
  const server = config.serverMetadata()
  // openid-client lets some providers call themselves otherwise; there anybody's tenant could vouch for ours.
  if (![issuer.href, otherEnd(issuer).href].includes(new URL(server.issuer).href))
    throw new AnotherIssuer(new URL(server.issuer).href)
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
    if (!server[name]) throw new client.ClientError(`the provider names no ${name}`)
  methods.push(...methodsOf(server))
  if (methods.length === 0) throw new NoSecret('no way to give a client secret')
  return { config, methods }
}

/**
 * Asks a provider with our secret: by one way after another, until it knows us. Of those that it names we are registered
 * for one, and it does not say for which.
 */
export async function withSecret<T>(
  { config, methods }: Known,
  ask: (config: client.Configuration) => Promise<T>,
  isUnknown: (error: unknown) => boolean,
): Promise<T> {
  for (let left = methods.length; ; ) {
    const [method] = methods
    try {
      return await ask(config)
    } catch (error) {
      left -= 1
      if (left === 0 || !isUnknown(error)) throw error
      // Unless somebody else has found so at the same time.
      if (methods[0] === method) methods.push(methods.shift()!)
    }
  }
}

/** Those that it names, Basic first: what is meant where it names none (OpenID Connect Discovery, 3). */
function methodsOf({ token_endpoint_auth_methods_supported: named }: client.ServerMetadata): Method[] {
  const all = Object.keys(METHODS) as Method[]
  return Array.isArray(named) ? all.filter((method) => named.includes(method)) : all
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

const otherEnd = ({ href }: URL) => new URL(href.endsWith('/') ? href.slice(0, -1) : `${href}/`)

/** The issuer that a document of discovery names, where it is not the one that was asked for. */
function issuerNamed(error: unknown): string | null {
  const { code, cause } = error as { code?: string; cause?: { body?: { issuer?: unknown } } }
  const issuer = code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' ? cause?.body?.issuer : undefined
  return typeof issuer === 'string' && URL.canParse(issuer) ? new URL(issuer).href : null
}
