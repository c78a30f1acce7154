import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { listDoneBy } from '@/lib/audit/queries'
import { rescueMainAdministrator } from '@/lib/company/administrators/rescue-main-administrator'
import { getContactChange } from '@/lib/company/contacts/find-contact-change'
import { getDispute } from '@/lib/company/contacts/get-dispute'
import { settleContacts } from '@/lib/company/contacts/settle-contacts'
import { stopContactChange } from '@/lib/company/contacts/stop-contact-change'
import { countUsers, getUser, listUsers } from '@/lib/company/queries'
import { settleContactsInput, stopContactChangeInput } from '@/lib/company/schema'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { listPeople } from '@/lib/grants/people/list-people'
import { getPerson } from '@/lib/grants/queries'
import { listPeopleInput } from '@/lib/grants/schema'
import { enterAppCode } from '@/lib/identity/factors/enter-app-code'
import { enterBackupCode } from '@/lib/identity/factors/enter-backup-code'
import { enterPasskey } from '@/lib/identity/factors/enter-passkey'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { beginRecovery } from '@/lib/identity/recovery/begin-recovery'
import { enterRecoveryCode } from '@/lib/identity/recovery/enter-recovery-code'
import { resetPassword } from '@/lib/identity/recovery/reset-password'
import { contactStop } from '@/lib/identity/secrets/secrets'
import { openSession } from '@/lib/identity/sessions/open-session'
import { userActor } from '@/lib/identity/sessions/user-actor'
import { viewAs } from '@/lib/identity/sessions/view-as'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import { openPersona } from '@/lib/identity/sign-in/open-persona'
import { beginCompanySignIn } from '@/lib/identity/sso/begin-company-sign-in'
import { enterCompanyIdentity } from '@/lib/identity/sso/enter-company-identity'
import { getLeavePlan } from '@/lib/journeys/leave-plan'
import { after, DAY, HOUR, MINUTE } from '@/lib/kernel/clock'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
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
} from '../support/people'
import { dispatchAll } from '../support/providers'

const context = useContext()
const proof = undefined
const NEW = { password: 'green boat sails south', again: 'green boat sails south' }
const contactsOf = (id: string) =>
  context.db.user.findUniqueOrThrow({ where: { id }, select: { email: true, mobile: true } })

/** Somebody who has long used what was sent to their contacts. */
async function known(admin: Actor, login?: string) {
  const user = await aUser(context, admin, login)
  const { email, mobile } = await contactsOf(user.id)
  await confirmed(user.id, email, mobile)
  return { ...user, email, mobile }
}
async function confirmed(userId: string, email: string, msisdn: string) {
  const at = after(context.clock(), -30 * DAY)
  await context.db.confirmedEmail.create({ data: { userId, email, at } })
  await context.db.confirmedMobile.create({ data: { userId, msisdn, at } })
}
/** The actor with a proof of this moment. */
const fresh = (actor: Actor): Actor => ({
  ...actor,
  now: context.clock(),
  proof: { ...actor.proof, at: context.clock() },
})
async function change(actor: Actor, id: string, email: string, mobile = aMobile()) {
  value(await editUser(fresh(actor), await editedUser(context, { id, name: 'Ben', email, mobile }), context))
  const row = await context.db.contactChange.findFirstOrThrow({
    where: { userId: id },
    orderBy: { id: 'desc' },
  })
  return {
    id: row.id,
    token: row.keyId ? contactStop(context.keys, { id: row.id, keyId: row.keyId }).token : null,
  }
}
const stop = (token: string | null) =>
  stopContactChange(VISITOR, stopContactChangeInput.parse({ token }), context)
/** The form of the page as it is shown at this moment. */
async function tab(id: string, contacts: string) {
  const { email, mobile } = await contactsOf(id)
  const open = await context.db.suspension.findFirst({ where: { userId: id, endedAt: null } })
  return settleContactsInput.parse({
    ...{ id, contacts, dispute: open?.contactChangeId ?? crypto.randomUUID() },
    ...{ 'was:email': email, 'was:mobile': displayNumber(mobile, context.market) },
  })
}
const settle = async (actor: Actor, id: string, contacts: string) =>
  settleContacts(fresh(actor), await tab(id, contacts), context)
