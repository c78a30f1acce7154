import { describe, expect, test } from 'vitest'
import { readGrants } from '@/lib/access/held-grants'
import { editUser } from '@/lib/company/users/edit-user'
import { endUserSessions } from '@/lib/company/users/end-user-sessions'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { deviceCookieOf, giveDevice } from '@/lib/identity/attempts/device-cookie'
import { lineGround, secondGround } from '@/lib/identity/attempts/ground'
import { createSession, endSessions } from '@/lib/identity/attempts/sessions'
import { LIMITS } from '@/lib/identity/limits/limits'
import { changePassword } from '@/lib/identity/passwords/change-password'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { endOwnSession } from '@/lib/identity/sessions/end-own-session'
import { endReplacedSession } from '@/lib/identity/sessions/end-replaced-session'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { proveAgain } from '@/lib/identity/sessions/prove-again'
import { listOwnSessions, listUserSessions } from '@/lib/identity/sessions/session-list'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { Prisma } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { ok } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { editLine } from '@/lib/subscriptions/lines/edit-line'
import { editLines } from '@/lib/subscriptions/lines/edit-lines'
import { previewLines } from '@/lib/subscriptions/lines/preview-lines'
import { selectLinesInput } from '@/lib/subscriptions/schema'
import { giveRight, takeRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { editedLine, editedUser } from '../support/edited'
import { anIccid } from '../support/iccid'
import {
  aCompany,
  aMobile,
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

const context = useContext()

/** Who the portal takes the bearer of a session for. */
async function actorBehind(token: string): Promise<Actor> {
  const row = (await findSession(token, context))!
  if (row.userId === null) throw new Error('a number')
  return actorOf(row, VISITOR, context)!
}
async function upToCodeLater(account: string): Promise<string> {
  context.pass(11 * MINUTE)
  return upToCode(context, account, PASSWORD)
}

describe('S sessions', () => {
  test('S1 a suspended user is out on the next request, and in again only by signing in', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await signIn(context, user.account, user.password)
    expect(await isIn(context, token)).toBe(true)
    value(await suspendUser(admin, { id: user.id, reason: 'left' }, context))
    expect(await isIn(context, token)).toBe(false)
    value(await reactivateUser(admin, { id: user.id }, context))
    expect(await isIn(context, token)).toBe(false)
  })

  test('S5 a browser that signs in anew leaves no old session behind', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const [old, other] = [await signIn(context, user.account, user.password), 'nobody’s']
    await endReplacedSession(other, context)
    expect(await isIn(context, old)).toBe(true)
    await endReplacedSession(old, context)
    expect(await isIn(context, old)).toBe(false)
  })

  test('S2 rights changed are visible on the next request', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await signIn(context, user.account, user.password)
    const held = async () => {
      const row = await findSession(token, context)
      return row?.userId ? readGrants(row.grants).map(({ template }) => template) : []
    }
    expect(await held()).toEqual([])
    value(await giveRight(context, admin, user.id, 'user_administrator'))
    expect(await held()).toEqual(['user_administrator'])
    value(await takeRight(context, admin, user.id, 'user_administrator'))
    expect(await held()).toEqual([])
  })

  test('S3 one’s own sessions with device and last use; one ends, or all others, on their next request', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const first = await signIn(context, user.account, user.password)
    context.pass(11 * MINUTE)
    const others = [
      await signIn(context, user.account, PASSWORD),
      await signIn(context, user.account, PASSWORD),
    ]
    const me = await actorBehind(first)
    const list = await listOwnSessions(me, context)
    expect(list.map(({ current, place }) => [current, place])).toEqual([
      [true, '192.0.2.…'],
      [false, '192.0.2.…'],
      [false, '192.0.2.…'],
    ])
    value(await endOwnSession(me, { id: list[1]!.id }, context))
    const open = await Promise.all([first, ...others].map((token) => isIn(context, token)))
    expect(open.filter(Boolean)).toHaveLength(2)
    await expect(endOwnSession(me, { id: list[1]!.id }, context)).rejects.toBeInstanceOf(NotFound)
    expect(value(await endOwnSession(me, {}, context))).toEqual({ count: 1 })
    expect(await Promise.all([first, ...others].map((token) => isIn(context, token)))).toEqual([
      true,
      false,
      false,
    ])
    const stranger = await aUser(context, (await aCompany(context)).admin)
    const theirs = await signIn(context, stranger.account, stranger.password)
    const id = (await findSession(theirs, context))!.id
    await expect(endOwnSession(me, { id }, context)).rejects.toBeInstanceOf(NotFound)
    expect(await isIn(context, theirs)).toBe(true)
  })

  test('S6 administrators see and end the sessions of their own company only', async () => {
    const [own, other] = [await aCompany(context), await aCompany(context)]
    const user = await aUser(context, own.admin)
    const helper = await aUser(context, own.admin)
    value(await giveRight(context, own.admin, helper.id, 'user_administrator'))
    const token = await signIn(context, user.account, user.password)
    const waiting = await upToCodeLater(user.account)
    expect(await listUserSessions(own.admin, user.id, context)).toHaveLength(1)
    expect(await listUserSessions(other.admin, user.id, context)).toEqual([])
    await expect(endUserSessions(other.admin, { id: user.id }, context)).rejects.toBeInstanceOf(NotFound)
    await expect(listUserSessions(await actorBehind(token), user.id, context)).rejects.toBeInstanceOf(
      NotFound,
    )
    expect(await isIn(context, token)).toBe(true)
    value(await endUserSessions(own.admin, { id: user.id }, context))
    expect(await isIn(context, token)).toBe(false)
    expect(outcome(await enterCode(waiting, { code: await codeOf(context, user.account) }, context))).toBe(
      'identity.start_over',
    )
    const chief = own.admin.subject.id
    expect(
      outcome(await endUserSessions(await demoActor(context, helper.account), { id: chief }, context)),
    ).toBe('company.main_administrator_protected')
  })

  test('S4 idle and absolute limits, by the clock', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const idle = await signIn(context, user.account, user.password)
    context.pass(LIMITS.session.idle - MINUTE)
    expect(await isIn(context, idle)).toBe(true)
    context.pass(LIMITS.session.idle - MINUTE)
    expect(await isIn(context, idle)).toBe(true)
    context.pass(LIMITS.session.idle + 1)
    expect(await isIn(context, idle)).toBe(false)

    const busy = await signIn(context, user.account, PASSWORD)
    const until = context.clock().getTime() + LIMITS.session.absolute
    while (context.clock().getTime() + 20 * MINUTE < until) {
      context.pass(20 * MINUTE)
      expect(await isIn(context, busy)).toBe(true)
    }
    context.pass(20 * MINUTE)
    expect(await isIn(context, busy)).toBe(false)
  })

  test('operator staff idle for 15 minutes only', async () => {
    const sam = await staff(context)
    const token = await signIn(context, sam.name, await temporaryPasswordOf(context, sam.subject.id))
    context.pass(LIMITS.session.idleStaff - MINUTE)
    expect(await isIn(context, token)).toBe(true)
    context.pass(LIMITS.session.idleStaff + 1)
    expect(await isIn(context, token)).toBe(false)
  })

  test('S5 the token changes at every step and none of the old ones works', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    await signIn(context, user.account, user.password)
    context.pass(HOUR)
    const a = value(await beginSignIn(VISITOR, { name: user.account }, context)).token
    const b = value(await enterPassword(a, { password: PASSWORD }, context)).token
    const c = value(await enterCode(b, { code: await codeOf(context, user.account) }, context)).token
    const d = value(await openSession(VISITOR, c, context)).token
    expect(new Set([a, b, c, d]).size).toBe(4)
    expect(outcome(await openSession(VISITOR, c, context))).toBe('identity.start_over')
    for (const old of [a, b, c]) expect(await isIn(context, old)).toBe(false)
    expect(await isIn(context, d)).toBe(true)
    const stored = await context.db.session.findFirstOrThrow({
      where: { userId: user.id, endedAt: null },
      orderBy: { id: 'desc' },
    })
    expect(Buffer.from(stored.tokenHash).toString('base64url')).not.toBe(d)
  })

  test('at most five at once: the oldest ends', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const tokens = [await signIn(context, user.account, user.password)]
    for (const _ of [1, 2, 3, 4, 5]) {
      context.pass(11 * MINUTE)
      for (const token of tokens) await findSession(token, context)
      tokens.push(await signIn(context, user.account, PASSWORD))
    }
    expect(await Promise.all(tokens.map((token) => isIn(context, token)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
    ])
  })

  test('changing one’s password ends the other sessions and keeps this one', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const [here, there] = [
      await signIn(context, user.account, user.password),
      await signIn(context, user.account, PASSWORD),
    ]
    const session = (await findSession(here, context))!
    const me = actorOf(session, VISITOR, context)!
    const next = { current: PASSWORD, password: 'green ferry sails east', again: 'green ferry sails east' }
    expect(outcome(await changePassword(me, { ...next, current: 'not it' }, context))).toBe(
      'identity.current_password_wrong',
    )
    value(await changePassword(me, next, context))
    expect([await isIn(context, here), await isIn(context, there)]).toEqual([true, false])
  })

  test('a password changed meanwhile voids what the old one had proven', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const here = await signIn(context, user.account, user.password)
    const thief = await upToCode(context, user.account, PASSWORD)
    const session = (await findSession(here, context))!
    const me = actorOf(session, VISITOR, context)!
    const changed = 'green ferry sails east'
    value(await changePassword(me, { current: PASSWORD, password: changed, again: changed }, context))
    expect(outcome(await enterCode(thief, { code: await codeOf(context, user.account) }, context))).toBe(
      'identity.start_over',
    )
  })

  test('a suspension and a sign-in at the same moment never wait for each other, and suspension wins', async () => {
    const { admin } = await aCompany(context)
    for (let round = 0; round < 8; round++) {
      const user = await aUser(context, admin)
      const code = await upToCode(context, user.account, user.password)
      const step = value(await enterCode(code, { code: await codeOf(context, user.account) }, context))
      const chosen = value(
        await choosePassword(VISITOR, step.token, { password: PASSWORD, again: PASSWORD }, context),
      )
      const [opened] = await Promise.all([
        openSession(VISITOR, chosen.token, context),
        suspendUser(admin, { id: user.id }, context),
      ])
      if (opened.ok) expect(await isIn(context, opened.value.token)).toBe(false)
    }
  })
})

