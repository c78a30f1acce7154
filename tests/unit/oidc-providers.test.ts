import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { companyProvider } from '@/lib/channels/oidc/client'

const RETURN = 'http://localhost:3000/sign-in/company/return'
const SECRET = 'a secret/with+odd:characters%'
/** What the provider of a test says of itself at one path, and the one way by which it knows us there. */
type Says = { path: string; issuer: string; methods?: string[]; knows?: 'basic' | 'post' }
let says: Says
let asked: string[] = []
let server: Server
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const answer = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (request.url === `${says.path}/.well-known/openid-configuration`)
      return answer(200, {
        issuer: says.issuer,
        authorization_endpoint: `${origin()}/authorize`,
        token_endpoint: `${origin()}/token`,
        jwks_uri: `${origin()}/keys`,
        token_endpoint_auth_methods_supported: says.methods,
      })
    if (request.url !== '/token') return answer(404, {})
    const way = request.headers.authorization ? 'basic' : 'post'
    asked.push(way)
    const given =
      way === 'post'
        ? new URLSearchParams(body).get('client_secret')
        : decodeURIComponent(
            Buffer.from(request.headers.authorization!.slice(6), 'base64')
              .toString()
              .split(':')[1]!
              .replaceAll('+', ' '),
          )
    const isKnown = way === (says.knows ?? 'basic') && given === SECRET
    return isKnown ? answer(400, { error: 'invalid_grant' }) : answer(401, { error: 'invalid_client' })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
})
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const provider = companyProvider({ inside: true })
const check = (path: string, secret = SECRET) =>
  provider.check({ address: `${origin()}${path}`, clientId: 'portal', clientSecret: secret }, RETURN)

describe('an issuer is what its document names, however its address was typed', () => {
  const issuers = ['', '/', '/realms/acme', '/application/o/acme/', '/a.b/c~d/']
  const typings = ['', '/', '/.well-known/openid-configuration', '/.well-known/openid-configuration/']
  test.each(issuers.flatMap((issuer) => typings.map((typing) => [issuer, typing])))(
    'issuer ending in %j, typed with %j',
    async (issuer, typing) => {
      const path = issuer.replace(/\/$/, '')
      says = { path, issuer: origin() + issuer }
      const checked = await check(path + typing)
      expect(checked).toEqual({ ok: true, value: { issuer: origin() + issuer } })
    },
  )

  test('but for that it is compared: another one is named, to be used instead', async () => {
    for (const [issuer, problem, instead] of [
      [`${origin()}/other`, 'another_issuer', `${origin()}/other`],
      ['https://sts.example/acme/', 'another_issuer', 'https://sts.example/acme/'],
      [`${origin()}/{tenantid}/v2.0`, 'multi_tenant', `${origin()}/…/v2.0`],
      ['https://login.example/{tenant}/', 'multi_tenant', 'https://login.example/…/'],
      ['https://login.example/%7Btid%7D', 'multi_tenant', 'https://login.example/…'],
    ] as const) {
      says = { path: '/common/v2.0', issuer }
      expect(await check('/common/v2.0'), issuer).toEqual({ ok: false, problem, instead })
    }
    for (const issuer of ['no address', 'javascript:alert(1)', `https://x.example/${'x'.repeat(300)}`]) {
      says = { path: '/common/v2.0', issuer }
      expect(await check('/common/v2.0'), issuer).toEqual({ ok: false, problem: 'not_a_provider' })
    }
  })
})

describe('a secret is given as the provider takes it', () => {
  test.each<[string, Omit<Says, 'path' | 'issuer'>, string[]]>([
    ['only in the body', { methods: ['client_secret_post'], knows: 'post' }, ['post']],
    ['only by Basic', { methods: ['client_secret_basic'], knows: 'basic' }, ['basic']],
    ['by both', { methods: ['client_secret_post', 'client_secret_basic'], knows: 'basic' }, ['basic']],
    [
      'by both, this client in the body',
      { methods: ['client_secret_basic', 'client_secret_post'], knows: 'post' },
      ['basic', 'post'],
    ],
    ['without saying how', { knows: 'basic' }, ['basic']],
    ['without saying how, in the body', { knows: 'post' }, ['basic', 'post']],
    ['or by keys', { methods: ['private_key_jwt', 'client_secret_post'], knows: 'post' }, ['post']],
  ])('%s', async (_how, how, ways) => {
    says = { path: '', issuer: origin(), ...how }
    expect(await check('')).toEqual({ ok: true, value: { issuer: origin() } })
    expect(asked).toEqual(ways)
  })

  test('a wrong one is wrong by every way', async () => {
    says = { path: '', issuer: origin(), knows: 'post' }
    expect(await check('', 'wrong')).toEqual({ ok: false, problem: 'credentials' })
    expect(asked).toEqual(['basic', 'post'])
  })

  test('a provider that takes none says so before anybody is sent there', async () => {
    for (const methods of [['private_key_jwt'], ['tls_client_auth', 'none'], []]) {
      says = { path: '', issuer: origin(), methods }
      expect(await check('')).toEqual({ ok: false, problem: 'no_secret' })
    }
    expect(asked).toEqual([])
  })

  test('the way by which we are known is kept for those who sign in', async () => {
    says = { path: '/kept', issuer: `${origin()}/kept`, knows: 'post' }
    const settings = { address: `${origin()}/kept`, clientId: 'portal', clientSecret: SECRET }
    const flow = { verifier: 'v'.repeat(43), state: 's', nonce: 'n' }
    const back = new URLSearchParams({ code: 'c', state: 's' })
    for (const _each of [1, 2, 3]) await provider.finish(settings, RETURN, back, flow)
    expect(asked).toEqual(['basic', 'post', 'post', 'post'])
  })
})