/** Another main administrator of the company. */
async function chiefBeside(admin: Actor) {
  const user = await known(admin)
  await context.sql.$executeRaw`
    INSERT INTO main_administrator (user_id, company_id, declaration, since)
    VALUES (${user.id}::uuid, ${admin.company.id}::uuid, 'D', ${context.clock()})`
  return { ...user, actor: await demoActor(context, user.account) }
}
/** Somebody whose contacts the administrator has changed, and who, or whose predecessor, has stopped it. */
async function closed() {
  const { admin, slug } = await aCompany(context)
  const user = await known(admin)
  const changed = await change(admin, user.id, `new@${slug}.example`)
  value(await stop(changed.token))
  return { admin, chief: (await chiefBeside(admin)).actor, slug, user, changed }
}

test('no way in opens a closed account, from whichever step, and none is told to strangers', async () => {
  const { admin, slug } = await aCompany(context)
  const user = await aUser(context, admin)
  const { account, id: userId } = user
  const companyId = admin.company.id
  const session = await signIn(context, account, user.password)
  const at = context.clock()
  const provider = { companyId, address: 'https://idp.example', issuer: 'https://idp.example', clientId: 'x' }
  await context.db.identityProvider.create({
    data: { ...provider, sealedSecret: new Uint8Array(1), changedAt: at, verifiedAt: at },
  })
  await context.db.companyIdentity.create({
    data: { userId, companyId, issuer: provider.issuer, subject: 'ben', linkedAt: at },
  })
  context.pass(HOUR)
  const begin = async () => value(await beginSignIn(VISITOR, { name: account }, context)).token
  const waiting = await upToCode(context, account, PASSWORD)
  const code = await codeOf(context, account)
  const other = await upToCode(context, account, PASSWORD)
  const finished = value(await enterCode(other, { code: await codeOf(context, account) }, context)).token
  const ask = async () =>
    value(await beginRecovery(VISITOR, { name: account, channel: 'mail' }, context)).token
  const digits = (text = '') => /(?<!\d)\d{8}(?!\d)/.exec(text)?.[0] ?? ''
  const recovering = await ask()
  const recovery = digits((await dispatchAll(context, 'identity.recovery_requested')).mails[0]?.text)
  const changed = await change(admin, userId, `new@${slug}.example`)
  value(await stop(changed.token))

  // Each attempt as if nothing had closed it: every step asks for itself.
  const revive = async (token: string, state: string, way: string | null = null) => {
    await context.sql.$executeRaw`
      UPDATE sign_in SET state = ${state}::sign_in_state, way = coalesce(${way}, way), factors = '{password,sms}'
      WHERE token_hash = sha256(${Buffer.from(token)})`
    return token
  }
  const WAYS: Record<string, () => Promise<string>> = {
    session: async () => ((await isIn(context, session)) ? 'ok' : 'ended'),
    password: async () => outcome(await enterPassword(await begin(), { password: PASSWORD }, context)),
    'temporary password': async () => outcome(await reissueTemporaryPassword(admin, { id: userId }, context)),
    'code under way': async () => outcome(await enterCode(waiting, { code }, context)),
    'code again': async () =>
      outcome(await enterCode(await revive(waiting, 'code', 'sms'), { code }, context)),
    app: async () => outcome(await enterAppCode(await revive(waiting, 'code', 'app'), { code }, context)),
    'backup code': async () =>
      outcome(
        await enterBackupCode(await revive(waiting, 'code', 'backup'), { code: 'ABCDE-FGHJK' }, context),
      ),
    passkey: async () =>
      outcome(
        await enterPasskey(await revive(waiting, 'code', 'passkey'), { response: '{}' } as never, context),
      ),
    'new password': async () =>
      outcome(await choosePassword(VISITOR, await revive(waiting, 'must_change'), NEW, context)),
    finished: async () => outcome(await openSession(VISITOR, await revive(finished, 'finished'), context)),
    'recovery under way': async () =>
      outcome(await enterRecoveryCode(recovering, { code: recovery }, context)),
    recovery: async () => {
      await ask()
      const { mails } = await dispatchAll(context, 'identity.recovery_requested')
      return mails.some(({ text }) => digits(text) !== '') ? 'ok' : 'no code'
    },
    reset: async () => outcome(await resetPassword(VISITOR, await revive(recovering, 'reset'), NEW, context)),
    provider: async () => {
      const { token } = value(await beginCompanySignIn(VISITOR, { company: slug }, context))
      const identity = { issuer: provider.issuer, subject: 'ben', methods: ['mfa'] }
      return outcome(await enterCompanyIdentity(token, identity, context))
    },
    persona: async () => outcome(await openPersona(VISITOR, account, context)),
    'in their name': async () => ((await userActor(userId, context)) ? 'ok' : 'nobody'),
    'through their eyes': () =>
      viewAs(fresh(admin), { user: userId, proof }, context).then(outcome, (error: Error) => error.name),
    reactivated: async () => outcome(await reactivateUser(admin, { id: userId }, context)),
    edited: async () =>
      outcome(
        await editUser(
          fresh(admin),
          await editedUser(context, { id: userId, name: 'B', email: 'b@x.example', mobile: aMobile() }),
          context,
        ),
      ),
  }
  const answers: Record<string, string> = {}
  for (const [way, tried] of Object.entries(WAYS)) answers[way] = await tried()
  expect(Object.entries(answers).filter(([, answer]) => answer === 'ok')).toEqual([])
  expect(answers).toMatchObject({
    password: 'identity.suspended',
    'temporary password': 'company.contacts_disputed',
    reactivated: 'company.contacts_disputed',
    edited: 'company.contacts_disputed',
    recovery: 'no code',
    'in their name': 'nobody',
  })
  // Whoever does not know the password hears what everybody hears.
  const guess = async (name: string) =>
    enterPassword(
      value(await beginSignIn(VISITOR, { name }, context)).token,
      { password: 'wrong guess 1' },
      context,
    )
  expect(outcome(await guess(account))).toBe(outcome(await guess(`nobody@${slug}`)))
  expect(await context.db.session.count({ where: { userId, endedAt: null } })).toBe(0)
})

