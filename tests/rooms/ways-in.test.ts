import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/identity/limits/limits'
import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { enterNumberCode } from '@/lib/identity/number/enter-number-code'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/recovery/enter-recovery-code'
import { resetPassword } from '@/lib/identity/recovery/reset-password'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { enterSecondCode } from '@/lib/identity/sign-in/enter-second-code'
import type { Channel, Visitor } from '@/lib/identity/view'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { aCompany, aMobile, aUser, codeOf, PASSWORD, signIn, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

// Each way in is gone once by somebody who slips at every step, from a network of their own: at its end it leads where they
// wanted to go, and the network has nothing left that counts against its others.
const context = useContext()
const BACK = '/lines?q=%2B36+30&cols=holder,account'
const NEW = { password: 'green boat sails south', again: 'green boat sails south' }
const SWAPPED = { swapped: true, recycled: false }

type Person = { account: string; password: string; number: string }
type Way = (who: Person, visitor: Visitor, slips: boolean) => Promise<string | null>

let member: string | undefined
/** Choosing one takes longer than all the rest. */
async function copyPassword(from: string, to: string) {
  await context.db.temporaryPassword.updateMany({ where: { userId: to }, data: { usedAt: context.clock() } })
  const credential = await context.db.credential.findUniqueOrThrow({ where: { userId: from } })
  await context.db.credential.create({ data: { ...credential, userId: to } })
  const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id: to } })
  await context.db.confirmedMobile.create({ data: { userId: to, msisdn: mobile, at: context.clock() } })
}

let company: Awaited<ReturnType<typeof aCompany>> | undefined
async function person(): Promise<Person> {
  company ??= await aCompany(context)
  const user = await aUser(context, company.admin)
  if (member) await copyPassword(member, user.id)
  else await signIn(context, user.account, user.password)
  member ??= user.id
  const number = aMobile()
  await deliver(context, [{ company: company.slug, number, email: 'driver@firm.example' }])
  return { account: user.account, password: PASSWORD, number }
}

