import { describe, expect, test } from 'vitest'
import { registerMainAdministrator } from '@/lib/company/administrators/register-main-administrator'
import { rescueMainAdministrator } from '@/lib/company/administrators/rescue-main-administrator'
import { editProfile } from '@/lib/company/edit-profile'
import { getUser, listUsers } from '@/lib/company/queries'
import { listUsersInput } from '@/lib/company/schema'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { endUserSessions } from '@/lib/company/users/end-user-sessions'
import { judgeEditedUser, judgeNewUser } from '@/lib/company/users/judge-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { getPerson } from '@/lib/grants/queries'
import { LIMITS } from '@/lib/identity/limits/limits'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { giveRight, takeRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { changed, editedUser } from '../support/edited'
import { aCompany, aMobile, aUser, outcome, staff, temporaryPasswordOf, value } from '../support/people'

const context = useContext()
const input = (login: string) => ({
  login,
  name: 'Fay Nagy',
  email: `${login}@firm.example`,
  mobile: aMobile(),
  language: undefined,
})
const all = listUsersInput.parse({})

describe('users', () => {
  test('creating one writes user, password, message and audit together', async () => {
    const { admin, slug } = await aCompany(context)
    const { id, account } = value(await createUser(admin, { ...input('fay'), login: `fay@${slug}` }, context))
    expect(account).toBe(`fay@${slug}`)
    const message = await context.db.message.findFirstOrThrow({
      where: { kind: 'company.user_created', companyId: admin.company.id },
    })
    expect(message.payload).toMatchObject({ userId: id })
    const audit = await context.db.auditEntry.findFirstOrThrow({
      where: { objectId: id, action: 'company.user_created' },
    })
    expect(audit).toMatchObject({ actorName: admin.name, objectName: account })
  })

  test('a refused one leaves nothing behind', async () => {
    const { admin } = await aCompany(context)
    value(await createUser(admin, input('fay'), context))
    const count = async () => [
      await context.db.user.count(),
      await context.db.message.count(),
      await context.db.auditEntry.count(),
      await context.db.temporaryPassword.count(),
    ]
    const before = await count()
    expect(outcome(await createUser(admin, input('fay'), context))).toBe('company.login_taken')
    expect(outcome(await createUser(admin, { ...input('gil'), mobile: '06 1 234 5678' }, context))).toBe(
      'company.mobile_other',
    )
    expect(outcome(await createUser(admin, { ...input('gil'), mobile: '+44 7400 123456' }, context))).toBe(
      'company.mobile_other',
    )
    expect(outcome(await createUser(admin, { ...input('gil'), mobile: 'call me' }, context))).toBe(
      'company.mobile_invalid',
    )
    expect(outcome(await createUser(admin, input('g@il'), context))).toBe('company.login_unreadable')
    expect(await count()).toEqual(before)
  })

  test('whatever else cannot be read, the login and the number are judged, each beside its field', async () => {
    const { admin, slug } = await aCompany(context)
    value(await createUser(admin, input('fay'), context))
    const mobile = aMobile()
    for (const [sent, wrong] of [
      [{ login: 'gil', mobile }, []],
      [{ login: ' GIL ', mobile }, []],
      [{ login: `gil@${slug}`, mobile }, []],
      [{ login: 'fay', mobile }, ['login company.login_taken']],
      [{ login: ` Fay@${slug}`, mobile }, ['login company.login_taken']],
      [
        { login: 'g il', mobile: 'call me' },
        ['login company.login_unreadable', 'mobile company.mobile_invalid'],
      ],
      [
        { login: 'fay', mobile: '06 1 234 5678' },
        ['login company.login_taken', 'mobile company.mobile_other'],
      ],
      [
        { login: 'gil@other', mobile: '+44 7400 123456' },
        ['login company.login_unreadable', 'mobile company.mobile_other'],
      ],
      // What is missing or too long its schema says.
      [{ login: '', mobile: '' }, []],
      [{ login: 'x'.repeat(71), mobile: '1'.repeat(41) }, []],
      [{}, []],
      [{ login: { deep: 1 }, mobile: ['1', '2'] }, []],
    ] as const) {
      const judged = await judgeNewUser(admin, sent, context)
      expect(
        judged.map(({ field, code }) => `${field} ${code}`),
        JSON.stringify(sent),
      ).toEqual(wrong)
    }
    const both = await createUser(admin, { ...input('fay'), mobile: 'call me' }, context)
    expect(both).toMatchObject({
      refusal: { code: 'company.login_taken', also: [{ field: 'mobile', code: 'company.mobile_invalid' }] },
    })
    const edited = (sent: object) => judgeEditedUser(admin, { 'was:mobile': '30 1', ...sent }, context)
    expect(await edited({ mobile: '30 1' })).toEqual([])
    expect(await edited({ mobile: '30 2' })).toMatchObject([{ field: 'mobile' }])
    const clerk = await demoActor(context, (await aUser(context, admin)).account)
    await expect(judgeNewUser(clerk, { login: 'fay' }, context)).rejects.toBeInstanceOf(NotFound)
  })

  test('of ten that create the same login at once one succeeds', async () => {
    const { admin } = await aCompany(context)
    const results = await Promise.all(
      Array.from({ length: 10 }, () => createUser(admin, input('same'), context)),
    )
    expect(results.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
    expect(results.map(outcome).filter((each) => each === 'company.login_taken')).toHaveLength(9)
  })

  test('the same login exists in two companies as two users', async () => {
    const [a, b] = [await aCompany(context), await aCompany(context)]
    const [one, two] = [await aUser(context, a.admin, 'ben'), await aUser(context, b.admin, 'ben')]
    expect(one.id).not.toBe(two.id)
  })

  test('the list finds by every name, filters by state and pages without gaps', async () => {
    const { admin } = await aCompany(context)
    const names = Array.from(
      { length: 120 },
      (_, n) => `${'ÁBCČDEÉÖŐZ'[n % 10]}nna ${String(n).padStart(3, '0')}`,
    )
    await context.db.user.createMany({
      data: names.map((name, n) => ({
        companyId: admin.company.id,
        login: `u${n}`,
        name,
        email: `u${n}@firm.example`,
        mobile: `+36301${String(200_000 + n)}`.slice(0, 12),
        createdAt: context.clock(),
      })),
    })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listUsers(admin, { ...all, after }, context)
      seen.push(...page.rows.map(({ name }) => name))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(121)
    expect(new Set(seen).size).toBe(121)
    expect([...seen]).toEqual([...seen].sort(new Intl.Collator('und').compare))
    const find = async (q: string) => (await listUsers(admin, { ...all, q }, context)).rows.length
    // Each word is found by itself, in any order, also in the number.
    for (const q of ['nna 107', '107 Önna', ' onna  107 ']) expect(await find(q), q).toBe(1)
    expect(await find('u17@')).toBe(1)
    expect(await find('+36 30 120 0017')).toBe(1)
    expect(await find('100%_\\')).toBe(0)
    const forged = Buffer.from(JSON.stringify(['a', '-'.repeat(36)])).toString('base64url')
    expect((await listUsers(admin, { ...all, after: forged }, context)).rows).toHaveLength(50)
    expect((await listUsers(admin, { ...all, state: 'suspended' }, context)).rows).toEqual([])
  })

  test('nonsense in the address of the list shows everybody', () => {
    const odd = { q: ['a', 'b'], state: 'x', after: 'x'.repeat(5_000) }
    expect(listUsersInput.parse(odd)).toMatchObject({ q: 'a', state: 'all', after: undefined })
    expect(listUsersInput.parse({ q: 'a\u0000b' }).q).toBe('')
  })

  test('nobody suspends or reissues themselves, and only main administrators touch main administrators', async () => {
    const { admin } = await aCompany(context)
    const ben = await aUser(context, admin)
    value(await giveRight(context, admin, ben.id, 'user_administrator'))
    const actor = await demoActor(context, ben.account)
    expect(outcome(await suspendUser(admin, { id: admin.subject.id }, context))).toBe('company.not_oneself')
    expect(outcome(await reissueTemporaryPassword(admin, { id: admin.subject.id }, context))).toBe(
      'company.not_oneself',
    )
    for (const useCase of [suspendUser, reactivateUser, reissueTemporaryPassword, endUserSessions])
      expect(outcome(await useCase(actor, { id: admin.subject.id }, context))).toBe(
        'company.main_administrator_protected',
      )
    const edited = { id: admin.subject.id, name: 'x', email: 'x@firm.example', mobile: aMobile() }
    expect(outcome(await editUser(actor, await editedUser(context, edited), context))).toBe(
      'company.main_administrator_protected',
    )
  })

  test('A2 the last active main administrator stays, also when two go at the same moment', async () => {
    const { admin } = await aCompany(context)
    const second = await aUser(context, admin)
    await context.db.mainAdministrator.create({
      data: { userId: second.id, companyId: admin.company.id, since: context.clock(), declaration: 'D-2' },
    })
    const other = await demoActor(context, second.account)
    const results = await Promise.allSettled([
      suspendUser(admin, { id: second.id }, context),
      suspendUser(other, { id: admin.subject.id }, context),
    ])
    // Who comes second is suspended by then, and suspends nobody.
    const did = results.map((each) => (each.status === 'fulfilled' ? outcome(each.value) : each.reason))
    expect(did).toEqual(expect.arrayContaining(['ok', expect.any(NotFound)]))
    expect(await context.db.suspension.count({ where: { user: { companyId: admin.company.id } } })).toBe(1)
    await expect(
      context.db.mainAdministrator.deleteMany({ where: { companyId: admin.company.id } }),
    ).rejects.toThrow('last_main_administrator')
  })

  test('a risky change needs a fresh proof: five minutes later the password', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    context.pass(LIMITS.stepUp + 1)
    const typed = { id: user.id, name: 'New', email: 'new@firm.example', mobile: aMobile() }
    const edited = await editedUser(context, typed)
    expect(outcome(await editUser(admin, edited, context))).toBe('identity.prove_again')
    expect(outcome(await editUser(admin, { ...edited, proof: 'not it' }, context))).toBe(
      'identity.current_password_wrong',
    )
    expect(outcome(await giveRight(context, admin, user.id, 'user_administrator'))).toBe(
      'identity.prove_again',
    )
  })

  test('without the right it is not found, and so is everything of another company (A8)', async () => {
    const [a, b] = [await aCompany(context), await aCompany(context)]
    const [mine, theirs] = [await aUser(context, a.admin), await aUser(context, b.admin)]
    const nobody = await demoActor(context, mine.account)
    const changes = { name: { was: 'Ben Kővári', next: 'x' } }
    const attempts = (actor: Actor, id: string) => [
      () => getUser(actor, id, context),
      () => getPerson(actor, id, context),
      () => suspendUser(actor, { id }, context),
      () => reactivateUser(actor, { id }, context),
      () => reissueTemporaryPassword(actor, { id }, context),
      () => editUser(actor, { id, changes }, context),
      () => giveRight(context, actor, id, 'user_administrator'),
      () => takeRight(context, actor, id, 'user_administrator'),
    ]
    for (const attempt of attempts(a.admin, theirs.id))
      await expect(attempt()).rejects.toBeInstanceOf(NotFound)
    for (const attempt of attempts(nobody, mine.id)) await expect(attempt()).rejects.toBeInstanceOf(NotFound)
    await expect(createUser(nobody, input('x'), context)).rejects.toBeInstanceOf(NotFound)
    await expect(listUsers(nobody, all, context)).rejects.toBeInstanceOf(NotFound)
    expect((await listUsers(b.admin, all, context)).rows.map(({ id }) => id)).not.toContain(mine.id)
  })

  test('only the operator’s staff registers main administrators; a company name is taken once', async () => {
    const { admin, slug } = await aCompany(context)
    const form = {
      company: { slug, name: 'Twice', language: undefined },
      name: 'Zed',
      email: 'zed@twice.example',
      ...{ login: 'admin', mobile: aMobile(), language: undefined },
      ...{ declaration: 'D-9', proof: undefined },
    }
    await expect(registerMainAdministrator(admin, form, context)).rejects.toBeInstanceOf(NotFound)
    expect(outcome(await registerMainAdministrator(await staff(context), form, context))).toBe(
      'company.slug_taken',
    )
  })

  test('a main administrator whom nobody can help is rescued from the command line', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const before = await temporaryPasswordOf(context, admin.subject.id)
    expect(outcome(await rescueMainAdministrator(user.account, 'declaration D-3', context))).toBe(
      'company.not_main_administrator',
    )
    value(await rescueMainAdministrator(admin.name, 'declaration D-3', context))
    expect(await temporaryPasswordOf(context, admin.subject.id)).not.toBe(before)
  })

  test('one’s own profile can be changed by everybody', async () => {
    const { admin } = await aCompany(context)
    const user = await aUser(context, admin)
    const me = await demoActor(context, user.account)
    const profile = { name: 'Bence', language: 'hu' } as const
    value(await editProfile(me, { changes: changed({ name: 'Ben Kővári', language: '' }, profile) }, context))
    expect(await getUser(admin, user.id, context)).toMatchObject({ name: 'Bence', language: 'hu' })
  })
})
