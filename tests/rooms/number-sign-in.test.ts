import { expect, test } from 'vitest'
import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { enterNumberCode } from '@/lib/identity/number/enter-number-code'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { getNumberSignIn } from '@/lib/identity/queries'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { endOwnSession } from '@/lib/identity/sessions/end-own-session'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { listOwnSessions } from '@/lib/identity/sessions/session-list'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterSecondCode } from '@/lib/identity/sign-in/enter-second-code'
import { requestCodeAgain } from '@/lib/identity/sign-in/request-code-again'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { NUMBER_PERMISSIONS } from '@/lib/rights/catalogue'
import { explain } from '@/lib/rights/explain'
import { ownTarget } from '@/lib/rights/subject'
import { labelOwnLine } from '@/lib/subscriptions/lines/label-own-line'
import { getOwnLine } from '@/lib/subscriptions/queries'
import { changeRights } from '@/prisma/seed/change-rights'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import {
  aCompany,
  aMobile,
  aUser,
  codeOf,
  isIn,
  outcome,
  PASSWORD,
  signIn,
  upToCode,
  VISITOR,
  value,
  wrong,
} from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const ASKED = 'identity.number_code_requested'
const digits = (text: string) => /#(\d+)$/.exec(text)?.[1] ?? ''

async function aLine(
  slug: string,
  number = aMobile(),
  rest: { email?: string; status?: 'suspended' } = {},
): Promise<{ msisdn: string; id: string }> {
  const { ids } = await deliver(context, [{ company: slug, number, holder: 'Driver', ...rest }])
  return { msisdn: number, id: ids[0]! }
}
async function ask(number: string, sim?: { swapped: boolean; recycled: boolean }, visitor = VISITOR) {
  const begun = value(await beginNumberSignIn(visitor, { number }, context))
  const { token, next } = value(await requestNumberCode(visitor, begun.token, context))
  const { texts } = await dispatchAll(context, ASKED, sim)
  return { begun, token, next, texts, code: digits(texts[0]?.text ?? '') }
}
async function enter(number: string): Promise<string> {
  const { token, code } = await ask(number)
  const done = value(await enterNumberCode(token, { code }, context))
  return value(await openSession(VISITOR, done.token, context)).token
}
const actorBehind = async (token: string): Promise<Actor | null> => {
  const row = await findSession(token, context)
  return row && actorOf(row, VISITOR, context)
}
const guess = async (token: string, code: string) => outcome(await enterNumberCode(token, { code }, context))
const fresh = (actor: Actor) => ({ ...actor, proof: { ...actor.proof, at: context.clock() } })

test('S2-16 the number is checked, then a code by SMS opens its session; all spellings are one', async () => {
  const { slug } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  const spellings = [
    `+36${msisdn}`,
    `06${msisdn}`,
    `06-${msisdn.slice(0, 2)}/${msisdn.slice(2, 5)}-${msisdn.slice(5)}`,
    msisdn,
  ]
  const shown = new Set<string>()
  for (const number of spellings) {
    const { token, next } = value(await beginNumberSignIn(VISITOR, { number }, context))
    shown.add(JSON.stringify(next))
    expect(await getNumberSignIn(token, context)).toEqual(next)
  }
  expect(shown.size).toBe(1)
  expect(await dispatchAll(context, ASKED)).toMatchObject({ count: 0 })
  const typed = value(await beginSignIn(VISITOR, { name: `06 ${msisdn}` }, context))
  expect(typed.next).toMatchObject({ step: 'number' })
  expect(await isIn(context, await enter(msisdn))).toBe(true)
})

test('P1 only that number’s own functions: no company name, no other number, no company page', async () => {
  const { slug, admin } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  const actor = (await actorBehind(await enter(msisdn)))!
  expect(actor.subject).toMatchObject({ kind: 'number', grants: [], mainAdministrator: false })
  expect([actor.company.name, actor.company.slug]).toEqual(['', ''])
  const line = await getOwnLine(actor, context)
  expect(JSON.stringify(line)).not.toContain(admin.company.name)
  value(await labelOwnLine(actor, { changes: { label: { was: '', next: 'Van 12' } } }, context))
  expect((await getOwnLine(actor, context)).label).toBe('Van 12')
  const { countUsers, listUsers } = await import('@/lib/company/queries')
  const { changePassword } = await import('@/lib/identity/passwords/change-password')
  for (const work of [
    () => countUsers(actor, context),
    () => listUsers(actor, { q: '', state: undefined, after: undefined } as never, context),
    () => changeRights(context, actor, { proposal: { limits: [{ all: true, functions: [] }] } }),
    () => changePassword(actor, { current: 'x', password: 'y', again: 'y' }, context),
  ])
    await expect(work()).rejects.toBeInstanceOf(NotFound)
  await expect(getOwnLine(admin, context)).rejects.toBeInstanceOf(NotFound)
})