test('the right ones are settled once, every older way in is gone, and a temporary password goes there', async () => {
  const { admin, chief, slug, user, changed } = await closed()
  const present = await contactsOf(user.id)
  expect(await getDispute(chief, { ...user, mainAdministrator: false }, context)).toMatchObject({
    present: { email: `new@${slug}.example` },
    former: [{ id: changed.id, email: user.email, by: admin.name }],
    whyNot: null,
  })
  // Two tabs at once, with different choices: the load is the lock.
  const both = await Promise.all(
    [await tab(user.id, 'present'), await tab(user.id, changed.id)].map((sent) =>
      settleContacts(fresh(chief), sent, context),
    ),
  )
  expect(both.map(outcome).sort()).toEqual(['company.contacts_settled', 'ok'])
  const old = { email: user.email, mobile: user.mobile }
  const holds = both[0]!.ok ? present : old
  expect(await contactsOf(user.id)).toEqual(holds)
  expect(await getContactChange(changed.token!, context)).toMatchObject({ state: 'settled' })
  const { mails } = await dispatchAll(context, 'company.temporary_password_reissued')
  expect(mails.filter(({ text }) => text.includes(user.account)).map(({ to }) => to)).toEqual([holds.email])
  const notices = (await dispatchAll(context, 'company.contacts_settled')).mails
  expect(notices.map(({ to }) => to)).toEqual(
    expect.arrayContaining([holds.email, (await contactsOf(admin.subject.id)).email]),
  )
  expect(
    await isIn(context, await signIn(context, user.account, await temporaryPasswordOf(context, user.id))),
  ).toBe(true)
})