const slip = (code: string) => code.replace(/\d/, (first) => (first === '1' ? '2' : '1'))
/** What a message of a kind says as its code. */
async function dispatched(kind: string, sim?: typeof SWAPPED): Promise<string> {
  const { mails, texts } = await dispatchAll(context, kind, sim)
  return /(?:^Code: |#)(\d+)$/m.exec((mails[0] ?? texts[0])!.text)![1]!
}

const byPassword: Way = async ({ account, password }, visitor, slips) => {
  const { token } = value(await beginSignIn(visitor, { name: account, returnTo: BACK }, context))
  if (slips) await enterPassword(token, { password: 'Spring2026!' }, context)
  const asked = value(await enterPassword(token, { password }, context))
  const code = await codeOf(context, account)
  if (slips) await enterCode(asked.token, { code: slip(code) }, context)
  const done = value(await enterCode(asked.token, { code }, context))
  value(await openSession(visitor, done.token, context))
  return done.returnTo
}
const byTemporaryPassword: Way = async (_, visitor, slips) => {
  const { account, password } = await aUser(context, company!.admin)
  const { token } = value(await beginSignIn(visitor, { name: account, returnTo: BACK }, context))
  if (slips) await enterPassword(token, { password: 'Spring2026!' }, context)
  const asked = value(await enterPassword(token, { password }, context))
  const code = await codeOf(context, account)
  if (slips) await enterCode(asked.token, { code: slip(code) }, context)
  const choice = value(await enterCode(asked.token, { code }, context))
  const done = value(await choosePassword(visitor, choice.token, NEW, context))
  value(await openSession(visitor, done.token, context))
  return done.returnTo
}
const byNumber =
  (begin: 'number' | 'name', sim?: typeof SWAPPED): Way =>
  async ({ number }, visitor, slips) => {
    const begun =
      begin === 'name'
        ? await beginSignIn(visitor, { name: number, returnTo: BACK }, context)
        : await beginNumberSignIn(visitor, { number, returnTo: BACK }, context)
    const asked = value(await requestNumberCode(visitor, value(begun).token, context))
    const code = await dispatched('identity.number_code_requested', sim)
    if (slips) await enterNumberCode(asked.token, { code: slip(code) }, context)
    let done = value(await enterNumberCode(asked.token, { code }, context))
    if (sim) {
      const second = await dispatched('identity.code_requested')
      if (slips) await enterSecondCode(done.token, { code: slip(second) }, context)
      done = value(await enterSecondCode(done.token, { code: second }, context))
    }
    value(await openSession(visitor, done.token, context))
    return done.returnTo
  }
const byRecovery =
  (channel: Channel, sim?: typeof SWAPPED): Way =>
  async ({ account }, visitor, slips) => {
    const asked = value(await beginRecovery(visitor, { name: account, channel, returnTo: BACK }, context))
    const code = await dispatched('identity.recovery_requested', sim)
    if (slips) await enterRecoveryCode(asked.token, { code: slip(code) }, context)
    let next = value(await enterRecoveryCode(asked.token, { code }, context))
    if (sim) {
      const second = await dispatched('identity.code_requested')
      if (slips) await enterSecondCode(next.token, { code: slip(second) }, context)
      next = value(await enterSecondCode(next.token, { code: second }, context))
    }
    return value(await resetPassword(visitor, next.token, NEW, context)).returnTo
  }
/** Tries a way, gives up at its first slip, and takes another. */
const after =
  (first: 'password' | 'recovery' | 'number', then: Way): Way =>
  async (who, visitor, slips) => {
    if (first === 'password') {
      const { token } = value(await beginSignIn(visitor, { name: who.account }, context))
      await enterPassword(token, { password: 'Spring2026!' }, context)
    } else if (first === 'recovery') {
      const { token } = value(await beginRecovery(visitor, { name: who.account, channel: 'mail' }, context))
      await enterRecoveryCode(token, { code: slip(await dispatched('identity.recovery_requested')) }, context)
    } else {
      const begun = value(await beginNumberSignIn(visitor, { number: who.number }, context))
      const asked = value(await requestNumberCode(visitor, begun.token, context))
      await enterNumberCode(
        asked.token,
        { code: slip(await dispatched('identity.number_code_requested')) },
        context,
      )
    }
    return then(who, visitor, slips)
  }

const WAYS: [string, Way][] = [
  ['a password', byPassword],
  ['a temporary password', byTemporaryPassword],
  ['a number', byNumber('number')],
  ['a number typed as a user name', byNumber('name')],
  ['a number with a new SIM', byNumber('number', SWAPPED)],
  ['a recovery by e-mail', byRecovery('mail')],
  ['a recovery by phone', byRecovery('sms')],
  ['a recovery by phone with a new SIM', byRecovery('sms', SWAPPED)],
  ['a wrong password, then a recovery', after('password', byRecovery('mail'))],
  ['a recovery given up, then the password', after('recovery', byPassword)],
  ['a recovery given up, then another', after('recovery', byRecovery('sms'))],
  ['a number given up, then again', after('number', byNumber('number'))],
]

const used = (network: string) => context.db.networkUse.count({ where: { network: `network:${network}` } })

test.each(WAYS.map(([name, way], n) => [name, way, `198.18.${n}`] as const))(
  '%s leads back, and gives back what it cost its network',
  async (_, way, network) => {
    const visitor = { ...VISITOR, address: `${network}.7` }
    expect(await way(await person(), visitor, true)).toBe(BACK)
    expect(await used(network)).toBe(0)
  },
)

test('a browser that is known gives back what it cost before it was', async () => {
  const who = await person()
  const visitor = { ...VISITOR, address: '198.18.90.7' }
  const { token } = value(await beginSignIn(visitor, { name: who.account }, context))
  const asked = value(await enterPassword(token, { password: PASSWORD }, context))
  const done = value(await enterCode(asked.token, { code: await codeOf(context, who.account) }, context))
  const { device } = value(await openSession(visitor, done.token, context))
  await after('recovery', async () => null)(who, visitor, true)
  expect(await used('198.18.90')).toBe(2)
  await byPassword(who, { ...visitor, deviceCookie: device }, true)
  expect(await used('198.18.90')).toBe(0)
})

test.each([
  ['password', byPassword, '198.18.91'],
  ['recovery', byRecovery('mail'), '198.18.92'],
] as const)(
  'an office whose network is nearly closed goes on by %s: at once, and with slips one by one',
  async (_, way, network) => {
    await context.db.$executeRaw`
    INSERT INTO network_use (network, kind, subject, at)
    SELECT ${`network:${network}`}, 'failure', 'account:' || n, ${context.clock()}
    FROM generate_series(1, ${LIMITS.network.failures - 3}::int) AS n`
    const visitor = { ...VISITOR, address: `${network}.7` }
    const people = await Promise.all(Array.from({ length: 6 }, person))
    if (way === byPassword) await Promise.all(people.slice(4).map((each) => way(each, visitor, false)))
    for (const each of people.slice(0, 4)) await way(each, visitor, true)
    expect(await used(network)).toBe(LIMITS.network.failures - 3)
  },
)