test('P1 a number sees and ends its own sessions, and a user’s session is none of its', async () => {
  const { slug } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  const [here, there] = [await enter(msisdn), await enter(msisdn)]
  const actor = (await actorBehind(here))!
  expect(await listOwnSessions(actor, context)).toHaveLength(2)
  expect(value(await endOwnSession(actor, {}, context))).toEqual({ count: 1 })
  expect([await isIn(context, here), await isIn(context, there)]).toEqual([true, false])
})

test('P2 a number that moves to another company, is blocked or ended: its session dies on the next request', async () => {
  const [old, other] = [await aCompany(context), await aCompany(context)]
  const moved = await aLine(old.slug)
  const [before, code] = [await enter(moved.msisdn), await ask(moved.msisdn)]
  const there = await aLine(other.slug, moved.msisdn)
  expect(there.id).not.toBe(moved.id)
  expect(await isIn(context, before)).toBe(false)
  expect(await guess(code.token, code.code)).not.toBe('ok')
  const again = (await actorBehind(await enter(moved.msisdn)))!
  expect(again.subject.companyId).toBe(other.admin.company.id)

  const lost = await aLine(old.slug)
  const session = await enter(lost.msisdn)
  const where = { subscriptionId: lost.id }
  expect(await context.db.deviceCookie.count({ where })).toBe(1)
  await aLine(old.slug, lost.msisdn, { status: 'suspended' })
  // Nor does its browser have a count of its own any more.
  expect(await context.db.deviceCookie.count({ where })).toBe(0)
  expect(await isIn(context, session)).toBe(false)
  expect((await ask(lost.msisdn)).texts).toEqual([])
  // Found again: what was signed in before stays out.
  await aLine(old.slug, lost.msisdn)
  expect(await isIn(context, session)).toBe(false)
})

test('P3 a ceiling hides functions and says why; it ends sessions where numbers may not sign in', async () => {
  const { slug, admin } = await aCompany(context)
  const { msisdn, id } = await aLine(slug)
  const session = await enter(msisdn)
  const why = async () => {
    const actor = (await actorBehind(session))!
    return explain(actor.subject, 'own_line:label', ownTarget(actor.subject), context.clock())
  }
  const without = (...taken: string[]) => NUMBER_PERMISSIONS.filter((fn) => !taken.includes(fn))
  const limit = (subscriptionId: string | undefined, functions: typeof NUMBER_PERMISSIONS) =>
    changeRights(context, fresh(admin), {
      proposal: {
        limits: [{ numbers: subscriptionId ? [subscriptionId] : [], all: !subscriptionId, functions }],
      },
    })
  value(await limit(id, without('own_line:label')))
  expect(await why()).toMatchObject({ allowed: false, whyNot: { kind: 'number_ceiling' } })
  value(await limit(undefined, without('own_line:label')))
  expect(await why()).toMatchObject({ allowed: false, whyNot: { kind: 'company_ceiling' } })
  const changes = { label: { was: 'Van 12', next: 'x' } }
  await expect(labelOwnLine((await actorBehind(session))!, { changes }, context)).rejects.toBeInstanceOf(
    NotFound,
  )
  value(await limit(undefined, without('number:sign_in')))
  expect(await actorBehind(session)).toBeNull()
  expect((await ask(msisdn)).texts).toEqual([])
  const other = await aCompany(context)
  await expect(
    changeRights(context, fresh(other.admin), { proposal: { limits: [{ numbers: [id], functions: [] }] } }),
  ).rejects.toBeInstanceOf(NotFound)
})