describe('device cookies', () => {
  const knownAs = async (userId: string, deviceCookie: string) => {
    const owner = Prisma.sql`d.user_id = ${userId}::uuid`
    const [row] = await context.sql.$queryRaw<{ id: string | null }[]>`
      SELECT ${deviceCookieOf({ ...VISITOR, deviceCookie }, owner, context.clock())} AS id`
    return row?.id !== null
  }
  const give = (userId: string) => giveDevice(context.sql, context, { userId }, null)

  test('an account has ten of them, each for a year unused', async () => {
    const { id } = await aUser(context, (await aCompany(context)).admin)
    const entries: string[] = []
    for (let n = 0; n < 12; n++) {
      context.pass(1_000)
      entries.push((await give(id)).entry)
    }
    const known = () => Promise.all(entries.map((entry) => knownAs(id, entry)))
    expect(await known()).toEqual([false, false, ...Array(10).fill(true)])
    context.pass(365 * DAY - 1_000)
    expect((await known()).filter(Boolean)).toHaveLength(1)
    context.pass(1_000)
    expect(await known()).not.toContain(true)
    context.pass(-366 * DAY)
  })

  test('end with the sessions of their account, but for the browser that stays', async () => {
    const { id } = await aUser(context, (await aCompany(context)).admin)
    const [mine, other] = [await give(id), await give(id)]
    const opened = { ground: null, secondGround: null, deviceCookieId: mine.id }
    await createSession(context.sql, context, VISITOR, { userId: id }, ['password'], opened)
    const session = await context.db.session.findFirstOrThrow({ where: { userId: id } })
    const known = () => Promise.all([mine, other].map(({ entry }) => knownAs(id, entry)))
    const end = (except?: string) =>
      transaction(context, async (tx) => ok(await endSessions(tx, id, 'signed_out', context.clock(), except)))
    await end(session.id)
    expect(await known()).toEqual([true, false])
    await end()
    expect(await known()).toEqual([false, false])
  })
})