test('whoever was rightly replaced gets nothing by stopping it', async () => {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(HOUR)
  // The dismissed one still knows the password and reads the old address.
  const changed = await change(admin, user.id, 'successor@firm.example')
  value(await stop(changed.token))
  value(await settle((await chiefBeside(admin)).actor, user.id, 'present'))
  expect(await context.db.credential.count({ where: { userId: user.id } })).toBe(0)
  expect(await contactsOf(user.id)).toMatchObject({ email: 'successor@firm.example' })
  const { token } = value(await beginSignIn(VISITOR, { name: user.account }, context))
  expect(outcome(await enterPassword(token, { password: PASSWORD }, context))).toBe(
    'identity.name_or_password_wrong',
  )
})

test('who settles it holds all that the user holds and depends on nobody who changed it', async () => {
  const { admin } = await aCompany(context)
  const [ben, cleo, dan, eve] = [
    await aUser(context, admin),
    await known(admin),
    await aUser(context, admin),
    await aUser(context, admin),
  ]
  for (const { id } of [ben, dan, eve]) value(await giveRight(context, admin, id, 'user_administrator'))
  for (const { id } of [cleo, dan, eve]) value(await giveRight(context, admin, id, 'bill:view'))
  const puppet = value(
    await createUser(
      await demoActor(context, dan.account),
      { login: 'puppet', name: 'Puppet', email: 'p@firm.example', mobile: aMobile(), language: undefined },
      context,
    ),
  )
  for (const item of ['user_administrator', 'bill:view'])
    value(await giveRight(context, admin, puppet.id, item))
  const companyId = admin.company.id
  await context.sql.$executeRaw`
    UPDATE "user" SET created_by_id = NULL, created_at = ${after(context.clock(), -30 * DAY)}
    WHERE company_id = ${companyId}::uuid AND id <> ${puppet.id}::uuid`
  await context.sql.$executeRaw`
    UPDATE rights_change SET at = ${after(context.clock(), -30 * DAY)} WHERE company_id = ${companyId}::uuid`
  const as = (account: string) => demoActor(context, account)
  const changed = await change(await as(dan.account), cleo.id, 'mine@attacker.example')
  value(await stop(changed.token))
  const refused = async (account: string) => outcome(await settle(await as(account), cleo.id, 'present'))
  expect(await refused(ben.account)).toBe('approvals.holds_less')
  expect(await refused(dan.account)).toBe('company.contacts_changed_by_oneself')
  expect(await refused(puppet.account)).toBe('approvals.not_independent')
  await expect(settle(await as(eve.account), cleo.id, crypto.randomUUID())).rejects.toThrow('contacts')
  expect(outcome(await settle(await as(eve.account), cleo.id, changed.id))).toBe('ok')
  expect(await contactsOf(cleo.id)).toEqual({ email: cleo.email, mobile: cleo.mobile })
  // Whoever settled it is not stopped again for a week, whoever made the change is.
  expect((await change(await as(eve.account), cleo.id, 'cleo@firm.example')).token).toBeNull()
  await confirmed(cleo.id, 'cleo@firm.example', (await contactsOf(cleo.id)).mobile)
  expect((await change(await as(dan.account), cleo.id, 'mine@attacker.example')).token).not.toBeNull()
  await confirmed(cleo.id, 'mine@attacker.example', (await contactsOf(cleo.id)).mobile)
  context.pass(8 * DAY)
  expect((await change(await as(eve.account), cleo.id, 'cleo@firm.example')).token).not.toBeNull()
})

test('the only main administrator is closed, too: the operator settles it, and another cannot be suspended', async () => {
  const { admin } = await aCompany(context)
  const { id } = admin.subject
  const { email, mobile } = await contactsOf(id)
  await confirmed(id, email, mobile)
  const changed = await change(admin, id, 'mine@attacker.example')
  value(await stop(changed.token))
  await expect(demoActor(context, admin.name)).rejects.toThrow('suspended')
  const rescue = (contacts?: string) => rescueMainAdministrator(admin.name, 'D-2', context, contacts)
  const undecided = await rescue()
  expect(undecided).toMatchObject({ refusal: { code: 'company.contacts_undecided' } })
  expect(JSON.stringify(undecided)).toContain(`${changed.id}: ${email}, ${mobile}`)
  expect(value(await rescue(changed.id))).toEqual({ email })
  expect(await contactsOf(id)).toEqual({ email, mobile })
  expect(outcome(await suspendUser(await demoActor(context, admin.name), { id }, context))).toBe(
    'company.not_oneself',
  )
})

