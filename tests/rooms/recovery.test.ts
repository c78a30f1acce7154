import { describe, expect, test } from 'vitest'
import { editUser } from '@/lib/company/users/edit-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { giveDevice } from '@/lib/identity/attempts/device-cookie'
import { recoveryKey } from '@/lib/identity/limits/charge'
import { networkKey } from '@/lib/identity/limits/network-limit'
import { getRecovery, getSignIn } from '@/lib/identity/queries'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/recovery/enter-recovery-code'
import { resetPassword } from '@/lib/identity/recovery/reset-password'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { requestCodeAgain } from '@/lib/identity/sign-in/request-code-again'
import type { Channel, Visitor } from '@/lib/identity/view'
import { HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'
import { useContext } from '../support/context'
import { editedUser } from '../support/edited'
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
const ASKED = 'identity.recovery_requested'
const NEW = { password: 'green boat sails south', again: 'green boat sails south' }

/** A user who has chosen a password and is signed in. */
async function member() {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  const session = await signIn(context, user.account, user.password)
  context.pass(25 * HOUR)
  return { admin, ...user, session }
}
const proven = (admin: Awaited<ReturnType<typeof member>>['admin']) => ({
  ...admin,
  proof: { ...admin.proof, at: context.clock() },
})
const digits = (text: string) => /(?<!\d)\d{8}(?!\d)/.exec(text)?.[0] ?? ''
async function ask(account: string, channel: Channel = 'mail') {
  const { token, next } = value(await beginRecovery(VISITOR, { name: account, channel }, context))
  const { mails, texts } = await dispatchAll(context, ASKED)
  return { token, next, mails, texts, code: digits(mails[0]?.text ?? texts[0]?.text ?? '') }
}
const guess = async (token: string, code: string) =>
  outcome(await enterRecoveryCode(token, { code }, context))
async function recover(account: string, channel: Channel = 'mail') {
  const { token, code } = await ask(account, channel)
  const next = value(await enterRecoveryCode(token, { code }, context))
  return { ...next, reset: await resetPassword(VISITOR, next.token, NEW, context) }
}

describe('R recovery', () => {
  test('R1 an unknown login gets the same answers as a known one, until the right code', async () => {
    const { account } = await member()
    const stranger = `nobody@${account.split('@')[1]}`
    const [known, unknown] = [await ask(account), await ask(stranger)]
    expect([known.mails.length, unknown.mails.length]).toEqual([1, 0])
    expect({ ...unknown.next, login: '' }).toEqual({ ...known.next, login: '' })
    for (const left of [4, 3, 2, 1])
      for (const { token } of [known, unknown])
        expect(
          await enterRecoveryCode(token, { code: wrong(known.code).padStart(8, '0') }, context),
        ).toMatchObject({
          refusal: { code: 'identity.code_wrong', values: { left } },
        })
    for (const { token } of [known, unknown]) {
      expect(outcome(await requestCodeAgain('recover_code', token, context))).toBe(
        'identity.send_again_later',
      )
      expect(await guess(token, '00000000')).toBe('identity.recovery_spent')
      expect(await guess(token, known.code)).toBe('identity.wait')
    }
    const rows = await context.db.signIn.findMany({
      where: { login: { in: [account, stranger] }, state: 'recover_code' },
    })
    expect(rows.map(({ tries, channel }) => [tries, channel])).toEqual([
      [5, 'mail'],
      [5, 'mail'],
    ])
  })

  test('R2 it signs nobody in, and the second factor is asked for as always', async () => {
    const { account } = await member()
    const { reset, token } = await recover(account)
    expect(value(reset).next).toEqual({ step: 'password_saved' })
    expect(outcome(await openSession(VISITOR, token, context))).toBe('identity.start_over')
    expect(outcome(await openSession(VISITOR, value(reset).token, context))).toBe('identity.start_over')
    const waiting = await upToCode(context, account, NEW.password)
    expect(await getSignIn(waiting, context)).toMatchObject({
      step: 'code',
      code: { channel: 'sms', digits: 6 },
    })
  })

  test('R3 all sessions end, sign-ins under way too, and both addresses are told', async () => {
    const { account, session, id } = await member()
    const fresh = await signInAgain(account, PASSWORD)
    const waiting = await upToCode(context, account, PASSWORD)
    context.pass(11 * MINUTE)
    await dispatchAll(context, 'identity.password_reset')
    await recover(account)
    for (const each of [session, fresh]) expect(await isIn(context, each)).toBe(false)
    expect(outcome(await enterCode(waiting, { code: '000000' }, context))).toBe('identity.start_over')
    const { mails, texts } = await dispatchAll(context, 'identity.password_reset')
    expect([mails.length, texts.length]).toEqual([1, 1])
    expect(mails[0]!.text).not.toMatch(/https?:/)
    const audit = await context.db.auditEntry.findFirstOrThrow({
      where: { action: 'identity.password_reset', objectId: id },
    })
    expect(audit.after).toEqual({ factors: ['mail'] })
  })

  test('R4 after a reset by phone the next sign-in asks for a code by e-mail, once; also with SMS off', async () => {
    for (const smsAtSignIn of [true, false]) {
      const { account, admin } = await member()
      await context.db.company.update({ where: { id: admin.company.id }, data: { smsAtSignIn } })
      expect(outcome((await recover(account, 'sms')).reset)).toBe('ok')
      await dispatchAll(context, 'identity.code_requested')
      const waiting = await upToCode(context, account, NEW.password)
      expect(await getSignIn(waiting, context)).toMatchObject({
        step: 'code',
        code: { channel: 'mail', digits: 8, number: expect.stringContaining('•••@') },
      })
      const { mails, texts } = await dispatchAll(context, 'identity.code_requested')
      expect(texts).toEqual([])
      const next = value(await enterCode(waiting, { code: digits(mails[0]!.text) }, context))
      expect(next.next).toEqual({ step: 'finished' })
      const session = value(await openSession(VISITOR, next.token, context)).token
      expect(await isIn(context, session)).toBe(true)
      const after = value(await beginSignIn(VISITOR, { name: account }, context))
      const again = value(await enterPassword(after.token, { password: NEW.password }, context))
      expect(again.next.step).toBe(smsAtSignIn ? 'code' : 'finished')
      if (smsAtSignIn) expect(again.next).toMatchObject({ code: { channel: 'sms' } })
      context.pass(25 * HOUR)
    }
  })

  test('R5 the address is shown masked, and only after its code', async () => {
    const { account, login } = await member()
    const { token, code, next } = await ask(account)
    expect(JSON.stringify(next)).not.toMatch(/•|example/)
    const step = value(await enterRecoveryCode(token, { code }, context))
    expect(step.next).toMatchObject({ step: 'reset', provenBy: `${login[0]}•••@firm.example` })
    expect(await getRecovery(step.token, context)).toEqual(step.next)
  })

  test('R6 a code works once, for its own attempt only, and dies with a changed password', async () => {
    const { account } = await member()
    const first = await ask(account)
    const second = await ask(account)
    expect(second.code).not.toBe(first.code)
    expect(await guess(second.token, first.code)).toBe('identity.code_wrong')
    const twice = await Promise.all([1, 2].map(() => guess(first.token, first.code)))
    expect(twice.sort()[1]).toBe('ok')
    expect(twice.filter((each) => each === 'ok')).toHaveLength(1)
    context.pass(11 * MINUTE)
    const third = await ask(account)
    value((await recover(account)).reset)
    expect(await guess(third.token, third.code)).toBe('identity.code_wrong')
  })

  test('O5 a code to sign in fails in a recovery, and one of a recovery at sign-in', async () => {
    const { account } = await member()
    const { token, code } = await ask(account, 'sms')
    const waiting = await upToCode(context, account, PASSWORD)
    const signInCode = await codeOf(context, account)
    expect(await guess(token, `00${signInCode}`)).toBe('identity.code_wrong')
    expect(outcome(await enterCode(waiting, { code }, context))).toBe('identity.code_wrong')
    expect(outcome(await enterCode(waiting, { code: code.slice(2) }, context))).toBe('identity.code_wrong')
  })

  test('asking again sends the same code, not before it is due, and a double click sends one', async () => {
    const { account } = await member()
    const { token, code } = await ask(account)
    context.pass(31 * SECOND)
    const results = await Promise.all([1, 2, 3].map(() => requestCodeAgain('recover_code', token, context)))
    expect(results.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
    const { mails } = await dispatchAll(context, ASKED)
    expect(mails.map(({ text }) => digits(text))).toEqual([code])
  })

  test('a message told twice sends one code and counts once', async () => {
    const { account } = await member()
    const { code } = await ask(account)
    const before = await context.db.codeSend.count()
    await context.db.message.updateMany({ where: { kind: ASKED }, data: { state: 'in_progress' } })
    await context.db.delivery.deleteMany({})
    const last = await context.db.message.findFirstOrThrow({
      where: { kind: ASKED },
      orderBy: { id: 'desc' },
    })
    await context.db.message.update({ where: { id: last.id }, data: { state: 'initial' } })
    const { mails } = await dispatchAll(context, ASKED)
    expect(digits(mails[0]!.text)).toBe(code)
    expect(await context.db.codeSend.count()).toBe(before)
  })

  test('asking for it over and over sends four codes a day, and leaves the number its codes for signing in', async () => {
    const { account } = await member()
    let sent = 0
    for (let n = 0; n < 10; n++) {
      sent += (await ask(account, 'sms')).texts.length
      context.pass(11 * MINUTE)
    }
    expect(sent).toBe(4)
    const waiting = await upToCode(context, account, PASSWORD)
    expect(await getSignIn(waiting, context)).toMatchObject({ step: 'code', code: { sending: 'queued' } })
  })

  test('the company’s SMS budget holds for recoveries too, and a suspended user is not mailed without end', async () => {
    const { account } = await member()
    const poor = { ...context, smsBudget: { company: 0, total: 100_000 } }
    value(await beginRecovery(VISITOR, { name: account, channel: 'sms' }, context))
    expect((await dispatchAll(poor, ASKED)).texts).toEqual([])
    const gone = await member()
    value(await suspendUser(proven(gone.admin), { id: gone.id }, context))
    let mails = 0
    for (let n = 0; n < 30; n++) {
      mails += (await ask(gone.account)).mails.length
      context.pass(11 * MINUTE)
    }
    // What is past the day of an address is told in one (message-budgets.test.ts).
    expect(mails).toBe(12)
  })

  test('a browser that is known has a quota of its own and all of the budget; neither is taken from strangers', async () => {
    const { account, id } = await member()
    const { entry } = await giveDevice(context.sql, context, { userId: id }, null)
    const known = { ...VISITOR, deviceCookie: entry }
    const sent = async (visitor: Visitor, company = 1_000) => {
      value(await beginRecovery(visitor, { name: account, channel: 'sms' }, context))
      const at = { ...context, smsBudget: { company, total: 100_000 } }
      return (await dispatchAll(at, ASKED)).texts.length
    }
    for (let n = 0; n < 3; n++) expect(await sent(known)).toBe(1)
    expect(await sent(known)).toBe(0)
    for (const address of ['198.51.100.1', '198.51.101.1', '198.51.102.1'])
      expect(await sent({ ...VISITOR, address })).toBe(1)
    expect(await sent({ ...VISITOR, address: '198.51.103.1' })).toBe(0)
    context.pass(HOUR)
    // Of two SMS an hour strangers may have one.
    expect(await sent({ ...VISITOR, address: '198.51.104.1' }, 2)).toBe(1)
    expect(await sent({ ...VISITOR, address: '198.51.105.1' }, 2)).toBe(0)
    expect(await sent(known, 2)).toBe(1)
  })

  test('a new password that is being chosen is chosen no more once the way there has been taken back', async () => {
    const { account, id, admin } = await member()
    const { token, code } = await ask(account)
    const next = value(await enterRecoveryCode(token, { code }, context))
    value(await reissueTemporaryPassword(proven(admin), { id }, context))
    expect(outcome(await resetPassword(VISITOR, next.token, NEW, context))).toBe('identity.recovery_over')
  })

  test('a stranger’s hundred wrong codes close recovery for an hour at most', async () => {
    const { account } = await member()
    const key = recoveryKey(account, networkKey(VISITOR, context))
    await context.db.throttle.create({ data: { key, failures: 99, failedAt: context.clock() } })
    const { token } = await ask(account)
    expect(await guess(token, '00000000')).toBe('identity.code_wrong')
    expect(await guess(token, '00000000')).toBe('identity.wait')
    context.pass(HOUR + SECOND)
    expect(outcome((await recover(account)).reset)).toBe('ok')
  })

  test('it expires, changed addresses make it void, and a locked account can still recover', async () => {
    const late = await member()
    const asked = await ask(late.account, 'sms')
    context.pass(5 * MINUTE + SECOND)
    expect(await guess(asked.token, asked.code)).toBe('identity.recovery_over')

    const moved = await member()
    const old = await ask(moved.account)
    const edited = { id: moved.id, name: 'Ben', email: 'elsewhere@firm.example', mobile: aMobile() }
    value(await editUser(proven(moved.admin), await editedUser(context, edited), context))
    expect(await guess(old.token, old.code)).not.toBe('ok')

    const locked = await member()
    const { token } = value(await beginSignIn(VISITOR, { name: locked.account }, context))
    for (let n = 0; n < 5; n++) await enterPassword(token, { password: 'no' }, context)
    expect(outcome(await enterPassword(token, { password: PASSWORD }, context))).toBe(
      'identity.name_or_password_wrong',
    )
    value((await recover(locked.account)).reset)
    expect(outcome(await enterPassword(token, { password: NEW.password }, context))).toBe('ok')
  })

  test('suspended: no code, told by e-mail; a number nobody confirmed: no SMS, told by e-mail', async () => {
    const suspended = await member()
    value(await suspendUser(proven(suspended.admin), { id: suspended.id }, context))
    const asked = await ask(suspended.account, 'sms')
    expect([asked.texts.length, asked.mails.length, asked.code]).toEqual([0, 1, ''])

    const { admin } = await aCompany(context)
    const fresh = await aUser(context, admin)
    const byPhone = await ask(fresh.account, 'sms')
    expect([byPhone.texts.length, byPhone.mails.length, byPhone.code]).toEqual([0, 1, ''])
    context.pass(11 * MINUTE)
    // By e-mail it replaces the temporary password, which dies; the SMS follows at the sign-in as always.
    value((await recover(fresh.account)).reset)
    const { token } = value(await beginSignIn(VISITOR, { name: fresh.account }, context))
    expect(outcome(await enterPassword(token, { password: fresh.password }, context))).toBe(
      'identity.name_or_password_wrong',
    )
    expect(value(await enterPassword(token, { password: NEW.password }, context)).next.step).toBe('code')
  })

  test('200 guesses at once: at most five are evaluated', async () => {
    const { account } = await member()
    const { token, code } = await ask(account)
    const results = await Promise.all(
      Array.from({ length: 200 }, () => guess(token, wrong(code).padStart(8, '0'))),
    )
    const evaluated = results.filter(
      (each) => each === 'identity.code_wrong' || each === 'identity.recovery_spent',
    )
    expect(results).not.toContain('ok')
    expect(results.filter((each) => each === 'identity.code_wrong').length).toBeLessThanOrEqual(5)
    expect(evaluated.length).toBeGreaterThan(0)
  })
})

async function signInAgain(account: string, password: string): Promise<string> {
  const token = await upToCode(context, account, password)
  const next = value(await enterCode(token, { code: await codeOf(context, account) }, context))
  return value(await openSession(VISITOR, next.token, context)).token
}