test('a session ends with what its second proof stood on: an address, a set of backup codes', async () => {
  const user = await aUser(context, (await aCompany(context)).admin)
  const userId = user.id
  const token = await signIn(context, user.account, user.password)
  const holdsGround = (ground: string) =>
    context.db.session.updateMany({ where: { userId }, data: { secondGround: ground } })
  const { email } = await context.db.user.findUniqueOrThrow({ where: { id: userId } })
  await holdsGround(`mail ${email}`)
  expect(await isIn(context, token)).toBe(true)
  await context.db.user.update({ where: { id: userId }, data: { email: 'elsewhere@firm.example' } })
  expect(await isIn(context, token)).toBe(false)
  const createdAt = context.clock()
  await context.db.backupCodes.create({
    data: { userId, sealedSeed: new Uint8Array(8), used: [], createdAt },
  })
  await holdsGround(secondGround.backup(createdAt))
  expect(await isIn(context, token)).toBe(true)
  await context.db.backupCodes.update({
    where: { userId },
    data: { createdAt: new Date(createdAt.getTime() + 1) },
  })
  expect(await isIn(context, token)).toBe(false)
})

test('sessions that are over make no room: the one in use stays, however often a phone signs in', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const desk = await signIn(context, user.account, user.password)
  const owner = { userId: user.id }
  const work = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 5) {
      context.pass(5 * MINUTE)
      await findSession(desk, context)
    }
  }
  // Each of them is idle for too long before the next, and one has lost what opened it.
  for (let n = 0; n < LIMITS.session.perUser; n++) {
    await createSession(context.sql, context, VISITOR, owner, ['password'])
    await work(LIMITS.session.idle / MINUTE + 5)
    expect(await isIn(context, desk), String(n)).toBe(true)
  }
  const lost = { ground: null, secondGround: secondGround.sms('36301110000'), deviceCookieId: null }
  for (let n = 0; n < LIMITS.session.perUser; n++)
    await createSession(context.sql, context, VISITOR, owner, ['password', 'sms'], lost)
  expect(await isIn(context, desk)).toBe(true)
  for (let n = 0; n < LIMITS.session.perUser; n++)
    await createSession(context.sql, context, VISITOR, owner, ['password'])
  expect(await isIn(context, desk)).toBe(false)
})

