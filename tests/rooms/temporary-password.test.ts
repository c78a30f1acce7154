import { describe, expect, test } from 'vitest'
import { getUser } from '@/lib/company/queries'
import { approvedEditUserInput, createUserInput, suspendUserInput, userIdInput } from '@/lib/company/schema'
import { editUser } from '@/lib/company/users/edit-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { applyChangeInput } from '@/lib/grants/schema'
import { LIMITS } from '@/lib/identity/limits/limits'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
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
  temporaryPasswordOf,
  upToCode,
  VISITOR,
  value,
  wrong,
} from '../support/people'

const context = useContext()
const begin = async (account: string) => value(await beginSignIn(VISITOR, { name: account }, context)).token
const upToChange = async (account: string, password: string) => {
  const token = await upToCode(context, account, password)
  return value(await enterCode(token, { code: await codeOf(context, account) }, context)).token
}
const choice = (password: string) => ({ password, again: password })

describe('T temporary password', () => {
  test('T1 is unique, and only a hash of it is stored', async () => {
    const { admin } = await aCompany(context)
    const [a, b] = [await aUser(context, admin), await aUser(context, admin)]
    expect(a.password).not.toBe(b.password)
    const tables = await context.db.$queryRaw<{ name: string }[]>`
      SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE c.relnamespace::regnamespace::text IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition`
    for (const { name } of tables) {
      const rows = await context.db.$queryRawUnsafe<{ text: string }[]>(
        `SELECT t::text AS text FROM ${name} t`,
      )
      expect(
        rows.filter(({ text }) => text.includes(a.password)),
        name,
      ).toEqual([])
    }
    const row = await context.db.temporaryPassword.findFirstOrThrow({ where: { userId: a.id } })
    expect(row.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('as it comes from the mail it is right, whatever came along; and is no failure', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const along = [
      ...[
        ` ${user.password}`,
        `${user.password}\r\n`,
        `\u200b${user.password}\ufeff`,
        `\u00a0${user.password}\t`,
      ],
      user.password.replace(/.{4}/g, '$&\u200b'),
      user.password.replace(/.{4}/g, '$& '),
      user.password.replace(/^../, '$&\u00ad'),
    ]
    for (const password of along) {
      const next = value(
        await enterPassword(await begin(`\u202a${user.account}\u202c `), { password }, context),
      ).next
      expect(next.step, JSON.stringify(password)).toBe('code')
    }
    const failures = await context.sql.$queryRaw<
      { failures: number }[]
    >`SELECT failures FROM throttle WHERE failures > 0`
    expect(failures).toEqual([])
    // One that was chosen is what its owner says it is.
    const token = await upToChange(user.account, ` ${user.password}`)
    expect(outcome(await choosePassword(VISITOR, token, choice(`${PASSWORD} `), context))).toBe('ok')
    const wrongly = await enterPassword(await begin(user.account), { password: PASSWORD }, context)
    expect(outcome(wrongly)).toBe('identity.name_or_password_wrong')
  })

  test('T3 gives no session, only the change', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await upToChange(user.account, user.password)
    expect(await findSession(token, context)).toBeNull()
    expect(outcome(await openSession(VISITOR, token, context))).toBe('identity.start_over')
    expect(await context.db.session.count({ where: { userId: user.id } })).toBe(0)
    const chosen = value(await choosePassword(VISITOR, token, choice(PASSWORD), context))
    const session = value(await openSession(VISITOR, chosen.token, context))
    expect(await isIn(context, session.token)).toBe(true)
  })

  test('T4 the same password, or one from its context, is refused with the reason', async () => {
    const { admin, slug } = await aCompany(context)
    const user = await aUser(context, admin, 'benedek')
    const token = await upToChange(user.account, user.password)
    const refusal = async (password: string) =>
      outcome(await choosePassword(VISITOR, token, choice(password), context))
    expect(await refusal(user.password)).toBe('identity.password_same')
    expect(await refusal(`${slug}1`)).toBe('identity.password_guessable')
    expect(await refusal('Benedek2026')).toBe('identity.password_guessable')
    expect(await refusal('kovari77')).toBe('identity.password_guessable')
    expect(await refusal('iloveyou')).toBe('identity.password_common')
    expect(await refusal('short')).toBe('identity.password_too_short')
    expect(await refusal('a'.repeat(20))).toBe('identity.password_monotonous')
    expect(
      outcome(await choosePassword(VISITOR, token, { password: PASSWORD, again: 'other' }, context)),
    ).toBe('identity.passwords_differ')
    expect(await refusal(PASSWORD)).toBe('ok')
  })

  test('T5 expired is told only after the right password; the administrator sees it and can reissue; the old one dies', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    context.pass(LIMITS.temporaryPassword.validFor + 1)
    expect(outcome(await enterPassword(await begin(user.account), { password: 'not it' }, context))).toBe(
      'identity.name_or_password_wrong',
    )
    expect(
      outcome(await enterPassword(await begin(user.account), { password: user.password }, context)),
    ).toBe('identity.temporary_password_expired')
    const now = context.clock()
    expect((await getUser({ ...admin, now }, user.id, context)).password.kind).toBe('temporary_expired')
    value(await reissueTemporaryPassword(admin, { id: user.id }, context))
    expect((await getUser({ ...admin, now }, user.id, context)).password.kind).toBe('temporary')
    expect(
      outcome(await enterPassword(await begin(user.account), { password: user.password }, context)),
    ).toBe('identity.name_or_password_wrong')
    expect(
      await isIn(context, await signIn(context, user.account, await temporaryPasswordOf(context, user.id))),
    ).toBe(true)
  })

  test('T6 works once; of two changes at the same moment one wins', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const [a, b] = [
      await upToChange(user.account, user.password),
      await upToChange(user.account, user.password),
    ]
    const results = await Promise.all([
      choosePassword(VISITOR, a, choice('green ferry sails east'), context),
      choosePassword(VISITOR, b, choice('quiet river turns west'), context),
    ])
    expect(results.map(outcome).sort()).toEqual(['identity.start_over', 'ok'])
    expect(
      outcome(await enterPassword(await begin(user.account), { password: user.password }, context)),
    ).toBe('identity.name_or_password_wrong')
  })

  test('wrong codes after the right temporary password make it wait, in a new attempt too', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await upToCode(context, user.account, user.password)
    const code = wrong(await codeOf(context, user.account))
    for (let n = 0; n < 5; n++) await enterCode(token, { code }, context)
    const again = async () =>
      outcome(await enterPassword(await begin(user.account), { password: user.password }, context))
    expect(await again()).toBe('identity.wait')
    context.pass(31_000)
    expect(await again()).toBe('ok')
  })

  test('a way in that is under way ends with a new temporary password', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await upToCode(context, user.account, user.password)
    const code = await codeOf(context, user.account)
    value(await reissueTemporaryPassword(admin, { id: user.id }, context))
    expect(outcome(await enterCode(token, { code }, context))).toBe('identity.start_over')
  })

  test('a number changed after its code was entered lets nobody choose a password', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const token = await upToChange(user.account, user.password)
    value(await editUser(admin, await editedUser(context, { id: user.id, mobile: aMobile() }), context))
    expect(outcome(await choosePassword(VISITOR, token, choice(PASSWORD), context))).toBe(
      'identity.start_over',
    )
    expect(await context.db.credential.count({ where: { userId: user.id } })).toBe(0)
  })

  test('T7 cannot be skipped: each step takes only an attempt in exactly its state', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const started = await begin(user.account)
    const early = [
      enterCode(started, { code: '123456' }, context),
      choosePassword(VISITOR, started, choice(PASSWORD), context),
      openSession(VISITOR, started, context),
    ]
    for (const result of await Promise.all(early)) expect(outcome(result)).toBe('identity.start_over')
    const { token } = value(await enterPassword(started, { password: user.password }, context))
    expect(outcome(await choosePassword(VISITOR, token, choice(PASSWORD), context))).toBe(
      'identity.start_over',
    )
    expect(outcome(await openSession(VISITOR, token, context))).toBe('identity.start_over')
    expect(outcome(await enterPassword(started, { password: user.password }, context))).toBe(
      'identity.start_over',
    )
  })

  test('T8 nothing an administrator sends can carry a password for somebody else', () => {
    const forms = { createUserInput, approvedEditUserInput, suspendUserInput, userIdInput, applyChangeInput }
    for (const [name, schema] of Object.entries(forms))
      expect(
        Object.keys(schema.shape).filter((field) => /password|hash/i.test(field)),
        name,
      ).toEqual([])
  })
})