test('a form settles the dispute that it showed, and no later one', async () => {
  const { admin, slug } = await aCompany(context)
  const user = await known(admin)
  const chief = (await chiefBeside(admin)).actor
  const one = await change(admin, user.id, `right@${slug}.example`)
  value(await stop(one.token))
  const old = await tab(user.id, 'present')
  value(await settle(chief, user.id, one.id))
  expect(outcome(await settleContacts(fresh(chief), old, context))).toBe('company.contacts_settled')
  context.pass(MINUTE)
  const two = await change(admin, user.id, 'mine@attacker.example')
  value(await stop(two.token))
  const sent = { ...old, dispute: two.id }
  for (const form of [old, sent])
    expect(outcome(await settleContacts(fresh(chief), form, context))).toBe('company.contacts_disputed_anew')
  expect(await userActor(user.id, context)).toBeNull()
  value(await settle(chief, user.id, two.id))
  expect((await contactsOf(user.id)).email).toBe(user.email)
})

test('a main administrator does not settle what they changed: another one does, or the operator', async () => {
  const { admin } = await aCompany(context)
  const victim = await chiefBeside(admin)
  const one = await change(admin, victim.id, 'mine@attacker.example')
  value(await stop(one.token))
  const about = { id: victim.id, account: victim.account, mainAdministrator: true }
  const number = context.market.customerService.domestic
  const alone = { code: 'company.contacts_left_to_operator', values: { number } }
  expect((await getDispute(admin, about, context))?.whyNot).toEqual(alone)
  expect(await settle(admin, victim.id, 'present')).toEqual({ ok: false, refusal: alone })
  const other = await chiefBeside(admin)
  const named = { code: 'company.contacts_changed_by_oneself', values: { name: other.account } }
  expect(await settle(admin, victim.id, 'present')).toEqual({ ok: false, refusal: named })
  value(await settle(other.actor, victim.id, one.id))
  expect((await contactsOf(victim.id)).email).toBe(victim.email)
})

test('the operator settles for anybody whose company has nobody left who may', async () => {
  const { admin } = await aCompany(context)
  const user = await known(admin)
  const rescue = (contacts?: string) => rescueMainAdministrator(user.account, 'D-3', context, contacts)
  expect(outcome(await rescue())).toBe('company.not_main_administrator')
  const one = await change(admin, user.id, 'mine@attacker.example')
  value(await stop(one.token))
  expect(outcome(await settle(admin, user.id, 'present'))).toBe('company.contacts_left_to_operator')
  expect(value(await rescue(one.id))).toEqual({ email: user.email })
  expect(outcome(await rescue(one.id))).toBe('company.not_main_administrator')
})

test('the operator’s choice is taken or refused in a sentence, and works after somebody has settled it', async () => {
  const { admin } = await aCompany(context)
  const victim = await chiefBeside(admin)
  const other = await chiefBeside(admin)
  const rescue = (contacts?: string) => rescueMainAdministrator(victim.account, 'D-3', context, contacts)
  expect(outcome(await rescue('present'))).toBe('company.contacts_unchanged')
  const one = await change(admin, victim.id, 'mine@attacker.example')
  value(await stop(one.token))
  for (const typo of ['presnt', 'present', `present:${crypto.randomUUID()}`, crypto.randomUUID()]) {
    const refused = await rescue(typo)
    expect(outcome(refused)).toBe('company.contacts_unknown')
    expect(JSON.stringify(refused)).toContain(`present:${one.id}: mine@attacker.example`)
  }
  value(await settle(other.actor, victim.id, 'present'))
  // No password goes to a new address before the operator has seen that it is one.
  const lately = await rescue()
  expect(outcome(lately)).toBe('company.contacts_lately_changed')
  expect(JSON.stringify(lately)).toContain(`${one.id}: ${victim.email}`)
  expect(outcome(await rescue('presnt'))).toBe('company.contacts_unknown')
  expect(value(await rescue(one.id))).toEqual({ email: victim.email })
  expect(await contactsOf(victim.id)).toEqual({ email: victim.email, mobile: victim.mobile })
  const [restored] = await context.db.contactChange.findMany({
    where: { userId: victim.id, kind: 'restored' },
  })
  // Nobody of the company has done it.
  expect(restored!.byId).toBeNull()
  expect(value(await rescue(`present:${restored!.id}`))).toEqual({ email: victim.email })
  context.pass(31 * DAY)
  expect(value(await rescue())).toEqual({ email: victim.email })
})

