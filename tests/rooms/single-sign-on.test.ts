import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { companyProvider } from '@/lib/channels/oidc/client'
import { isPublicAddress, safeFetch } from '@/lib/channels/oidc/safe-fetch'
import { getCompanyLink, getIdentityProvider } from '@/lib/company/queries'
import { removeIdentityProvider } from '@/lib/company/settings/remove-identity-provider'
import { setIdentityProvider } from '@/lib/company/settings/set-identity-provider'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { providerKey } from '@/lib/identity/limits/charge'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { beginCompanyLink } from '@/lib/identity/sso/begin-company-link'
import { beginCompanySignIn } from '@/lib/identity/sso/begin-company-sign-in'
import { returnAddress } from '@/lib/identity/sso/company-provider'
import { findCompanyVisit } from '@/lib/identity/sso/company-visit'
import { endCompanyVisit } from '@/lib/identity/sso/end-company-visit'
import { enterCompanyIdentity } from '@/lib/identity/sso/enter-company-identity'
import { linkCompanyIdentity } from '@/lib/identity/sso/link-company-identity'
import { unlinkCompanyIdentity } from '@/lib/identity/sso/unlink-company-identity'
import { readKeyring } from '@/lib/kernel/keyring'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { shownProvider } from '../support/edited'
import { CookieJar, follow } from '../support/follow'
import { startIdp, type TestIdp } from '../support/identity-provider'
import { TEST_KEY } from '../support/key'
import { aCompany, aUser, codeOf, outcome, signIn, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const RETURN = 'http://localhost:3000/sign-in/company/return'
const provider = companyProvider({ inside: true })
const none = { proof: undefined }
let idp: TestIdp
beforeAll(async () => {
  idp = await startIdp({ redirectUris: [RETURN] })
})
afterAll(() => idp.stop())

const settings = () => ({
  'was:address': '',
  'was:clientId': '',
  address: idp.issuer,
  clientId: idp.clientId,
  secret: idp.clientSecret,
  proof: undefined,
})
const there = ({ company }: Actor) => shownProvider(context, company.id)
/** What the browser brings back from the provider. */
async function visit(token: string, user: TestIdp['user'] = { sub: 'ada' }) {
  idp.user = user
  const found = (await findCompanyVisit(token, context))!
  const there = value(await result(provider.begin(found.settings, RETURN, found.flow)))
  const back = await follow(there, RETURN, new CookieJar())
  return { found, query: back.searchParams }
}
async function identity(token: string, user?: TestIdp['user']) {
  const { found, query } = await visit(token, user)
  return value(await result(provider.finish(found.settings, RETURN, query, found.flow)))
}
const result = async <T>(work: Promise<{ ok: true; value: T } | { ok: false; problem: string }>) => {
  const done = await work
  return done.ok ? done : { ok: false as const, refusal: { code: done.problem } }
}
/** A company with its provider in use, by a main administrator who is `ada` there. */
async function withProvider() {
  const { slug, admin } = await aCompany(context)
  value(await setIdentityProvider(admin, settings(), context, provider))
  const { token } = value(await beginCompanyLink(admin, none, context))
  value(await linkCompanyIdentity(admin, {}, context, { token: token, identity: await identity(token) }))
  return { slug, admin }
}
async function linked(admin: Actor, sub: string) {
  const user = await aUser(context, admin)
  const me = await demoActor(context, user.account)
  const { token } = value(await beginCompanyLink(me, none, context))
  value(
    await linkCompanyIdentity(me, {}, context, { token: token, identity: await identity(token, { sub }) }),
  )
  return { ...user, me }
}
async function signInThere(slug: string, user: TestIdp['user']) {
  const { token } = value(await beginCompanySignIn(VISITOR, { company: slug }, context))
  return enterCompanyIdentity(token, await identity(token, user), context)
}

test('is set up, tested, and used: linked by issuer and subject; without a second factor there, the SMS follows', async () => {
  expect(returnAddress(context)).toBe(RETURN)
  const { slug, admin } = await aCompany(context)
  value(await setIdentityProvider(admin, settings(), context, provider))
  expect(await getIdentityProvider(admin, context)).toMatchObject({ verifiedAt: null, issuer: idp.issuer })
  // Not tested yet: nobody signs in or links with it but whoever sets it up.
  expect(outcome(await beginCompanySignIn(VISITOR, { company: slug }, context))).toBe('identity.no_provider')
  const early = await demoActor(context, (await aUser(context, admin)).account)
  expect(outcome(await beginCompanyLink(early, none, context))).toBe('identity.no_provider')
  const test = value(await beginCompanyLink(admin, none, context))
  value(
    await linkCompanyIdentity(admin, {}, context, {
      token: test.token,
      identity: await identity(test.token),
    }),
  )
  expect(await getIdentityProvider(admin, context)).toMatchObject({ linked: 1, verifiedAt: context.clock() })

  const user = await linked(admin, 'ben')
  const strong = value(await signInThere(slug, { sub: 'ben', amr: ['pwd', 'mfa'] }))
  expect(strong.next).toEqual({ step: 'finished' })
  const session = value(await openSession(VISITOR, strong.token, context)).token
  expect(await findSession(session, context)).toMatchObject({ userId: user.id, factors: ['company', 'mfa'] })

  const weak = value(await signInThere(slug, { sub: 'ben', amr: ['pwd'] }))
  expect(weak.next).toMatchObject({ step: 'code', login: user.account, code: { channel: 'sms' } })
  expect(outcome(await openSession(VISITOR, weak.token, context))).toBe('identity.start_over')
  const code = await codeOf(context, user.account)
  expect(value(await enterCode(weak.token, { code }, context)).next).toEqual({ step: 'finished' })

  await context.db.company.update({ where: { id: admin.company.id }, data: { smsAtSignIn: false } })
  expect(value(await signInThere(slug, { sub: 'ben' })).next).toEqual({ step: 'finished' })
})

test('who is not linked, suspended, or of another company is not let in', async () => {
  const [one, other] = [await withProvider(), await withProvider()]
  const user = await linked(one.admin, 'cleo')
  expect(outcome(await signInThere(one.slug, { sub: 'stranger' }))).toBe('identity.not_linked')
  // The same person at the same provider is nobody in the other company.
  expect(outcome(await signInThere(other.slug, { sub: 'cleo' }))).toBe('identity.not_linked')
  value(await suspendUser(one.admin, { id: user.id }, context))
  expect(outcome(await signInThere(one.slug, { sub: 'cleo', amr: ['mfa'] }))).toBe('identity.suspended')
})

test('a link is one’s own: another user’s subject, another’s visit, another provider are refused', async () => {
  const { admin } = await withProvider()
  await linked(admin, 'dan')
  const eve = await demoActor(context, (await aUser(context, admin)).account)
  const { token } = value(await beginCompanyLink(eve, none, context))
  const taken = await identity(token, { sub: 'dan' })
  expect(outcome(await linkCompanyIdentity(eve, {}, context, { token: token, identity: taken }))).toBe(
    'identity.linked_elsewhere',
  )
  const again = value(await beginCompanyLink(eve, none, context)).token
  const who = await identity(again, { sub: 'eve' })
  expect(outcome(await linkCompanyIdentity(admin, {}, context, { token: again, identity: who }))).toBe(
    'identity.link_over',
  )
  const foreign = { ...who, issuer: 'https://evil.example' }
  expect(outcome(await linkCompanyIdentity(eve, {}, context, { token: again, identity: foreign }))).toBe(
    'identity.link_over',
  )
  expect(outcome(await linkCompanyIdentity(eve, {}, context, { token: again, identity: who }))).toBe('ok')
  expect(outcome(await linkCompanyIdentity(eve, {}, context, { token: again, identity: who }))).toBe(
    'identity.link_over',
  )
  expect((await getCompanyLink(eve, context))?.linkedAt).toEqual(context.clock())
  value(await unlinkCompanyIdentity(eve, none, context))
  expect((await getCompanyLink(eve, context))?.linkedAt).toBeNull()
  const notices = await dispatchAll(context, 'identity.company_unlinked')
  expect(notices.mails).toHaveLength(1)
})

test('what the browser brings back is bound to its attempt: state, nonce, code and verifier', async () => {
  const { slug } = await withProvider()
  const begin = async () => value(await beginCompanySignIn(VISITOR, { company: slug }, context)).token
  const [mine, theirs] = [await visit(await begin()), await visit(await begin())]
  const finish = async (flow: typeof mine.found.flow, query: URLSearchParams) => {
    const done = await provider.finish(mine.found.settings, RETURN, query, flow)
    return done.ok ? 'ok' : done.problem
  }
  expect(await finish(mine.found.flow, theirs.query)).toBe('not_a_provider')
  const forged = new URLSearchParams(theirs.query)
  forged.set('state', mine.found.flow.state)
  expect(await finish(mine.found.flow, forged)).toBe('declined')
  expect(await finish(mine.found.flow, mine.query)).toBe('ok')
  expect(await finish(mine.found.flow, mine.query)).toBe('declined')
  idp.refuse = 'access_denied'
  const refused = await visit(await begin())
  idp.refuse = undefined
  expect(await finish(refused.found.flow, refused.query)).toBe('declined')
})

test('amid a rotation of DATA_KEY a visit may begin at one process and end at another', async () => {
  const { slug } = await withProvider()
  const other = 'another key of at least 32 characters'
  const [before, after] = [`${TEST_KEY},${other}`, `${other},${TEST_KEY}`].map((keys) => ({
    ...context,
    keys: readKeyring(keys),
  })) as [typeof context, typeof context]
  for (const [beginning, ending] of [
    [before, after],
    [after, before],
  ] as const) {
    const { token } = value(await beginCompanySignIn(VISITOR, { company: slug }, beginning))
    idp.user = { sub: 'ada' }
    const begun = (await findCompanyVisit(token, beginning))!
    const there = value(await result(provider.begin(begun.settings, RETURN, begun.flow)))
    const query = (await follow(there, RETURN, new CookieJar())).searchParams
    const found = (await findCompanyVisit(token, ending, query.get('state')))!
    expect(found.flow).toEqual(begun.flow)
    const identity = value(await result(provider.finish(found.settings, RETURN, query, found.flow)))
    expect(outcome(await enterCompanyIdentity(token, identity, ending))).toBe('ok')
    // What was made up is no state of this visit under any key.
    const odd = (await findCompanyVisit(token, ending, 'made-up'))?.flow.state
    expect(odd).not.toBe('made-up')
  }
})

test('a provider taken away ends sign-ins under way; one changed must be tested again', async () => {
  const { slug, admin } = await withProvider()
  await linked(admin, 'fay')
  const waiting = value(await signInThere(slug, { sub: 'fay', amr: ['mfa'] })).token
  const { token } = value(await beginCompanySignIn(VISITOR, { company: slug }, context))
  const who = await identity(token, { sub: 'fay' })
  // The same provider with its secret given again stays in use.
  value(
    await setIdentityProvider(
      admin,
      { ...settings(), ...(await there(admin)), secret: '' },
      context,
      provider,
    ),
  )
  expect((await getIdentityProvider(admin, context))?.verifiedAt).not.toBeNull()
  const second = await startIdp({ redirectUris: [RETURN], clientId: 'other' })
  const changed = { address: second.issuer, clientId: 'other', secret: second.clientSecret, proof: undefined }
  const moved = { ...changed, ...(await there(admin)) }
  value(await setIdentityProvider(admin, moved, context, provider))
  expect((await getIdentityProvider(admin, context))?.verifiedAt).toBeNull()
  expect(outcome(await beginCompanySignIn(VISITOR, { company: slug }, context))).toBe('identity.no_provider')
  await second.stop()
  expect(outcome(await enterCompanyIdentity(token, who, context))).toBe('identity.start_over')
  value(await removeIdentityProvider(admin, await there(admin), context))
  expect(outcome(await openSession(VISITOR, waiting, context))).toBe('identity.start_over')
  expect(await context.db.companyIdentity.count({ where: { companyId: admin.company.id } })).toBe(0)
  const notices = await dispatchAll(context, 'company.identity_provider_removed')
  expect(notices.mails.map(({ text }) => text.includes('https:'))).toEqual([false])
})

describe('setting up', () => {
  test('a secret that somebody gives while the provider is asked is not overwritten by the one before', async () => {
    const { admin } = await withProvider()
    const there1 = await there(admin)
    const sealed = async () =>
      (await context.db.identityProvider.findUniqueOrThrow({ where: { companyId: admin.company.id } }))
        .sealedSecret
    let given: unknown
    const meanwhile: typeof provider = {
      ...provider,
      check: async (...asked) => {
        value(await setIdentityProvider(admin, { ...settings(), ...there1 }, context, provider))
        given = await sealed()
        return provider.check(...asked)
      },
    }
    const kept = { ...settings(), ...there1, secret: '' }
    expect(outcome(await setIdentityProvider(admin, kept, context, meanwhile))).toBe(
      'company.provider_secret_missing',
    )
    expect(await sealed()).toEqual(given)
  })

  test('only main administrators, with a fresh proof; wrong addresses, ids and secrets are told apart', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    await signIn(context, user.account, user.password)
    await expect(
      setIdentityProvider(await demoActor(context, user.account), settings(), context, provider),
    ).rejects.toBeInstanceOf(NotFound)
    const stale = { ...admin, proof: { ...admin.proof, at: new Date(0) } }
    expect(outcome(await setIdentityProvider(stale, settings(), context, provider))).toBe(
      'identity.prove_again',
    )
    const attempt = async (change: object) =>
      outcome(await setIdentityProvider(admin, { ...settings(), ...change }, context, provider))
    expect(await attempt({ secret: 'wrong' })).toBe('company.provider_credentials')
    expect(await attempt({ secret: '' })).toBe('company.provider_secret_missing')
    expect(await attempt({ clientId: 'nobody' })).toBe('company.provider_credentials')
    expect(await attempt({ address: 'http://127.0.0.1:9' })).toBe('company.provider_unreachable')
    expect(await attempt({ address: `${idp.issuer}/nothing/here` })).toBe('company.provider_not_a_provider')
    expect(await getIdentityProvider(admin, context)).toBeNull()
    expect(await attempt({ address: `${idp.issuer}/.well-known/openid-configuration` })).toBe('ok')
    const row = await context.db.identityProvider.findUniqueOrThrow({
      where: { companyId: admin.company.id },
    })
    expect(Buffer.from(row.sealedSecret).toString()).not.toContain(idp.clientSecret)
  })

  test('no address a customer types leads into our own network', async () => {
    const outside = safeFetch(false)
    for (const address of [
      'https://127.0.0.1/',
      'https://0x7f.0.0.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://10.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::127.0.0.1]/',
      'https://[fd00::1]/',
      'https://localhost/',
      'http://example.com/',
      'https://user:password@example.com/',
    ])
      await expect(outside(address), address).rejects.toThrow(expect.objectContaining({ name: 'Blocked' }))
    expect(isPublicAddress('8.8.8.8')).toBe(true)
    const { admin } = await aCompany(context)
    const strict = companyProvider({ inside: false })
    expect(outcome(await setIdentityProvider(admin, settings(), context, strict))).toBe(
      'company.provider_unreachable',
    )
  })
})

