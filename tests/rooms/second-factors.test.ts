import { generateSync, ScureBase32Plugin } from 'otplib'
import { describe, expect, test } from 'vitest'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { beginSecondFactor } from '@/lib/identity/factors/begin-second-factor'
import { confirmApp } from '@/lib/identity/factors/confirm-app'
import { confirmPasskey } from '@/lib/identity/factors/confirm-passkey'
import { enterAppCode } from '@/lib/identity/factors/enter-app-code'
import { enterBackupCode } from '@/lib/identity/factors/enter-backup-code'
import { enterPasskey } from '@/lib/identity/factors/enter-passkey'
import { removeSecondFactor } from '@/lib/identity/factors/remove-second-factor'
import { renewBackupCodes } from '@/lib/identity/factors/renew-backup-codes'
import {
  getBackupCodes,
  getPendingApp,
  getPendingPasskey,
  listSecondFactors,
} from '@/lib/identity/factors/second-factor-list'
import { getSignIn } from '@/lib/identity/queries'
import { resealSecrets } from '@/lib/identity/secrets/reseal'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { chooseWay } from '@/lib/identity/sign-in/choose-way'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'
import { readKeyring } from '@/lib/kernel/keyring'
import { sealedWith } from '@/lib/kernel/seal'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { TEST_KEY } from '../support/key'
import {
  aCompany,
  aUser,
  codeOf,
  isIn,
  outcome,
  PASSWORD,
  signedIn,
  signIn,
  VISITOR,
  value,
  wrong,
} from '../support/people'
import { dispatchAll } from '../support/providers'
import { SoftwareAuthenticator } from '../support/software-authenticator'

const context = useContext()
const at = (seed: string) =>
  generateSync({
    secret: new ScureBase32Plugin().decode(seed.replaceAll(' ', '')),
    epoch: Math.floor(context.clock().getTime() / 1_000),
  })

/** A user who has chosen a password, and acts with a fresh proof. */
async function member() {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(HOUR)
  const me = async (): Promise<Actor> => signedIn(await demoActor(context, user.account))
  return { admin, ...user, me }
}
async function withApp() {
  const user = await member()
  const { id } = value(await beginSecondFactor(await user.me(), { kind: 'app', proof: undefined }, context))
  const { seed } = await getPendingApp(await user.me(), id, context)
  expect(value(await confirmApp(await user.me(), { id, name: 'Phone', code: at(seed) }, context))).toEqual({
    first: true,
  })
  context.pass(MINUTE)
  return { ...user, id: user.id, factor: id, seed }
}
async function withPasskey() {
  const user = await member()
  const device = new SoftwareAuthenticator(context.portal.origin)
  const { id } = value(
    await beginSecondFactor(await user.me(), { kind: 'passkey', proof: undefined }, context),
  )
  const made = device.register(await getPendingPasskey(await user.me(), id, context))
  value(await confirmPasskey(await user.me(), { id, name: '', response: made as never }, context))
  return { ...user, device, factor: id }
}
const password = async (account: string) => {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, context))
  return value(await enterPassword(token, { password: PASSWORD }, context))
}
const session = async (ticket: string) => value(await openSession(VISITOR, ticket, context)).token
async function request(token: string) {
  const view = await getSignIn(token, context)
  if (view.step !== 'passkey') throw new Error(view.step)
  return view.options as never
}

