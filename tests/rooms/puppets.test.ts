import { expect, test } from 'vitest'
import { rescueMainAdministrator } from '@/lib/company/administrators/rescue-main-administrator'
import { announce as announceCompany } from '@/lib/company/messages'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { announce as announceIdentity } from '@/lib/identity/messages'
import { getSignIn } from '@/lib/identity/queries'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { sendCodeAgain } from '@/lib/identity/sign-in/send-code-again'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { useContext } from '../support/context'
import { aCompany, aUser, outcome, PASSWORD, signIn, upToCode, VISITOR, value } from '../support/people'
import { dispatchAll } from '../support/providers'

// Whoever has a company can type anybody's number and address into its users. It keeps nobody out of another one.

const context = useContext()

/** Somebody in a company of their own, who has signed in there. */
async function aMember() {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  const { email, mobile } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
  return { ...user, admin, email, mobile, companyId: admin.company.id }
}
/** Somebody in a company of their own into whom somebody else's contacts were typed. */
async function aPuppet(of: { email?: string; mobile?: string }) {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await context.db.user.update({ where: { id: user.id }, data: of })
  await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
  return { ...user, companyId: admin.company.id }
}
const sending = async (account: string, password: string) => {
  const token = await upToCode(context, account, password)
  const view = await getSignIn(token, context)
  return { token, state: view.step === 'code' ? view.code.sending : view.step }
}
/** As if the last code to this user had been sent so many times more, some minutes ago. */
async function sentMore(userId: string, times: number) {
  const { id, ...send } = await context.db.codeSend.findFirstOrThrow({
    where: { challenge: { userId } },
    orderBy: { id: 'desc' },
  })
  context.pass(11 * MINUTE)
  await context.db.codeSend.createMany({
    data: Array.from({ length: times }, () => ({ ...send, id: newId() })),
  })
}

test('codes to puppets with somebody’s number use up neither theirs nor, from one company, a newcomer’s', async () => {
  const victim = await aMember()
  const puppet = await aPuppet({ mobile: victim.mobile })
  expect((await sending(puppet.account, puppet.password)).state).toBe('queued')
  await sentMore(puppet.id, 7)
  const { state, token: spent } = await sending(puppet.account, puppet.password)
  expect(state).toBe(null)
  expect(await sendCodeAgain(spent, context)).toMatchObject({
    refusal: { code: 'identity.number_limit', values: { minutes: expect.any(Number) } },
  })
  const { token, ...first } = await sending(victim.account, PASSWORD)
  expect(first.state).toBe('queued')
  context.pass(31 * SECOND)
  expect(outcome(await sendCodeAgain(token, context))).toBe('ok')

  const newcomer = await aPuppet({ mobile: victim.mobile })
  expect((await sending(newcomer.account, newcomer.password)).state).toBe('queued')
  // From several companies a number that they have not confirmed gets twice as much, and no more.
  await sentMore(newcomer.id, 7)
  const late = await aPuppet({ mobile: victim.mobile })
  expect((await sending(late.account, late.password)).state).toBe(null)
  expect((await sending(victim.account, PASSWORD)).state).toBe('queued')
})

test('the same of codes by e-mail: to sign in, and for a new password', async () => {
  const victim = await aMember()
  const puppet = await aMember()
  await context.db.user.update({ where: { id: puppet.id }, data: { email: victim.email } })
  await context.db.credential.updateMany({ data: { emailNext: true } })
  expect((await sending(puppet.account, PASSWORD)).state).toBe('queued')
  await sentMore(puppet.id, 7)
  expect((await sending(puppet.account, PASSWORD)).state).toBe(null)
  expect((await sending(victim.account, PASSWORD)).state).toBe('queued')

  const ask = async (name: string) => {
    value(await beginRecovery(VISITOR, { name, channel: 'mail' }, context))
    return (await dispatchAll(context, 'identity.recovery_requested')).mails.length
  }
  expect(await ask(puppet.account)).toBe(1)
  await sentMore(puppet.id, 19)
  context.pass(11 * MINUTE)
  expect(await ask(puppet.account)).toBe(0)
  expect(await ask(victim.account)).toBe(1)
})

