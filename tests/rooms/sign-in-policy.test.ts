import { expect, test } from 'vitest'
import { getSignInPolicy } from '@/lib/company/queries'
import { switchSmsAtSignIn } from '@/lib/company/settings/switch-sms-at-sign-in'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { HOUR } from '@/lib/kernel/clock'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import {
  aCompany,
  aUser,
  codeOf,
  isIn,
  outcome,
  signIn,
  staff,
  upToCode,
  VISITOR,
  value,
} from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const SHORT = 'tram rides'
const LONG = 'blue tram rides north again'
const fresh = (actor: Actor) => ({ ...actor, proof: { ...actor.proof, at: context.clock() } })
const password = async (account: string, text: string) => {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, context))
  return enterPassword(token, { password: text }, context)
}

/** A user whose password is long enough beside an SMS only. */
async function withShortPassword(admin: Actor) {
  const user = await aUser(context, admin)
  const token = await upToCode(context, user.account, user.password)
  const next = value(await enterCode(token, { code: await codeOf(context, user.account) }, context))
  value(await choosePassword(VISITOR, next.token, { password: SHORT, again: SHORT }, context))
  return user
}

test('S2-10 off: the password alone signs in; a short one is changed at the next sign-in; on again asks for the code', async () => {
  const { admin } = await aCompany(context)
  const [short, long] = [await withShortPassword(admin), await aUser(context, admin)]
  await signIn(context, long.account, long.password)
  context.pass(25 * HOUR)
  expect(await getSignInPolicy(admin, context)).toMatchObject({
    smsAtSignIn: true,
    users: 3,
    tooShort: 1,
    last: null,
  })
  value(await switchSmsAtSignIn(fresh(admin), { on: false }, context))

  const alone = value(await password(long.account, 'blue tram rides north'))
  expect(alone.next).toEqual({ step: 'finished' })
  expect(outcome(await openSession(VISITOR, alone.token, context))).toBe('ok')
  const tooShort = value(await password(short.account, SHORT))
  expect(tooShort.next).toMatchObject({ step: 'must_change', minimum: 15 })
  const again = { password: SHORT.repeat(1), again: SHORT }
  expect(outcome(await choosePassword(VISITOR, tooShort.token, again, context))).toBe(
    'identity.password_too_short',
  )
  expect(
    outcome(await choosePassword(VISITOR, tooShort.token, { password: LONG, again: LONG }, context)),
  ).toBe('ok')

  value(await switchSmsAtSignIn(fresh(admin), { on: true }, context))
  expect(value(await password(long.account, 'blue tram rides north')).next.step).toBe('code')
  expect(await getSignInPolicy(admin, context)).toMatchObject({ smsAtSignIn: true, last: { by: admin.name } })
})

test('a sign-in that the password alone had finished does not outlive the switch', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(25 * HOUR)
  value(await switchSmsAtSignIn(fresh(admin), { on: false }, context))
  const ticket = value(await password(user.account, 'blue tram rides north')).token
  value(await switchSmsAtSignIn(fresh(admin), { on: true }, context))
  expect(outcome(await openSession(VISITOR, ticket, context))).toBe('identity.start_over')
})

test('what the password alone had let through while the switch was thrown opens no session', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(25 * HOUR)
  value(await switchSmsAtSignIn(fresh(admin), { on: false }, context))
  const ticket = value(await password(user.account, 'blue tram rides north')).token
  // As if the step had been written down just after the switch had closed the others.
  await context.db.company.update({ where: { id: admin.company.id }, data: { smsAtSignIn: true } })
  expect(outcome(await openSession(VISITOR, ticket, context))).toBe('identity.start_over')
})

test('only main administrators may, with a fresh proof; a company of one’s own only; never the operator’s', async () => {
  const { admin } = await aCompany(context)
  const helper = await aUser(context, admin)
  value(await giveRight(context, admin, helper.id, 'user_administrator'))
  await expect(
    switchSmsAtSignIn(await demoActor(context, helper.account), { on: false }, context),
  ).rejects.toBeInstanceOf(NotFound)
  await expect(switchSmsAtSignIn(fresh(await staff(context)), { on: false }, context)).rejects.toBeInstanceOf(
    NotFound,
  )
  context.pass(HOUR)
  expect(outcome(await switchSmsAtSignIn(admin, { on: false }, context))).toBe('identity.prove_again')
  expect(outcome(await switchSmsAtSignIn(admin, { on: false, proof: 'wrong' }, context))).toBe(
    'identity.current_password_wrong',
  )
  expect(await getSignInPolicy(admin, context)).toMatchObject({ smsAtSignIn: true })
})

test('everybody who can sign in is told once, however often and by however many it is pressed', async () => {
  const { admin } = await aCompany(context)
  const [user, gone] = [await aUser(context, admin), await aUser(context, admin)]
  value(await suspendUser(admin, { id: gone.id }, context))
  await dispatchAll(context, 'company.sms_at_sign_in_switched')
  const results = await Promise.all(
    [1, 2, 3, 4].map(() => switchSmsAtSignIn(fresh(admin), { on: false }, context)),
  )
  expect(results.map(outcome)).toEqual(['ok', 'ok', 'ok', 'ok'])
  const { mails, count } = await dispatchAll(context, 'company.sms_at_sign_in_switched')
  expect(count).toBe(1)
  const notices = mails.map(({ to }) => to)
  expect(new Set(notices).size).toBe(notices.length)
  expect(notices).toContain(`${user.login}@firm.example`)
  expect(notices).not.toContain(`${gone.login}@firm.example`)
  expect(notices).toHaveLength(2)
  const entries = await context.db.auditEntry.findMany({
    where: { companyId: admin.company.id, action: { startsWith: 'company.sms_at_sign_in' } },
  })
  expect(entries.map(({ action }) => action)).toEqual(['company.sms_at_sign_in_switched_off'])
})

test('who is in with one factor has to come again when a code is asked for, and nobody of another company', async () => {
  const [mine, theirs] = [await aCompany(context), await aCompany(context)]
  const inside: string[] = []
  for (const { admin } of [mine, theirs]) {
    const user = await aUser(context, admin)
    value(await switchSmsAtSignIn(fresh(admin), { on: false }, context))
    inside.push(await signIn(context, user.account, user.password))
  }
  const areIn = () => Promise.all(inside.map((token) => isIn(context, token)))
  expect(await areIn()).toEqual([true, true])
  value(await switchSmsAtSignIn(fresh(mine.admin), { on: true }, context))
  expect(await areIn()).toEqual([false, true])
})