test('P4 a user’s factor and the number’s own sign-in are separate attempts', async () => {
  const { slug, admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  await aLine(slug, mobile)
  await signIn(context, user.account, user.password)
  context.pass(HOUR)
  const waiting = await upToCode(context, user.account, PASSWORD)
  const { token, code } = await ask(mobile)
  const userCode = await codeOf(context, user.account)
  expect(outcome(await enterCode(waiting, { code }, context))).toBe('identity.code_wrong')
  expect(await guess(token, userCode)).toBe('identity.code_wrong')
  // Failures of the number are not the user's.
  for (let n = 0; n < 4; n++) await guess(token, wrong(code))
  expect(outcome(await enterCode(waiting, { code: userCode }, context))).toBe('ok')
  context.pass(HOUR)
  const actor = (await actorBehind(await enter(mobile)))!
  expect(actor.subject.kind).toBe('number')
})

test('P5 fixed, foreign, premium and unreadable numbers are refused without an SMS, with the reason', async () => {
  const begin = async (number: string) => outcome(await beginNumberSignIn(VISITOR, { number }, context))
  for (const number of [
    '06 1 447 4444',
    '+381 64 123 4567',
    '06 90 123 456',
    '+44 7400 123456',
    '06 80 123 456',
  ])
    expect(await begin(number), number).toBe('identity.number_not_mobile')
  for (const number of ['1414', 'hello', '+36 30', '301110001 x 5'])
    expect(await begin(number), number).toMatch(/^identity\.number_(unreadable|not_mobile)$/)
  expect((await dispatchAll(context, ASKED)).count).toBe(0)
})

test('nobody can tell a number that is no line of ours: same answers, same rows', async () => {
  const { slug } = await aCompany(context)
  const known = await ask((await aLine(slug)).msisdn)
  const unknown = await ask(aMobile())
  expect([known.texts.length, unknown.texts.length]).toEqual([1, 0])
  const bare = (next: object) => ({ ...next, login: '' })
  expect(bare(unknown.next)).toEqual(bare(known.next))
  for (const expected of [
    'identity.code_wrong',
    'identity.code_wrong',
    'identity.code_wrong',
    'identity.code_wrong',
    'identity.number_spent',
  ])
    for (const each of [known, unknown]) expect(await guess(each.token, wrong(known.code))).toBe(expected)
  for (const each of [known, unknown]) {
    expect(await guess(each.token, known.code)).toBe('identity.wait')
    expect(outcome(await requestCodeAgain('number_code', each.token, context))).toBe(
      'identity.send_again_later',
    )
  }
})

test('O14 all spellings share the limits; asking on and on leaves codes for whoever gives a password', async () => {
  const { slug, admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  await aLine(slug, mobile)
  let sent = 0
  for (let n = 0; n < 12; n++) {
    const visitor = n < 6 ? VISITOR : { ...VISITOR, address: '198.51.100.7' }
    sent += (await ask(n % 2 ? mobile : mobile.replace('+36', '06 '), undefined, visitor)).texts.length
    // One network has its part, and strangers all together.
    if (n === 5) expect(sent).toBe(4)
    context.pass(11 * MINUTE)
  }
  expect(sent).toBe(6)
  const waiting = value(await beginSignIn(VISITOR, { name: user.account }, context))
  const { enterPassword } = await import('@/lib/identity/sign-in/enter-password')
  const step = value(await enterPassword(waiting.token, { password: user.password }, context))
  expect(step.next).toMatchObject({ step: 'code', code: { sending: 'queued' } })
})

test('the same code again, not before it is due; 200 guesses at once: at most five count; a code works once', async () => {
  const { slug } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  const first = await ask(msisdn)
  context.pass(31 * SECOND)
  const pressed = await Promise.all(
    [1, 2, 3].map(() => requestCodeAgain('number_code', first.token, context)),
  )
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await dispatchAll(context, ASKED)).texts.map(({ text }) => digits(text))).toEqual([first.code])
  const twice = await Promise.all([1, 2].map(() => guess(first.token, first.code)))
  expect(twice.filter((each) => each === 'ok')).toHaveLength(1)
  context.pass(11 * MINUTE)
  const second = await ask(msisdn)
  const results = await Promise.all(
    Array.from({ length: 200 }, () => guess(second.token, wrong(second.code))),
  )
  expect(results.filter((each) => /code_wrong|spent/.test(each)).length).toBeLessThanOrEqual(5)
  context.pass(HOUR)
  const third = await ask(msisdn)
  context.pass(5 * MINUTE + SECOND)
  expect(await guess(third.token, third.code)).toBe('identity.number_over')
})