test('first mails to users created with somebody’s address delay no way in of theirs, and little a newcomer’s', async () => {
  const victim = await aMember()
  const create = async (puppet: { id: string; companyId: string }, times: number) => {
    const { id } = await context.db.temporaryPassword.findFirstOrThrow({ where: { userId: puppet.id } })
    const payload = { userId: puppet.id, temporaryPasswordId: id }
    for (let n = 0; n < times; n++)
      await announceCompany(
        context.sql,
        puppet.companyId,
        { kind: 'company.user_created', payload },
        context.clock(),
      )
    const { mails } = await dispatchAll(context, 'company.user_created')
    return mails.filter(({ to }) => to === victim.email).length
  }
  expect(await create(await aPuppet({ email: victim.email }), 7)).toBe(6)
  expect(await create(await aPuppet({ email: victim.email }), 1)).toBe(1)
  const hour = new Date(Math.floor(context.clock().getTime() / HOUR) * HOUR)
  const all = await context.db.messageBudget.update({
    where: { key_hour: { key: `to:mail:${victim.email}:access`, hour } },
    data: { sent: 30 },
  })
  expect(all.sent).toBe(30)
  expect(await create(await aPuppet({ email: victim.email }), 1)).toBe(0)

  const reissue = async () => {
    value(await reissueTemporaryPassword(victim.admin, { id: victim.id }, context))
    return (await dispatchAll(context, 'company.temporary_password_reissued')).mails.map(({ to }) => to)
  }
  expect(await reissue()).toEqual([victim.email])
  // A main administrator who is rescued may never have signed in, and their company may have used up its day.
  await context.db.user.update({ where: { id: victim.admin.subject.id }, data: { email: victim.email } })
  const today = new Date(Math.floor(context.clock().getTime() / DAY) * DAY)
  const key = `day:company:${victim.companyId}`
  await context.db.messageBudget.upsert({
    where: { key_hour: { key, hour: today } },
    create: { key, hour: today, sent: 100_000 },
    update: { sent: 100_000 },
  })
  const { slug } = victim.admin.company
  value(await rescueMainAdministrator(`admin@${slug}`, 'lost everything', context))
  const { mails } = await dispatchAll(context, 'company.temporary_password_reissued')
  expect(mails.map(({ to }) => to)).toEqual([victim.email])
})

test('an address is confirmed by what was sent there, not by a sign-in: the rest is a stranger’s', async () => {
  const notices = async ({ id: userId, companyId }: { id: string; companyId: string }, email: string) => {
    for (const kind of [
      'identity.password_changed',
      'identity.backup_code_used',
      'identity.wrong_codes_entered',
    ] as const)
      for (let n = 0; n < 4; n++) {
        await announceIdentity(context.sql, companyId, { kind, payload: { userId } }, context.clock())
        await dispatchAll(context, kind)
      }
    const states = await context.db.delivery.groupBy({
      by: ['state'],
      where: { recipient: email },
      _count: true,
    })
    return states.map(({ state, _count }) => `${_count} ${state}`).sort()
  }
  const typed = 'somebody@elsewhere.example'
  const puppet = await aMember()
  await context.db.user.update({
    where: { id: puppet.id },
    data: { email: typed, lastSignInAt: context.clock() },
  })
  expect(await notices(puppet, typed)).toEqual(['10 sent', '2 rejected'])

  const known = await aMember()
  await context.db.user.update({ where: { id: known.id }, data: { lastSignInAt: null } })
  expect(await notices(known, known.email)).toEqual(['12 sent'])
  // Nor is it anybody's of this company because somebody of another one has confirmed it.
  const there = await aMember()
  const here = await aPuppet({ email: there.email })
  expect(await notices(here, there.email)).toEqual(['1 sent', '10 sent', '2 rejected'].slice(1))
})
