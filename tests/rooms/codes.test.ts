import { describe, expect, test } from 'vitest'
import { editUser } from '@/lib/company/users/edit-user'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { accountKey } from '@/lib/identity/limits/charge'
import { LIMITS } from '@/lib/identity/limits/limits'
import { getSignIn } from '@/lib/identity/queries'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { connect } from '@/lib/infra/db'
import { MINUTE, SECOND } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { editedUser } from '../support/edited'
import {
  aCompany,
  aMobile,
  aUser,
  codeOf,
  outcome,
  PASSWORD,
  signIn,
  upToCode,
  VISITOR,
  value,
  wrong,
} from '../support/people'

const context = useContext()

/** A user who has chosen a password and waits for a code now. */
async function waiting(login?: string) {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin, login)
  await signIn(context, user.account, user.password)
  context.pass(15 * MINUTE)
  return { admin, ...user, token: await upToCode(context, user.account, PASSWORD) }
}
const guess = async (token: string, code: string) => outcome(await enterCode(token, { code }, context))
const messages = () => context.db.message.count({ where: { kind: 'identity.code_requested' } })

describe('O one-time codes', () => {
  test('O1 after five wrong codes even the right one fails', async () => {
    const { token, account } = await waiting()
    const code = await codeOf(context, account)
    for (const left of [4, 3, 2, 1])
      expect(await enterCode(token, { code: wrong(code) }, context)).toMatchObject({
        refusal: { values: { left } },
      })
    expect(await guess(token, wrong(code))).toBe('identity.code_spent')
    expect(await guess(token, code)).toBe('identity.wait')
    context.pass(31 * SECOND)
    expect(await guess(token, code)).toBe('identity.code_expired')
  })

  test('O2 sending again after three wrong codes leaves two tries', async () => {
    const { token, account } = await waiting()
    const code = await codeOf(context, account)
    for (const _ of [1, 2, 3]) await guess(token, wrong(code))
    context.pass(31 * SECOND)
    expect(outcome(await sendCodeAgain(token, context))).toBe('ok')
    expect(await codeOf(context, account)).toBe(code)
    expect(await getSignIn(token, context)).toMatchObject({ code: { triesLeft: 2 } })
    await guess(token, wrong(code))
    expect(await guess(token, wrong(code))).toBe('identity.code_spent')
  })

  test('O3 the account’s ladder survives new codes and restarts', async () => {
    const { token, account } = await waiting()
    const code = await codeOf(context, account)
    for (const _ of [1, 2, 3, 4, 5]) await guess(token, wrong(code))
    context.pass(31 * SECOND)
    const again = await upToCode(context, account, PASSWORD)
    const restarted = { ...context, ...connect(context.url) }
    expect(outcome(await enterCode(again, { code: wrong(await codeOf(context, account)) }, restarted))).toBe(
      'identity.code_wrong',
    )
    await restarted.close()
    expect(await enterCode(again, { code }, context)).toMatchObject({
      refusal: { code: 'identity.wait', values: { seconds: 60 } },
    })
  })

  test('O4 of 200 guesses at once at most five are evaluated', async () => {
    const { token, account } = await waiting()
    const code = await codeOf(context, account)
    const other = { ...context, ...connect(context.url, 16) }
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => enterCode(token, { code: wrong(code) }, n % 2 ? context : other)),
    )
    await other.close()
    const evaluated = results
      .map(outcome)
      .filter((each) => each === 'identity.code_wrong' || each === 'identity.code_spent')
    expect(evaluated.length).toBeLessThanOrEqual(5)
    expect(evaluated.length).toBeGreaterThan(0)
    expect(results.map(outcome)).not.toContain('ok')
    const challenge = await context.db.challenge.findFirstOrThrow({
      where: { signIn: { login: account } },
      orderBy: { id: 'desc' },
    })
    expect(challenge.tries).toBeLessThanOrEqual(5)
  })

  test('O5 a code of one attempt fails in another', async () => {
    const { token, account } = await waiting()
    const first = await codeOf(context, account)
    const second = await upToCode(context, account, PASSWORD)
    const other = await codeOf(context, account)
    expect(other).not.toBe(first)
    expect(await guess(second, first)).toBe('identity.code_wrong')
    expect(await guess(token, other)).toBe('identity.code_wrong')
    expect(await guess(second, other)).toBe('ok')
  })

  test('O6 at 5:01 it has expired, and sending again did not extend it', async () => {
    const { token, account } = await waiting()
    const code = await codeOf(context, account)
    context.pass(4 * MINUTE)
    expect(outcome(await sendCodeAgain(token, context))).toBe('ok')
    context.pass(61 * SECOND)
    expect(await guess(token, code)).toBe('identity.code_expired')
    expect(outcome(await sendCodeAgain(token, context))).toBe('ok')
    const fresh = await codeOf(context, account)
    expect(fresh).not.toBe(code)
    expect(await guess(token, code)).toBe('identity.code_wrong')
    expect(await guess(token, fresh)).toBe('ok')
  })

  test('O7 looking at the page sends nothing', async () => {
    const { token } = await waiting()
    const before = await messages()
    for (const _ of [1, 2, 3]) expect(await getSignIn(token, context)).toMatchObject({ step: 'code' })
    expect(await messages()).toBe(before)
  })

  test('O8 with the message centre down the code stays on its way: no bypass, nothing charged', async () => {
    const { token, account } = await waiting()
    const view = await getSignIn(token, context)
    expect(view).toMatchObject({ step: 'code', code: { sending: 'queued', triesLeft: 5 } })
    const jobs = await context.db.$queryRaw<
      { id: bigint }[]
    >`SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'tell'`
    expect(jobs.length).toBeGreaterThan(0)
    expect(
      await context.db.throttle.findFirst({ where: { failures: { gt: 0 }, key: accountKey(account) } }),
    ).toBeNull()
  })

  test('O9 a double click sends one', async () => {
    const { token } = await waiting()
    context.pass(31 * SECOND)
    const before = await messages()
    const results = await Promise.all([1, 2, 3, 4].map(() => sendCodeAgain(token, context)))
    expect(results.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
    expect(await messages()).toBe(before + 1)
  })

  test('O10 a locked or suspended account is sent none', async () => {
    const { token, account, admin, id } = await waiting()
    const code = await codeOf(context, account)
    for (const _ of [1, 2, 3, 4, 5]) await guess(token, wrong(code))
    const before = await messages()
    const { token: next } = value(await beginSignIn(VISITOR, { name: account }, context))
    expect(outcome(await enterPassword(next, { password: PASSWORD }, context))).toBe(
      'identity.name_or_password_wrong',
    )
    expect(outcome(await sendCodeAgain(token, context))).toBe('identity.wait')
    context.pass(31 * SECOND)
    value(await suspendUser(admin, { id }, context))
    expect(outcome(await enterPassword(next, { password: PASSWORD }, context))).toBe('identity.suspended')
    const { token: fresh } = value(await beginSignIn(VISITOR, { name: account }, context))
    expect(outcome(await enterPassword(fresh, { password: PASSWORD }, context))).toBe('identity.suspended')
    expect(await messages()).toBe(before)
  })

  test('O11 a number changed on the way makes the code void', async () => {
    const { token, account, admin, id } = await waiting()
    const code = await codeOf(context, account)
    const edited = { id, name: 'Ben Kővári', email: 'ben@firm.example', mobile: aMobile() }
    const form = await editedUser(context, edited)
    value(await editUser({ ...admin, proof: { ...admin.proof, at: context.clock() } }, form, context))
    expect(await guess(token, code)).toBe('identity.start_over')
  })

  test('O12 no code, password or token is in the audit, the outbox or the job queue', async () => {
    const { token, account, password } = await waiting()
    const code = await codeOf(context, account)
    value(await enterCode(token, { code }, context))
    const rows = await context.db.$queryRaw<{ text: string }[]>`
      SELECT (a.before, a.after, a.reason, a.object_name, a.actor_name)::text AS text FROM audit_entry a
      UNION ALL SELECT (m.payload, m.note)::text FROM message m
      UNION ALL SELECT (d.problem, d.far_end_id)::text FROM delivery d
      UNION ALL SELECT j.payload::text FROM graphile_worker._private_jobs j`
    for (const secret of [code, password, token, PASSWORD])
      expect(rows.filter(({ text }) => new RegExp(`(?<!\\w)${secret}(?!\\w)`).test(text))).toEqual([])
  })

  test('O14 all spellings of a number share one limit', async () => {
    const { admin } = await aCompany(context)
    const mobile = aMobile()
    const spellings = [
      mobile,
      `+36${mobile}`,
      `06 ${mobile.slice(0, 2)} ${mobile.slice(2)}`,
      `06-${mobile}`,
      `+36 ${mobile}`,
    ]
    const sent: (string | null)[] = []
    for (const [n, spelling] of spellings.entries()) {
      const user = await aUser(context, admin, `spelling${n}`)
      const edited = { id: user.id, name: 'Ben', email: `spelling${n}@firm.example`, mobile: spelling }
      const form = await editedUser(context, edited)
      value(await editUser({ ...admin, proof: { ...admin.proof, at: context.clock() } }, form, context))
      const token = await upToCode(context, user.account, user.password)
      const view = await getSignIn(token, context)
      sent.push(view.step === 'code' ? view.code.sending : 'no code')
    }
    expect(sent).toEqual(['queued', 'queued', 'queued', 'queued', null])
  })

  test('the company’s budget fails closed and keeps nobody out who has a code', async () => {
    const { account, token } = await waiting()
    const poor = { ...context, smsBudget: { company: 2, total: 100_000 } }
    context.pass(31 * SECOND)
    expect(outcome(await sendCodeAgain(token, poor))).toBe('identity.number_limit')
    expect(await guess(token, await codeOf(context, account))).toBe('ok')
  })

  test('the wait before sending again grows: 30, 60, 120 seconds', async () => {
    const { token } = await waiting()
    for (const seconds of LIMITS.code.sendAgainAfter.slice(0, 3).map((wait) => wait / SECOND)) {
      expect(await sendCodeAgain(token, context)).toMatchObject({ refusal: { values: { seconds } } })
      context.pass(seconds * SECOND)
      expect(outcome(await sendCodeAgain(token, context))).toBe('ok')
    }
  })
})