test('a session that its number or address has left does not come back with it', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const thief = await signIn(context, user.account, user.password)
  const { email } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  const mail = { ground: null, secondGround: secondGround.mail(email), deviceCookieId: null }
  const read = await createSession(
    context.sql,
    context,
    VISITOR,
    { userId: user.id },
    ['password', 'mail'],
    mail,
  )
  const edit = async (typed: { email?: string; mobile?: string }) =>
    value(
      await editUser(
        await demoActor(context, admin.name),
        await editedUser(context, { id: user.id, ...typed }),
        context,
      ),
    )
  const was = (await context.db.user.findUniqueOrThrow({ where: { id: user.id } })).mobile
  expect([await isIn(context, thief), await isIn(context, read)]).toEqual([true, true])
  await edit({ mobile: aMobile() })
  expect([await isIn(context, thief), await isIn(context, read)]).toEqual([false, true])
  await edit({ email: 'elsewhere@firm.example' })
  context.pass(MINUTE)
  await edit({ email, mobile: displayNumber(was, context.market) })
  expect([await isIn(context, thief), await isIn(context, read)]).toEqual([false, false])
})

test('nor does the session of a line whose holder comes back', async () => {
  const { slug, admin } = await aCompany(context)
  const ids = (await deliver(context, [{ company: slug, number: aMobile(), holder: 'Ada' }])).ids
  const [id] = ids
  const [line] = await context.sql.$queryRaw<{ ground: string }[]>`
    SELECT ${lineGround} AS ground FROM subscription l WHERE l.id = ${id!}::uuid`
  const open = () =>
    createSession(context.sql, context, VISITOR, { subscriptionId: id! }, ['sms'], {
      ...{ ground: line!.ground, secondGround: null, deviceCookieId: null },
    })
  const one = await open()
  expect(await isIn(context, one)).toBe(true)
  const hold = async (holder: string) =>
    value(await editLine(admin, await editedLine(context, { id: id!, holder }), context))
  await hold('Eve')
  await hold('Ada')
  expect(await isIn(context, one)).toBe(false)
  const two = await open()
  for (const holder of ['Eve', 'Ada']) {
    const selection = selectLinesInput.parse({ id: ids })
    const change = { field: 'holder' as const, value: holder }
    const { seen } = await previewLines(admin, selection, change, context)
    value(await editLines(admin, { ...change, selection, seen }, context))
  }
  expect(await isIn(context, two)).toBe(false)
})

test.each([
  ['its holder', () => ({ holder: 'Eve' })],
  ['its SIM', () => ({ iccid: anIccid() })],
] as const)(
  'the session of a line ends when %s is another one in what systems deliver',
  async (_what, other) => {
    const { slug } = await aCompany(context)
    const line = { company: slug, number: aMobile(), holder: 'Ada', iccid: anIccid() }
    const [id] = (await deliver(context, [line])).ids
    const [ground] = await context.sql.$queryRaw<{ ground: string }[]>`
      SELECT ${lineGround} AS ground FROM subscription l WHERE l.id = ${id!}::uuid`
    const token = await createSession(context.sql, context, VISITOR, { subscriptionId: id! }, ['sms'], {
      ...{ ground: ground!.ground, secondGround: null, deviceCookieId: null },
    })
    await deliver(context, [line])
    expect(await isIn(context, token)).toBe(true)
    await deliver(context, [{ ...line, ...other() }])
    expect(await isIn(context, token)).toBe(false)
  },
)

test('five wrong proofs end a session, and the right one starts the count anew', async () => {
  const user = await aUser(context, (await aCompany(context)).admin)
  const token = await signIn(context, user.account, user.password)
  context.pass(LIMITS.stepUp)
  const actor = await actorBehind(token)
  const stale = { ...actor, proof: { ...actor.proof, at: new Date(0) } }
  const prove = async (password: string) => outcome(await proveAgain(stale, password, context))
  for (let n = 0; n < 4; n++) expect(await prove('wrong')).toBe('identity.current_password_wrong')
  expect(await prove(PASSWORD)).toBe('ok')
  for (let n = 0; n < 4; n++) expect(await prove('wrong')).toBe('identity.current_password_wrong')
  expect(await isIn(context, token)).toBe(true)
  expect(await prove('wrong')).toBe('identity.proof_spent')
  expect(await isIn(context, token)).toBe(false)
})
