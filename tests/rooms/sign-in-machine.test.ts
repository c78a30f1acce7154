import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { HOUR, MINUTE } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { aCompany, aUser, codeOf, PASSWORD, signIn, VISITOR, wrong } from '../support/people'

const context = useContext()
const EVENTS = [
  'begin',
  'password',
  'wrong password',
  'code',
  'wrong code',
  'again',
  'choose',
  'open',
  'old token',
  'wait',
] as const
/** Mostly what comes next, else anything: by chance alone hardly one in two hundred would get in, and prove nothing of the rest. */
const walk = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant('next' as const) },
    { weight: 2, arbitrary: fc.constant('open' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...EVENTS) },
  ),
  { minLength: 6, maxLength: 18 },
)

test('T7 whatever is tried in whatever order, no session opens without every required step', async () => {
  const { admin } = await aCompany(context)
  let [walks, opened] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('temporary', 'chosen', 'chosen, SMS off'),
      walk,
      async (kind, events) => {
        walks += 1
        const user = await aUser(context, admin)
        if (kind !== 'temporary') await signIn(context, user.account, user.password)
        const smsAtSignIn = kind !== 'chosen, SMS off'
        await context.db.company.update({ where: { id: admin.company.id }, data: { smsAtSignIn } })
        context.pass(24 * HOUR)
        const password = kind === 'temporary' ? user.password : PASSWORD
        const before = await context.db.session.count({ where: { userId: user.id } })
        let [token, old] = ['none', 'none']
        let proven = { password: false, code: false, chosen: false }
        const move = (result: { ok: boolean; value?: unknown }, then: () => void) => {
          if (!result.ok) return
          old = token
          token = (result.value as { token: string }).token
          then()
        }
        const next = () => {
          if (token === 'none') return 'begin'
          if (!proven.password) return 'password'
          if (smsAtSignIn && !proven.code) return 'code'
          return kind === 'temporary' && !proven.chosen ? 'choose' : 'open'
        }
        for (const chosen of events) {
          const event = chosen === 'next' ? next() : chosen
          if (event === 'begin')
            move(await beginSignIn(VISITOR, { name: user.account }, context), () => {
              proven = { password: false, code: false, chosen: false }
              // What an earlier attempt has proven stays proven; only replaced tokens are old.
              old = 'none'
            })
          if (event === 'password')
            move(await enterPassword(token, { password }, context), () => (proven.password = true))
          if (event === 'wrong password')
            expect((await enterPassword(token, { password: 'no' }, context)).ok).toBe(false)
          const code = proven.password && smsAtSignIn ? await codeOf(context, user.account) : '000000'
          if (event === 'code') move(await enterCode(token, { code }, context), () => (proven.code = true))
          if (event === 'wrong code')
            expect((await enterCode(token, { code: wrong(code) }, context)).ok).toBe(false)
          if (event === 'again') await sendCodeAgain(token, context)
          if (event === 'old token') expect((await openSession(VISITOR, old, context)).ok).toBe(false)
          if (event === 'wait') context.pass(MINUTE)
          const choice = { password: `${PASSWORD} again`, again: `${PASSWORD} again` }
          if (event === 'choose')
            move(await choosePassword(VISITOR, token, choice, context), () => (proven.chosen = true))
          if (event === 'open' && (await openSession(VISITOR, token, context)).ok) {
            expect(proven.password).toBe(true)
            expect(proven.code || !smsAtSignIn).toBe(true)
            if (kind === 'temporary') expect(proven.chosen).toBe(true)
            opened += 1
            return
          }
        }
        expect(await context.db.session.count({ where: { userId: user.id } })).toBe(before)
      },
    ),
    { numRuns: 60 },
  )
  expect(opened / walks).toBeGreaterThan(1 / 3)
}, 120_000)