test('where the operator has said which contacts hold, what was sent to others before stops nothing', async () => {
  const { admin } = await aCompany(context)
  const victim = await chiefBeside(admin)
  const rescue = (contacts?: string) => rescueMainAdministrator(victim.account, 'D-3', context, contacts)
  const one = await change(admin, victim.id, 'one@attacker.example')
  // Whoever took the account over used it there.
  await context.db.confirmedEmail.create({
    data: { userId: victim.id, email: 'one@attacker.example', at: context.clock() },
  })
  context.pass(MINUTE)
  const two = await change(admin, victim.id, 'two@attacker.example')
  expect([one.token, two.token]).not.toContain(null)
  context.pass(MINUTE)
  expect(value(await rescue(one.id))).toEqual({ email: victim.email })
  for (const { token } of [two, one]) expect(outcome(await stop(token))).not.toBe('ok')
  expect(await context.db.suspension.count({ where: { userId: victim.id, endedAt: null } })).toBe(0)
  expect((await contactsOf(victim.id)).email).toBe(victim.email)
})

test('somebody who is suspended as well stays suspended when it is settled', async () => {
  const { admin, chief, user } = await closed()
  value(await suspendUser(admin, { id: user.id, reason: 'left' }, context))
  expect(outcome(await suspendUser(admin, { id: user.id }, context))).toBe('company.already_suspended')
  value(await settle(chief, user.id, 'present'))
  expect(await userActor(user.id, context)).toBeNull()
  expect(await context.db.temporaryPassword.count({ where: { userId: user.id, revokedAt: null } })).toBe(0)
  value(await reactivateUser(admin, { id: user.id }, context))
  expect(await userActor(user.id, context)).not.toBeNull()
})

test('an account that a dispute has closed is told apart from a suspended one until it is settled', async () => {
  const { admin, chief, user } = await closed()
  const standing = async () => {
    const { disputed, suspended } = await countUsers(admin, context)
    const listed = async (state: 'disputed' | 'suspended') =>
      (await listUsers(admin, { q: '', state }, context)).rows.map(({ id }) => id)
    const { state } = await getUser(admin, user.id, context)
    return [state, disputed, suspended, await listed('disputed'), await listed('suspended')]
  }
  // Pages of rights call it the same; whoever leaves is suspended at once, unless a person has done so already.
  const inRights = async () => {
    const { closed } = await getPerson(admin, user.id, context)
    const { rows } = await listPeople(admin, listPeopleInput.parse({}), context)
    const { shutOut } = await getLeavePlan(admin, user.id, context)
    return [closed, rows.find(({ id }) => id === user.id)?.closed, shutOut]
  }
  expect(await standing()).toEqual(['disputed', 1, 0, [user.id], []])
  expect(await inRights()).toEqual(['disputed', 'disputed', false])
  value(await suspendUser(admin, { id: user.id, reason: 'left' }, context))
  expect(await standing()).toEqual(['disputed', 1, 0, [user.id], []])
  expect(await inRights()).toEqual(['disputed', 'disputed', true])
  value(await settle(chief, user.id, 'present'))
  expect(await standing()).toEqual(['suspended', 0, 1, [], [user.id]])
  expect(await inRights()).toEqual(['suspended', 'suspended', true])
  value(await reactivateUser(admin, { id: user.id }, context))
  expect(await standing()).toEqual(['waiting', 0, 0, [], []])
  expect(await inRights()).toEqual([null, null, false])
})

