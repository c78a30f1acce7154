import { describe, expect, test } from 'vitest'
import { reactivateUser } from '@/lib/company/reactivate-user'
import { suspendUser } from '@/lib/company/suspend-user'
import { endGrant } from '@/lib/grants/end-grant'
import { grantRight } from '@/lib/grants/grant-right'
import { beginSignIn } from '@/lib/identity/begin-sign-in'
import { changePassword } from '@/lib/identity/change-password'
import { choosePassword } from '@/lib/identity/choose-password'
import { enterCode } from '@/lib/identity/enter-code'
import { enterPassword } from '@/lib/identity/enter-password'
import { LIMITS } from '@/lib/identity/limits'
import { openSession } from '@/lib/identity/open-session'
import { findSession } from '@/lib/identity/queries'
import { HOUR, MINUTE } from '@/lib/kernel/clock'
import { demoActor } from '@/prisma/seed/demo-actor'
import {
  aCompany,
  aUser,
  codeOf,
  isIn,
  outcome,
  PASSWORD,
  signIn,
  staff,
  temporaryPasswordOf,
  upToCode,
  VISITOR,
  value,
} from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()

describe('S sessions', () => {
  test('S1 a suspended user is out on the next request, and in again only by signing in', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const token = await signIn(world, user.account, user.password)
    expect(await isIn(world, token)).toBe(true)
    value(await suspendUser(admin, { id: user.id, reason: 'left' }, world))
    expect(await isIn(world, token)).toBe(false)
    value(await reactivateUser(admin, { id: user.id }, world))
    expect(await isIn(world, token)).toBe(false)
  })

  test('S2 rights changed are visible on the next request', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const token = await signIn(world, user.account, user.password)
    const held = async () => (await findSession(token, world))?.grants?.map(({ template }) => template) ?? []
    expect(await held()).toEqual([])
    value(await grantRight(admin, { userId: user.id, template: 'user_administrator' }, world))
    expect(await held()).toEqual(['user_administrator'])
    value(await endGrant(admin, { userId: user.id, template: 'user_administrator' }, world))
    expect(await held()).toEqual([])
  })

  test('S4 idle and absolute limits, by the clock', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const idle = await signIn(world, user.account, user.password)
    world.pass(LIMITS.session.idle - MINUTE)
    expect(await isIn(world, idle)).toBe(true)
    world.pass(LIMITS.session.idle - MINUTE)
    expect(await isIn(world, idle)).toBe(true)
    world.pass(LIMITS.session.idle + 1)
    expect(await isIn(world, idle)).toBe(false)

    const busy = await signIn(world, user.account, PASSWORD)
    const until = world.clock().getTime() + LIMITS.session.absolute
    while (world.clock().getTime() + 20 * MINUTE < until) {
      world.pass(20 * MINUTE)
      expect(await isIn(world, busy)).toBe(true)
    }
    world.pass(20 * MINUTE)
    expect(await isIn(world, busy)).toBe(false)
  })

  test('operator staff idle for 15 minutes only', async () => {
    const sam = await staff(world)
    const token = await signIn(world, sam.name, await temporaryPasswordOf(world, sam.subject.id))
    world.pass(LIMITS.session.idleStaff - MINUTE)
    expect(await isIn(world, token)).toBe(true)
    world.pass(LIMITS.session.idleStaff + 1)
    expect(await isIn(world, token)).toBe(false)
  })

  test('S5 the token changes at every step and none of the old ones works', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    await signIn(world, user.account, user.password)
    world.pass(HOUR)
    const a = value(await beginSignIn({ name: user.account }, world)).token
    const b = value(await enterPassword(a, { password: PASSWORD }, world)).token
    const c = value(await enterCode(b, { code: await codeOf(world, user.account) }, world)).token
    const d = value(await openSession(VISITOR, c, world)).token
    expect(new Set([a, b, c, d]).size).toBe(4)
    expect(outcome(await openSession(VISITOR, c, world))).toBe('identity.start_over')
    for (const old of [a, b, c]) expect(await isIn(world, old)).toBe(false)
    expect(await isIn(world, d)).toBe(true)
    const stored = await world.db.session.findFirstOrThrow({
      where: { userId: user.id, endedAt: null },
      orderBy: { id: 'desc' },
    })
    expect(Buffer.from(stored.tokenHash).toString('base64url')).not.toBe(d)
  })

  test('at most five at once: the oldest ends', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const tokens = [await signIn(world, user.account, user.password)]
    for (const _ of [1, 2, 3, 4, 5]) {
      world.pass(11 * MINUTE)
      for (const token of tokens) await findSession(token, world)
      tokens.push(await signIn(world, user.account, PASSWORD))
    }
    expect(await Promise.all(tokens.map((token) => isIn(world, token)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ])
  })

  test('changing one’s password ends the other sessions and keeps this one', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const [here, there] = [
      await signIn(world, user.account, user.password),
      await signIn(world, user.account, PASSWORD),
    ]
    const session = (await findSession(here, world))!
    const actor = await demoActor(world, user.account)
    const me = { ...actor, session: { ...actor.session, id: session.id } }
    const next = { current: PASSWORD, password: 'green ferry sails east', again: 'green ferry sails east' }
    expect(outcome(await changePassword(me, { ...next, current: 'not it' }, world))).toBe(
      'identity.current_password_wrong',
    )
    value(await changePassword(me, next, world))
    expect([await isIn(world, here), await isIn(world, there)]).toEqual([true, false])
  })

  test('a password changed meanwhile voids what the old one had proven', async () => {
    const { admin } = await aCompany(world)
    const user = await aUser(world, admin)
    const here = await signIn(world, user.account, user.password)
    const thief = await upToCode(world, user.account, PASSWORD)
    const session = (await findSession(here, world))!
    const actor = await demoActor(world, user.account)
    const me = { ...actor, session: { ...actor.session, id: session.id } }
    const changed = 'green ferry sails east'
    value(await changePassword(me, { current: PASSWORD, password: changed, again: changed }, world))
    expect(outcome(await enterCode(thief, { code: await codeOf(world, user.account) }, world))).toBe(
      'identity.start_over',
    )
  })

  test('a suspension and a sign-in at the same moment never wait for each other, and suspension wins', async () => {
    const { admin } = await aCompany(world)
    for (let round = 0; round < 8; round++) {
      const user = await aUser(world, admin)
      const code = await upToCode(world, user.account, user.password)
      const step = value(await enterCode(code, { code: await codeOf(world, user.account) }, world))
      const chosen = value(
        await choosePassword(VISITOR, step.token, { password: PASSWORD, again: PASSWORD }, world),
      )
      const [opened] = await Promise.all([
        openSession(VISITOR, chosen.token, world),
        suspendUser(admin, { id: user.id }, world),
      ])
      if (opened.ok) expect(await isIn(world, opened.value.token)).toBe(false)
    }
  })
})