describe('what a review found', () => {
  /** A server that is somebody else's issuer in everything but its address. */
  async function impostor(issuer: string) {
    const seen: (string | undefined)[] = []
    const server = createServer((request, response) => {
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      seen.push(request.headers.authorization)
      response.setHeader('content-type', 'application/json')
      if (request.url!.includes('/token')) return response.writeHead(400).end('{"error":"invalid_grant"}')
      const endpoints = {
        authorization_endpoint: `${at}/auth`,
        token_endpoint: `${at}/token`,
        jwks_uri: `${at}/jwks`,
      }
      response.end(JSON.stringify({ issuer: issuer || at, ...endpoints }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { url, seen, stop: () => new Promise((resolve) => server.close(resolve)) }
  }

  test('no spelling of an address switches the comparison of the issuer off', async () => {
    const evil = await impostor('https://login.firm.example')
    const { admin } = await aCompany(context)
    for (const tail of [
      '',
      '/.well-known/openid-configuration',
      '/.well-known/openid-configuration?a',
      '/.well-known/anything',
      '/#/.well-known/',
      '/?x=/.well-known/',
    ]) {
      const input = { ...settings(), address: `${evil.url}${tail}` }
      expect(outcome(await setIdentityProvider(admin, input, context, provider)), tail).toBe(
        // Refused as before; where its document is read at all, the page now says whom it names.
        tail.endsWith('anything') ? 'company.provider_not_a_provider' : 'company.provider_another_issuer',
      )
    }
    await evil.stop()
  })

  test('the secret that is kept goes nowhere but where it has always gone', async () => {
    const evil = await impostor('')
    const { admin } = await withProvider()
    const typed = { address: evil.url, clientId: idp.clientId, secret: '', proof: undefined }
    const input = { ...typed, ...(await there(admin)) }
    expect(outcome(await setIdentityProvider(admin, input, context, provider))).toBe(
      'company.provider_secret_missing',
    )
    expect(evil.seen).toEqual([])
    await evil.stop()
  })

  test('R4 signing in at the company’s provider does not take the code by e-mail away from the password', async () => {
    const { slug, admin } = await withProvider()
    const user = await linked(admin, 'gil')
    await signIn(context, user.account, user.password)
    await context.db.credential.update({ where: { userId: user.id }, data: { emailNext: true } })
    const step = value(await signInThere(slug, { sub: 'gil' }))
    expect(step.next).toMatchObject({ step: 'code', code: { channel: 'mail' } })
    value(await enterCode(step.token, { code: await codeOf(context, user.account) }, context))
    const after = await context.db.credential.findUniqueOrThrow({ where: { userId: user.id } })
    expect(after.emailNext).toBe(true)
  })

  test('O10 nothing is sent for an account that waits; a failed visit is over', async () => {
    const { slug, admin } = await withProvider()
    const user = await linked(admin, 'hal')
    const key = providerKey(user.account)
    const lockedUntil = new Date(context.clock().getTime() + 60_000)
    await context.db.throttle.create({ data: { key, failures: 6, failedAt: context.clock(), lockedUntil } })
    const sends = () => context.db.codeSend.count()
    const before = await sends()
    expect(outcome(await signInThere(slug, { sub: 'hal' }))).toBe('identity.wait')
    expect(await sends()).toBe(before)
    const { token } = value(await beginCompanySignIn(VISITOR, { company: slug }, context))
    await endCompanyVisit(VISITOR, token, context)
    expect(await findCompanyVisit(token, context)).toBeNull()
  })
})