describe('an authenticator app', () => {
  test('is asked for instead of the SMS, and signs in; the same code never twice', async () => {
    const { account, seed } = await withApp()
    await dispatchAll(context, 'identity.code_requested')
    const [one, other] = [await password(account), await password(account)]
    expect(one.next).toMatchObject({ step: 'app', ways: ['sms', 'backup'] })
    const code = at(seed)
    expect(outcome(await enterAppCode(other.token, { code: wrong(code) }, context))).toBe(
      'identity.factor_wrong',
    )
    const done = value(await enterAppCode(one.token, { code }, context))
    expect(await isIn(context, await session(done.token))).toBe(true)
    expect(outcome(await enterAppCode(other.token, { code }, context))).toBe('identity.factor_wrong')
    context.pass(31 * SECOND)
    expect(outcome(await enterAppCode(other.token, { code: at(seed) }, context))).toBe('ok')
    expect((await dispatchAll(context, 'identity.code_requested')).count).toBe(0)
  })

  test('of 200 guesses at once at most five are evaluated; two right ones open once', async () => {
    const { account, seed } = await withApp()
    const { token } = await password(account)
    const results = await Promise.all(
      Array.from({ length: 200 }, () => enterAppCode(token, { code: wrong(at(seed)) }, context)),
    )
    expect(
      results.map(outcome).filter((each) => /factor_wrong|code_spent/.test(each)).length,
    ).toBeLessThanOrEqual(5)
    context.pass(HOUR)
    const again = await password(account)
    const twice = await Promise.all([1, 2].map(() => enterAppCode(again.token, { code: at(seed) }, context)))
    expect(twice.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
  })

  test('three wrong ones after the right password are told, once', async () => {
    const { account, seed } = await withApp()
    await dispatchAll(context, 'identity.wrong_codes_entered')
    const { token } = await password(account)
    for (let n = 0; n < 4; n++) await enterAppCode(token, { code: wrong(at(seed)) }, context)
    expect((await dispatchAll(context, 'identity.wrong_codes_entered')).mails).toHaveLength(1)
  })

  test('is not in use until its code was entered, in ten minutes, by its owner', async () => {
    const stranger = await member()
    const user = await member()
    const { id } = value(await beginSecondFactor(await user.me(), { kind: 'app', proof: undefined }, context))
    expect((await password(user.account)).next.step).toBe('code')
    const { seed } = await getPendingApp(await user.me(), id, context)
    await expect(getPendingApp(await stranger.me(), id, context)).rejects.toBeInstanceOf(NotFound)
    const wrongCode = { id, name: '', code: wrong(at(seed)) }
    expect(outcome(await confirmApp(await user.me(), wrongCode, context))).toBe('identity.app_code_wrong')
    context.pass(10 * MINUTE + SECOND)
    await expect(
      confirmApp(await user.me(), { id, name: '', code: at(seed) }, context),
    ).rejects.toBeInstanceOf(NotFound)
  })

  test('its seed is sealed: no table holds it, it opens for its row only, and a new key takes over when it is used', async () => {
    const { account, seed, factor } = await withApp()
    const row = await context.db.secondFactor.findUniqueOrThrow({ where: { id: factor } })
    const bytes = Buffer.from(new ScureBase32Plugin().decode(seed.replaceAll(' ', '')))
    expect(Buffer.from(row.sealedSeed!).includes(bytes)).toBe(false)
    const rotated = { ...context, keys: readKeyring(`another key of at least 32 characters,${TEST_KEY}`) }
    const { token } = await password(account)
    value(await enterAppCode(token, { code: at(seed) }, rotated))
    const after = await context.db.secondFactor.findUniqueOrThrow({ where: { id: factor } })
    expect(sealedWith(after.sealedSeed!)).toBe(rotated.keys.current.id)
    const codes = (await getBackupCodes(await demoActor(context, account), context))!
    expect(await resealSecrets(rotated)).toBeGreaterThan(0)
    expect(await resealSecrets(rotated)).toBe(0)
    const alone = { ...context, keys: readKeyring('another key of at least 32 characters') }
    expect(await getBackupCodes(await demoActor(context, account), alone)).toEqual(codes)
    // Back again, for the tests that follow.
    await resealSecrets({
      ...context,
      keys: readKeyring(`${TEST_KEY},another key of at least 32 characters`),
    })
  })
})

describe('a passkey', () => {
  test('signs in, made for this attempt and this portal only', async () => {
    const { account, device } = await withPasskey()
    const [one, other] = [await password(account), await password(account)]
    expect(one.next).toMatchObject({ step: 'passkey', ways: ['sms', 'backup'] })
    const answer = device.authenticate(await request(one.token)) as never
    expect(outcome(await enterPasskey(other.token, { response: answer }, context))).toBe(
      'identity.factor_wrong',
    )
    const done = value(await enterPasskey(one.token, { response: answer }, context))
    expect(await isIn(context, await session(done.token))).toBe(true)
    // The same answer, replayed.
    expect(outcome(await enterPasskey(one.token, { response: answer }, context))).toBe('identity.start_over')
    const phisher = { ...context, portal: new URL('https://evil.example') }
    const taken = device.authenticate(await request(other.token)) as never
    expect(outcome(await enterPasskey(other.token, { response: taken }, phisher))).toBe(
      'identity.factor_wrong',
    )
  })

  test('is made and used also where another process has another first key of DATA_KEY', async () => {
    const other = 'another key of at least 32 characters'
    const [before, after] = [`${TEST_KEY},${other}`, `${other},${TEST_KEY}`].map((keys) => ({
      ...context,
      keys: readKeyring(keys),
    })) as [typeof context, typeof context]
    const user = await member()
    const device = new SoftwareAuthenticator(context.portal.origin)
    const { id } = value(
      await beginSecondFactor(await user.me(), { kind: 'passkey', proof: undefined }, context),
    )
    const made = device.register(await getPendingPasskey(await user.me(), id, before))
    value(await confirmPasskey(await user.me(), { id, name: '', response: made as never }, after))
    const { token } = await password(user.account)
    const view = await getSignIn(token, after)
    if (view.step !== 'passkey') throw new Error(view.step)
    const answer = device.authenticate(view.options as never) as never
    const gone = { ...context, keys: readKeyring(TEST_KEY) }
    expect(outcome(await enterPasskey(token, { response: answer }, gone))).toBe('identity.factor_wrong')
    expect(outcome(await enterPasskey(token, { response: answer }, before))).toBe('ok')
  })

  test('of another user, a made-up one, and a copy that fell behind are refused', async () => {
    const [one, stranger] = [await withPasskey(), await withPasskey()]
    const { token } = await password(one.account)
    const options = (await request(token)) as unknown as { allowCredentials: unknown[] }
    const foreign = stranger.device.authenticate({ ...options, allowCredentials: undefined } as never)
    expect(outcome(await enterPasskey(token, { response: foreign as never }, context))).toBe(
      'identity.factor_wrong',
    )
    const copied = structuredClone(one.device.authenticate(await request(token)))
    await context.db.secondFactor.update({ where: { id: one.factor }, data: { counter: 50 } })
    expect(outcome(await enterPasskey(token, { response: copied as never }, context))).toBe(
      'identity.factor_wrong',
    )
  })

  test('can be taken over once only, from an answer that is right in every way', async () => {
    const user = await member()
    const device = new SoftwareAuthenticator(context.portal.origin)
    const begin = async () =>
      value(await beginSecondFactor(await user.me(), { kind: 'passkey', proof: undefined }, context)).id
    const first = await begin()
    const made = device.register(await getPendingPasskey(await user.me(), first, context))
    const second = await begin()
    const late = { id: second, name: '', response: made as never }
    expect(outcome(await confirmPasskey(await user.me(), late, context))).toBe('identity.passkey_wrong')
    const elsewhere = new SoftwareAuthenticator('https://evil.example')
    const foreign = elsewhere.register(await getPendingPasskey(await user.me(), second, context))
    expect(
      outcome(await confirmPasskey(await user.me(), { ...late, response: foreign as never }, context)),
    ).toBe('identity.passkey_wrong')
  })
})

describe('ways in', () => {
  test('the SMS is sent when it is chosen, once, and opens too; nothing is sent while the account waits', async () => {
    const { account } = await withApp()
    await dispatchAll(context, 'identity.code_requested')
    const { token } = await password(account)
    const sms = value(await chooseWay(token, { way: 'sms' }, context))
    expect(sms.next).toMatchObject({ step: 'code', ways: ['app', 'backup'], code: { sending: 'queued' } })
    const back = value(await chooseWay(sms.token, { way: 'app' }, context))
    const again = value(await chooseWay(back.token, { way: 'sms' }, context))
    expect((await dispatchAll(context, 'identity.code_requested')).texts).toHaveLength(1)
    expect(outcome(await enterCode(again.token, { code: await codeOf(context, account) }, context))).toBe(
      'ok',
    )

    const locked = await password(account)
    for (let n = 0; n < 5; n++) await enterAppCode(locked.token, { code: '000000' }, context)
    expect(outcome(await chooseWay(locked.token, { way: 'sms' }, context))).toBe('identity.wait')
    expect((await dispatchAll(context, 'identity.code_requested')).count).toBe(0)
  })

  test('two choices at once: one is taken, neither breaks', async () => {
    const { account } = await withApp()
    for (const way of ['sms', 'backup'] as const) {
      const { token } = await password(account)
      const results = await Promise.all([1, 2, 3].map(() => chooseWay(token, { way }, context)))
      expect(results.map(outcome).sort()).toEqual(['identity.start_over', 'identity.start_over', 'ok'])
    }
  })

  test('with SMS off the factor of one’s own is still asked for, and the SMS is not open', async () => {
    const { account, admin, seed } = await withApp()
    await context.db.company.update({ where: { id: admin.company.id }, data: { smsAtSignIn: false } })
    const step = await password(account)
    expect(step.next).toMatchObject({ step: 'app', ways: ['backup'] })
    expect(outcome(await openSession(VISITOR, step.token, context))).toBe('identity.start_over')
    expect(outcome(await chooseWay(step.token, { way: 'sms' }, context))).toBe('identity.way_missing')
    expect(outcome(await sendCodeAgain(step.token, context))).toBe('identity.start_over')
    expect(outcome(await enterCode(step.token, { code: '000000' }, context))).toBe('identity.code_expired')
    expect(outcome(await enterAppCode(step.token, { code: at(seed) }, context))).toBe('ok')
  })

  test('a sign-in that the password alone had finished does not outlive a factor added meanwhile', async () => {
    const user = await member()
    await context.db.company.update({ where: { id: user.admin.company.id }, data: { smsAtSignIn: false } })
    const { token } = await password(user.account)
    const { id } = value(await beginSecondFactor(await user.me(), { kind: 'app', proof: undefined }, context))
    const { seed } = await getPendingApp(await user.me(), id, context)
    value(await confirmApp(await user.me(), { id, name: '', code: at(seed) }, context))
    expect(outcome(await openSession(VISITOR, token, context))).toBe('identity.start_over')
  })

  test('R4 after a reset by phone the code by e-mail is asked for, whatever else there is', async () => {
    const { account, id, seed } = await withApp()
    await context.db.credential.update({ where: { userId: id }, data: { emailNext: true } })
    const step = await password(account)
    expect(step.next).toMatchObject({ step: 'code', code: { channel: 'mail' }, ways: [] })
    expect(outcome(await enterAppCode(step.token, { code: at(seed) }, context))).toBe('identity.start_over')
    expect(outcome(await chooseWay(step.token, { way: 'app' }, context))).toBe('identity.way_missing')
  })
})

describe('backup codes', () => {
  test('stand in for the factor, each once; it is told; new ones replace them', async () => {
    const { account, me } = await withApp()
    const codes = (await getBackupCodes(await me(), context))!
    expect(new Set(codes.map(({ code }) => code)).size).toBe(10)
    for (const { code } of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/)
    await dispatchAll(context, 'identity.backup_code_used')
    const enter = async (code: string) => {
      const chosen = value(await chooseWay((await password(account)).token, { way: 'backup' }, context))
      return enterBackupCode(chosen.token, { code }, context)
    }
    const first = codes[0]!.code
    const opened = await session(value(await enter(first)).token)
    const [halfway, mine] = [
      value(await enter(codes[1]!.code)),
      await session(value(await enter(codes[2]!.code)).token),
    ]
    expect(await isIn(context, opened)).toBe(true)
    expect((await dispatchAll(context, 'identity.backup_code_used')).mails).toHaveLength(3)
    expect(outcome(await enter(first))).toBe('identity.factor_wrong')
    expect((await listSecondFactors(await me(), context)).left).toBe(7)
    const row = (await findSession(mine, context))!
    const renewing = actorOf(row, VISITOR, context)!
    value(await renewBackupCodes(renewing, { proof: undefined }, context))
    // What the old ones opened, or were about to, ends; whoever renewed them stays.
    expect([await isIn(context, opened), await isIn(context, mine)]).toEqual([false, true])
    expect(outcome(await openSession(VISITOR, halfway.token, context))).toBe('identity.start_over')
    expect(outcome(await enter(codes[3]!.code))).toBe('identity.factor_wrong')
    const stale = { ...(await me()), proof: { ...(await me()).proof, at: new Date(0) } }
    expect(await getBackupCodes(stale, context)).toBeNull()
  })

  test('two at once with one code: one gets in', async () => {
    const { account, me } = await withApp()
    const code = (await getBackupCodes(await me(), context))![3]!.code
    const tokens = [(await password(account)).token, (await password(account)).token]
    const results = await Promise.all(tokens.map((token) => enterBackupCode(token, { code }, context)))
    expect(results.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
  })
})

describe('adding and removing', () => {
  test('need a fresh proof, are told and audited; the last one takes the backup codes with it', async () => {
    const { me, factor, account, id } = await withApp()
    const stale = { ...(await me()), proof: { ...(await me()).proof, at: new Date(0) } }
    for (const work of [
      () => beginSecondFactor(stale, { kind: 'passkey', proof: undefined }, context),
      () => removeSecondFactor(stale, { id: factor, proof: undefined }, context),
      () => renewBackupCodes(stale, { proof: undefined }, context),
    ])
      expect(outcome(await work())).toBe('identity.prove_again')
    const stranger = await member()
    await expect(
      removeSecondFactor(await stranger.me(), { id: factor, proof: undefined }, context),
    ).rejects.toBeInstanceOf(NotFound)
    value(await removeSecondFactor(await me(), { id: factor, proof: undefined }, context))
    for (const kind of ['identity.second_factor_added', 'identity.second_factor_removed'] as const) {
      const mine = (await dispatchAll(context, kind)).mails.filter(({ text }) => text.includes(account))
      expect(mine, kind).toHaveLength(1)
      expect(mine[0]!.text).toContain('authenticator app')
      expect(mine[0]!.text).not.toContain('Phone')
      expect(mine[0]!.text).not.toMatch(/https?:/)
    }
    expect(await listSecondFactors(await me(), context)).toEqual({ factors: [], left: null })
    expect((await password(account)).next.step).toBe('code')
    const facts = await context.db.auditEntry.findMany({
      where: { objectId: id, action: { contains: 'second_factor' } },
    })
    expect(facts).toHaveLength(2)
  })

  test('an administrator removes lost ones of their own company; sessions end; the user is told', async () => {
    const { admin, id, account } = await withApp()
    const live = await signInWithSms(account)
    const other = await aCompany(context)
    const fresh = (actor: Actor) => ({ ...actor, proof: { ...actor.proof, at: context.clock() } })
    await expect(
      removeUserFactors(fresh(other.admin), { id, proof: undefined }, context),
    ).rejects.toBeInstanceOf(NotFound)
    value(await removeUserFactors(fresh(admin), { id, proof: undefined }, context))
    expect(await isIn(context, live)).toBe(false)
    expect((await dispatchAll(context, 'company.user_factors_removed')).mails).toHaveLength(1)
    expect((await password(account)).next.step).toBe('code')
    expect(outcome(await removeUserFactors(fresh(admin), { id, proof: undefined }, context))).toBe(
      'company.no_factors',
    )
    expect(
      outcome(await removeUserFactors(fresh(admin), { id: admin.subject.id, proof: undefined }, context)),
    ).toBe('company.not_oneself')
  })
})

async function signInWithSms(account: string): Promise<string> {
  const { token } = await password(account)
  const sms = value(await chooseWay(token, { way: 'sms' }, context))
  return session(value(await enterCode(sms.token, { code: await codeOf(context, account) }, context)).token)
}