test('a SIM changed lately asks for a second code by e-mail, of the holder or the main administrator', async () => {
  const { slug, admin } = await aCompany(context)
  const swapped = { swapped: true, recycled: false }
  for (const email of ['driver@firm.example', undefined]) {
    const { msisdn } = await aLine(slug, aMobile(), email ? { email } : {})
    const { token, code } = await ask(msisdn, swapped)
    const step = value(await enterNumberCode(token, { code }, context))
    expect(step.next).toMatchObject({ step: 'second_code', code: { channel: 'mail', digits: 8 } })
    expect(outcome(await openSession(VISITOR, step.token, context))).toBe('identity.start_over')
    expect(await getNumberSignIn(step.token, context)).toMatchObject({ step: 'second_code', number: true })
    const { mails } = await dispatchAll(context, 'identity.code_requested')
    const chief = await context.db.user.findUniqueOrThrow({ where: { id: admin.subject.id } })
    expect(mails.map(({ to }) => to)).toEqual([email ?? chief.email])
    const second = /(?<!\d)\d{8}(?!\d)/.exec(mails[0]!.text)![0]
    expect(
      outcome(await enterSecondCode(step.token, { code: wrong(second).padStart(8, '0') }, context)),
    ).toBe('identity.code_wrong')
    expect(outcome(await sendCodeAgain(step.token, context, 'second_code'))).toBe('identity.send_again_later')
    const done = value(await enterSecondCode(step.token, { code: second }, context))
    const session = value(await openSession(VISITOR, done.token, context)).token
    expect((await findSession(session, context))?.factors).toEqual(['sms', 'mail'])
  }
})

test('second proofs have their own tries and their own limits, and the screen says whether one was sent', async () => {
  const { slug, admin } = await aCompany(context)
  const swapped = { swapped: true, recycled: false }
  const one = await aLine(slug)
  const first = await ask(one.msisdn, swapped)
  for (let n = 0; n < 4; n++) await guess(first.token, wrong(first.code))
  const step = value(await enterNumberCode(first.token, { code: first.code }, context))
  const { mails } = await dispatchAll(context, 'identity.code_requested')
  const second = /(?<!\d)\d{8}(?!\d)/.exec(mails[0]!.text)![0]
  expect(outcome(await enterSecondCode(step.token, { code: second }, context))).toBe('ok')

  const chief = await context.db.user.findUniqueOrThrow({ where: { id: admin.subject.id } })
  let sent = 0
  for (let n = 0; n < 6; n++) {
    const line = await aLine(slug)
    const { token, code } = await ask(line.msisdn, swapped)
    const { next } = value(await enterNumberCode(token, { code }, context))
    expect(next).toMatchObject({ code: { sending: 'queued' } })
    sent += (await dispatchAll(context, 'identity.code_requested')).mails.length
  }
  expect(sent).toBe(6)
  // None of them was counted as the main administrator's own.
  expect(await context.db.codeSend.count({ where: { msisdn: chief.email } })).toBe(0)
})

test('the network’s gateway is asked only where a code may go out', async () => {
  const { slug } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  let asked = 0
  for (let n = 0; n < 12; n++) {
    const begun = value(await beginNumberSignIn(VISITOR, { number: msisdn }, context))
    value(await requestNumberCode(VISITOR, begun.token, context))
    await dispatchAll(context, ASKED, () => {
      asked += 1
      return { swapped: false, recycled: false }
    })
  }
  expect(asked).toBe(3)
})

test('a number that went to somebody else since it was delivered signs nobody in', async () => {
  const { slug } = await aCompany(context)
  const { msisdn } = await aLine(slug)
  expect((await ask(msisdn, { swapped: false, recycled: true })).texts).toEqual([])
})

test('the database itself: a number is one line at a time, and a line never changes its company', async () => {
  const [one, other] = [await aCompany(context), await aCompany(context)]
  const { id, msisdn } = await aLine(one.slug)
  const move = context.db.subscription.update({ where: { id }, data: { companyId: other.admin.company.id } })
  await expect(move).rejects.toThrow(/keeps its company/)
  const { createdAt, companyId } = await context.db.subscription.findUniqueOrThrow({ where: { id } })
  const e164 = `+36${msisdn}`
  await expect(
    context.db.subscription.create({ data: { companyId, msisdn: e164, createdAt } }),
  ).rejects.toThrow()
  const both = [one, other, one, other]
  await Promise.all(both.map(({ slug }) => deliver(context, [{ company: slug, number: msisdn }])))
  expect(
    await context.db.subscription.count({ where: { msisdn: e164, status: { not: 'terminated' } } }),
  ).toBe(1)
})
