import { expect, test } from 'vitest'
import { announce as announceCompany } from '@/lib/company/messages'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { announce as announceIdentity } from '@/lib/identity/messages'
import { dispatch } from '@/lib/jobs/dispatch'
import { HOUR, MINUTE } from '@/lib/kernel/clock'
import { announceHeld } from '@/lib/outbox/messages'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { aCompany, aMobile, aUser, signIn, upToCode, value } from '../support/people'
import { dispatchAll, providers } from '../support/providers'

const context = useContext()

/** Somebody who has signed in: their number and address are known to be theirs. */
async function aMember() {
  const { admin, slug } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
  const { email, mobile } = await context.db.user.findUniqueOrThrow({ where: { id: user.id } })
  return { ...user, email, mobile, slug, companyId: admin.company.id }
}
type Member = Awaited<ReturnType<typeof aMember>>
const happens = (
  { id: userId, companyId }: Member,
  kind: 'identity.password_changed' | 'identity.backup_code_used' | 'identity.wrong_codes_entered',
) => announceIdentity(context.sql, companyId, { kind, payload: { userId } }, context.clock())
const statesOf = async (recipient: string) =>
  (await context.db.delivery.groupBy({ by: ['state'], where: { recipient }, _count: true })).map(
    ({ state, _count }) => `${_count} ${state}`,
  )

test('past an address’s hour notices are held, whichever process tells them, and told in one; another kind is not hidden', async () => {
  const member = await aMember()
  for (let n = 0; n < 9; n++) await happens(member, 'identity.password_changed')
  const waiting = await context.db.message.findMany({ where: { state: 'initial' }, select: { id: true } })
  const { mails, ends } = providers()
  await Promise.all(waiting.map(({ id }) => dispatch(id, context, ends)))
  expect(mails).toHaveLength(4)
  expect((await statesOf(member.email)).sort()).toEqual(['4 sent', '5 held'])
  await happens(member, 'identity.backup_code_used')
  expect((await dispatchAll(context, 'identity.backup_code_used')).mails).toHaveLength(1)
  await announceHeld(context)
  expect((await dispatchAll(context, 'outbox.notices_held')).count).toBe(0)
  context.pass(10 * MINUTE)
  await Promise.all([1, 2, 3].map(() => announceHeld(context)))
  const merged = await dispatchAll(context, 'outbox.notices_held')
  expect(merged.mails.map(({ to, subject }) => `${to}: ${subject}`)).toEqual([
    `${member.email}: 5 more messages, in one`,
  ])
  expect(merged.mails[0]!.text).toMatch(/Your password was changed: 5 × · .*\n\n.*1414/)
  expect((await statesOf(member.email)).sort()).toEqual(['5 merged', '6 sent'])
  // More of them within the hour wait for the next such mail.
  await happens(member, 'identity.password_changed')
  await dispatchAll(context, 'identity.password_changed')
  context.pass(11 * MINUTE)
  await announceHeld(context)
  expect((await dispatchAll(context, 'outbox.notices_held')).count).toBe(0)
  context.pass(HOUR)
  await announceHeld(context)
  expect((await dispatchAll(context, 'outbox.notices_held')).mails).toHaveLength(1)
})

test('contacts changed again and again reach few strangers, and always whoever had confirmed theirs', async () => {
  const member = await aMember()
  const { id: userId, companyId } = member
  let old = { oldEmail: member.email, oldMobile: member.mobile }
  const [mails, texts]: [string[], string[]] = [[], []]
  for (let n = 0; n < 30; n++) {
    const next = { email: `stranger${n}@elsewhere.example`, mobile: `+36${aMobile()}` }
    await context.db.user.update({ where: { id: userId }, data: next })
    await context.sql.$executeRaw`
      INSERT INTO contact_change (id, company_id, user_id, by_id, at, kind, old_email, new_email, old_mobile, new_mobile)
      VALUES (gen_random_uuid(), ${companyId}::uuid, ${userId}::uuid, ${userId}::uuid, ${context.clock()}, 'edited',
        ${old.oldEmail}, ${next.email}, ${old.oldMobile}, ${next.mobile})`
    context.pass(1_000)
    await announceCompany(
      context.sql,
      companyId,
      { kind: 'company.user_edited', payload: { userId, ...old } },
      context.clock(),
    )
    const gone = await dispatchAll(context, 'company.user_edited')
    mails.push(...gone.mails.map(({ to }) => to))
    texts.push(...gone.texts.map(({ to }) => to))
    old = { oldEmail: next.email, oldMobile: next.mobile }
  }
  expect([mails[0], texts[0]]).toEqual([member.email, member.mobile])
  expect(mails).toHaveLength(11)
  expect(texts).toHaveLength(11)
})

