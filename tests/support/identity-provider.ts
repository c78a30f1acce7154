import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface TestUser {
  sub: string
  /** Left out of the ID token when undefined. */
  amr?: string[] | undefined
  acr?: string | undefined
  /** Seconds since 1970; now by default. */
  authTime?: number
}

export interface TestIdp {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who signs in next, and how. Change it at will. */
  user: TestUser
  /** Set to have the next sign-ins refused: 'access_denied', say. */
  refuse: string | undefined
  /**
   * Show a page with a button instead of finishing at once. Only then does the navigation back to
   * us start on the provider's site, as it does in life, and SameSite=Strict cookies stay behind.
   */
  ask: boolean
  /** What the provider itself reported: '<event>: <description>'. */
  errors: string[]
  stop(): Promise<void>
}

export async function startIdp(options: {
  redirectUris: string[]
  clientId?: string
  clientSecret?: string
}): Promise<TestIdp> {
  const { redirectUris, clientId = 'portal', clientSecret = 'a secret/with+odd:characters%' } = options

  // The issuer holds the port, so listen first.
  let handle: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.end()
  const server = createServer((req, res) => handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig', kid: 'test' } as never] },
    cookies: { keys: ['test'] },
    pkce: { required: () => true }, // S256 is the only method v9 has
    // A claim named under the scope `openid` goes into every ID token, where there is a value.
    // (Named on its own, `amr: null`, it goes in only when asked for by a claims parameter;
    // auth_time also with max_age.)
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time'] },
    acrValues: ['urn:test:mfa', 'urn:test:pwd'],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // Said outright, or a notice on the console for each
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain'
      ctx.body = `${out.error}: ${out.error_description}`
    },
  })

  const idp: TestIdp = {
    issuer,
    clientId,
    clientSecret,
    user: { sub: 'user-1' },
    refuse: undefined,
    ask: false,
    errors: [],
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  for (const event of ['authorization.error', 'grant.error', 'server_error'] as const)
    provider.on(event as 'server_error', (_ctx, error) => {
      idp.errors.push(
        `${event}: ${(error as { error_description?: string }).error_description ?? error.message}`,
      )
    })

  async function interact(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(req, res) // throws without its cookie
    if (idp.ask && req.method !== 'POST') {
      res.writeHead(200, { 'content-type': 'text/html' })
      res.end('<!doctype html><title>Provider</title><form method="post"><button>Continue</button></form>')
      return
    }
    if (idp.refuse) {
      return provider.interactionFinished(req, res, { error: idp.refuse, error_description: 'said the test' })
    }
    const { sub, amr, acr, authTime } = idp.user
    const grant = new provider.Grant({ accountId: sub, clientId: params.client_id as string })
    grant.addOIDCScope(params.scope as string)
    const consent = { grantId: await grant.save() }
    await provider.interactionFinished(req, res, {
      login: {
        accountId: sub,
        ...(amr && { amr }),
        ...(acr && { acr }),
        ...(authTime !== undefined && { ts: authTime }),
      },
      consent,
    })
  }

  const callback = provider.callback()
  handle = (req, res) => {
    const { pathname } = new URL(req.url ?? '/', issuer)
    if (pathname.startsWith('/interaction/')) {
      interact(req, res).catch((error) => {
        idp.errors.push(`interaction: ${error.message}`)
        res.writeHead(500).end(String(error))
      })
      return
    }
    // No session is remembered here, or the browser would be signed in again as the user of last
    // time, without an interaction, whatever idp.user says now. (With another user it would even
    // stop at a page that needs a script to log the old one out.)
    if (req.headers.cookie)
      req.headers.cookie = req.headers.cookie
        .split(/; */)
        .filter((pair) => !/^_session(\.sig)?=/.test(pair))
        .join('; ')
    callback(req, res)
  }
  return idp
}