test('one link that gets through is enough, however many changes hide the one that matters', async () => {
  const { admin } = await aCompany(context)
  const user = await known(admin)
  const tokens: (string | null)[] = []
  for (let n = 0; n < 14; n++) {
    tokens.push((await change(admin, user.id, n < 13 ? user.email : 'mine@attacker.example')).token)
    context.pass(MINUTE)
  }
  const sent = (await dispatchAll(context, 'company.contact_change_stoppable')).mails.map(({ text }) => text)
  const own = sent.filter((text) => text.includes(user.account))
  // More than an address gets at once: the last one waits for the next hour.
  expect(own.length).toBeLessThan(14)
  expect(own.some((text) => text.includes(tokens.at(-1)!))).toBe(false)
  const before = await contactsOf(user.id)
  expect(before.email).toBe('mine@attacker.example')
  value(await stop(tokens[3]!))
  const dispute = await getDispute(admin, { ...user, mainAdministrator: false }, context)
  expect(dispute!.former[0]).toMatchObject({ email: user.email })
  const first = dispute!.former[0]!.id
  value(await settle((await chiefBeside(admin)).actor, user.id, first))
  expect(await contactsOf(user.id)).toEqual({ email: user.email, mobile: user.mobile })
})

test('what was done in the account since the change is shown to whoever settles it', async () => {
  const { admin } = await aCompany(context)
  const user = await known(admin)
  value(await giveRight(context, admin, user.id, 'user_administrator'))
  context.pass(MINUTE)
  const changed = await change(admin, user.id, 'new@firm.example')
  const since = context.clock()
  context.pass(MINUTE)
  const thief = await demoActor(context, user.account)
  const made = value(
    await createUser(
      thief,
      { login: 'later', name: 'Later', email: 'l@firm.example', mobile: aMobile(), language: undefined },
      context,
    ),
  )
  value(await stop(changed.token))
  const { rows, more } = await listDoneBy(admin, user.id, since, context)
  expect(rows.map(({ action, object }) => [action, object])).toEqual([['company.user_created', made.account]])
  expect(more).toBe(false)
})

test('an address that was taken for confirmed without a proof is so no longer', async () => {
  const owner = new pg.Client({ connectionString: context.ownerUrl })
  await owner.connect()
  const { admin } = await aCompany(context)
  const [used, moved, mailed, unused] = [
    await aUser(context, admin),
    await aUser(context, admin),
    await aUser(context, admin),
    await aUser(context, admin),
  ]
  for (const { account, password } of [used, moved, mailed]) await signIn(context, account, password)
  context.pass(MINUTE)
  for (const { id } of [moved, mailed]) await change(admin, id, `${id}@firm.example`)
  context.pass(MINUTE)
  const { account, id } = mailed
  await context.db.auditEntry.create({
    data: {
      ...{ companyId: admin.company.id, at: context.clock(), action: 'identity.signed_in' },
      ...{ actorKind: 'user', actorId: id, actorName: account },
      ...{ objectKind: 'user', objectId: id, objectName: account, after: { factors: ['password', 'mail'] } },
    },
  })
  const emails = new Map<string, string>()
  for (const { id: userId } of [used, moved, mailed, unused]) {
    const { email } = await contactsOf(userId)
    emails.set(userId, email)
    const at = context.clock()
    await context.db.confirmedEmail.upsert({
      where: { userId_email: { userId, email } },
      create: { userId, email, at },
      update: {},
    })
  }
  await owner.query('UPDATE _prisma_migrations SET started_at = $1 WHERE migration_name LIKE $2', [
    after(context.clock(), MINUTE),
    '%_confirmed_email',
  ])
  const [folder] = readdirSync('prisma/migrations').filter((name) => name.endsWith('_unproven_email'))
  await owner.query(readFileSync(`prisma/migrations/${folder}/migration.sql`, 'utf8'))
  await owner.end()
  const left = async ({ id: userId }: { id: string }) =>
    context.db.confirmedEmail.count({ where: { userId, email: emails.get(userId)! } })
  expect([await left(used), await left(moved), await left(mailed), await left(unused)]).toEqual([1, 0, 1, 0])
})