test('a company’s day used up holds its news back, but neither codes nor what concerns somebody’s own access', async () => {
  const member = await aMember()
  const { companyId } = member
  const today = new Date(Math.floor(context.clock().getTime() / (24 * HOUR)) * 24 * HOUR)
  await context.db.messageBudget.create({
    data: { key: `day:company:${companyId}`, hour: today, sent: 100_000 },
  })
  await happens(member, 'identity.wrong_codes_entered')
  expect((await dispatchAll(context, 'identity.wrong_codes_entered')).mails).toHaveLength(1)
  await context.db.message.updateMany({
    where: { kind: 'identity.code_requested' },
    data: { state: 'cancelled' },
  })
  await upToCode(context, member.account, 'blue tram rides north')
  expect((await dispatchAll(context, 'identity.code_requested')).texts).toHaveLength(1)
  // A way in waits until there is room, and then goes out by itself.
  const { id } = await context.db.message.findFirstOrThrow({
    where: { companyId, kind: 'company.user_created' },
  })
  await context.db.message.update({ where: { id }, data: { state: 'initial' } })
  await context.db.temporaryPassword.updateMany({ where: { userId: member.id }, data: { usedAt: null } })
  const { mails, ends } = providers()
  await dispatch(id, context, ends)
  expect(mails).toHaveLength(0)
  expect(await statesOf(member.email)).toContain('1 waiting')
  const waiting = await context.db.delivery.findFirstOrThrow({ where: { messageId: id } })
  expect(waiting.dueAt).toEqual(new Date((Math.floor(context.clock().getTime() / HOUR) + 1) * HOUR))
  await context.db.messageBudget.deleteMany({ where: { key: `day:company:${companyId}` } })
  context.pass(HOUR)
  await announceHeld(context)
  expect(await context.sql.$queryRaw`SELECT 1 FROM graphile_worker.jobs WHERE key = ${id}`).toHaveLength(1)
  await dispatch(id, context, ends)
  expect(mails).toHaveLength(1)
})

test('a company’s day grows with those who have signed in, and with nobody who was only typed in', async () => {
  const member = await aMember()
  const admin = await demoActor(context, `admin@${member.slug}`)
  for (let n = 0; n < 5; n++) await aUser(context, admin)
  await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
  const key = `day:company:${member.companyId}`
  const hour = new Date(Math.floor(context.clock().getTime() / (24 * HOUR)) * 24 * HOUR)
  // 200, and 10 for the one who has.
  await context.db.messageBudget.create({ data: { key, hour, sent: 209 } })
  const sent = async () => {
    value(await reissueTemporaryPassword(admin, { id: member.id }, context))
    return (await dispatchAll(context, 'company.temporary_password_reissued')).mails.length
  }
  expect([await sent(), await sent()]).toEqual([1, 0])
})

test('what is held for one address is told by each company for itself', async () => {
  const [one, other] = [await aMember(), await aMember()]
  await context.db.user.update({ where: { id: other.id }, data: { email: one.email } })
  await context.db.confirmedEmail.create({
    data: { userId: other.id, email: one.email, at: context.clock() },
  })
  for (const [member, times] of [
    [one, 6],
    [other, 7],
  ] as const)
    for (let n = 0; n < times; n++) await happens(member, 'identity.password_changed')
  expect((await dispatchAll(context, 'identity.password_changed')).mails).toHaveLength(8)
  context.pass(HOUR)
  await announceHeld(context)
  const { mails } = await dispatchAll(context, 'outbox.notices_held')
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    '2 more messages, in one',
    '3 more messages, in one',
  ])
})

test('several companies reach an address that nobody has confirmed more often than one of them', async () => {
  const email = 'stranger@elsewhere.example'
  await context.db.message.updateMany({ where: { state: 'initial' }, data: { state: 'cancelled' } })
  for (let company = 0; company < 4; company++) {
    const { id: userId, companyId } = (await aCompany(context)).admin.subject
    await context.db.user.update({ where: { id: userId }, data: { email } })
    const message = { kind: 'identity.password_changed', payload: { userId } } as const
    for (let n = 0; n < 4; n++) await announceIdentity(context.sql, companyId, message, context.clock())
  }
  const { mails } = await dispatchAll(context, 'identity.password_changed')
  expect(mails.filter(({ to }) => to === email)).toHaveLength(16)
})
