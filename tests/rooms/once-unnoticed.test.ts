import { generateSync, ScureBase32Plugin } from 'otplib'
import { describe, expect, test } from 'vitest'
import { accountsInReach, linesInReach } from '@/lib/access/reach'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { listBills } from '@/lib/billing/queries'
import { addSchedule } from '@/lib/billing/reports/add-schedule'
import { addScheduleInput, listBillsInput } from '@/lib/billing/schema'
import { openUsage } from '@/lib/billing/usage/open-usage'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { endUserSessions } from '@/lib/company/users/end-user-sessions'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { chosenPeople } from '@/lib/grants/changes/change-many'
import { exportRights } from '@/lib/grants/files/export-rights'
import { chosenNumbers } from '@/lib/grants/numbers/limit-numbers'
import { createSession } from '@/lib/identity/attempts/sessions'
import { beginSecondFactor } from '@/lib/identity/factors/begin-second-factor'
import { confirmApp } from '@/lib/identity/factors/confirm-app'
import { enterAppCode } from '@/lib/identity/factors/enter-app-code'
import { enterBackupCode } from '@/lib/identity/factors/enter-backup-code'
import { removeSecondFactor } from '@/lib/identity/factors/remove-second-factor'
import { getPendingApp } from '@/lib/identity/factors/second-factor-list'
import { beginNumberSignIn } from '@/lib/identity/number/begin-number-sign-in'
import { requestNumberCode } from '@/lib/identity/number/request-number-code'
import { changePassword } from '@/lib/identity/passwords/change-password'
import { actorOf } from '@/lib/identity/sessions/actor-of'
import { findSession } from '@/lib/identity/sessions/find-session'
import { chooseWay } from '@/lib/identity/sign-in/choose-way'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { Prisma } from '@/lib/infra/db'
import { composeBilling } from '@/lib/jobs/billing'
import { HOUR, MINUTE } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { editLine } from '@/lib/subscriptions/lines/edit-line'
import { showSimCodes } from '@/lib/subscriptions/sims/show-sim-codes'
import { changeRights, giveRight, takeRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompanyWithBills } from '../support/billed'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { editedUser } from '../support/edited'
import {
  aCompany,
  aMobile,
  aUser,
  codeOf,
  isIn,
  outcome,
  PASSWORD,
  signedIn,
  signIn,
  upToCode,
  VISITOR,
  value,
  wrong,
} from '../support/people'
import { dispatchAll } from '../support/providers'

// Faults that no test noticed once (tests/mutants/named.ts), each with its kind.
const context = useContext()
const at = (seed: string) =>
  generateSync({
    secret: new ScureBase32Plugin().decode(seed.replaceAll(' ', '')),
    epoch: Math.floor(context.clock().getTime() / 1_000),
  })
const as = async (account: string): Promise<Actor> => signedIn(await demoActor(context, account))

async function member() {
  const { admin } = await aCompany(context)
  const user = await aUser(context, admin)
  await signIn(context, user.account, user.password)
  context.pass(HOUR)
  return { ...user, admin, companyId: admin.company.id }
}
async function addApp({ account }: { account: string }) {
  const { id } = value(await beginSecondFactor(await as(account), { kind: 'app', proof: undefined }, context))
  const { seed } = await getPendingApp(await as(account), id, context)
  value(await confirmApp(await as(account), { id, name: 'Phone', code: at(seed) }, context))
  context.pass(MINUTE)
  return { factor: id, seed }
}
/** Lines of two cost centres and two billing accounts, one each. */
async function twoPlaces() {
  const { admin, slug } = await aCompany(context)
  const { ids } = await deliver(
    context,
    ['A', 'B'].map((name) => ({
      ...{ company: slug, number: aMobile(), costCentre: name, billingAccount: `N-${name}` },
    })),
  )
  const rows = await context.db.subscription.findMany({ where: { id: { in: ids } } })
  const of = (id: string) => rows.find((row) => row.id === id)!
  const [mine, theirs] = ids as [string, string]
  return { admin, slug, mine, theirs, centre: of(mine).costCentreId!, account: of(mine).billingAccountId! }
}
const someoneWith = async (admin: Actor, ...items: string[]) => {
  const user = await aUser(context, admin)
  for (const item of items) value(await giveRight(context, admin, user.id, item))
  return { ...user, actor: await as(user.account) }
}

describe('wrong codes after the right password', () => {
  const WAYS: Record<string, (user: Awaited<ReturnType<typeof member>>) => Promise<() => Promise<unknown>>> =
    {
      'by SMS': async ({ account }) => {
        const token = await upToCode(context, account, PASSWORD)
        const code = wrong(await codeOf(context, account))
        return () => enterCode(token, { code }, context)
      },
      'of an app': async (user) => {
        const { seed } = await addApp(user)
        const token = await upToCode(context, user.account, PASSWORD)
        return () => enterAppCode(token, { code: wrong(at(seed)) }, context)
      },
      'of the backup': async (user) => {
        await addApp(user)
        const token = await upToCode(context, user.account, PASSWORD)
        const step = value(await chooseWay(token, { way: 'backup' }, context))
        return () => enterBackupCode(step.token, { code: '0000 0000 0000' }, context)
      },
    }
  test.each(Object.entries(WAYS))(
    '%s are told after the third, once, and count for the network',
    async (_way, begin) => {
      const user = await member()
      await context.db.networkUse.deleteMany({})
      const guess = await begin(user)
      const notices = () =>
        context.db.message.count({
          where: {
            companyId: user.companyId,
            kind: 'identity.wrong_codes_entered',
            payload: { path: ['userId'], equals: user.id },
          },
        })
      for (const [nth, expected] of [0, 0, 1, 1].entries()) {
        await guess()
        expect(await notices(), `after ${nth + 1}`).toBe(expected)
      }
      expect(await context.db.networkUse.count({ where: { kind: 'failure' } })).toBe(1)
    },
  )
})

test('a change of password is told to whose it is, and wrong guesses at the present one end the session', async () => {
  const user = await member()
  const next = { password: `${PASSWORD} again`, again: `${PASSWORD} again` }
  const inside = async (password: string) =>
    (await actorOf(
      (await findSession(await signIn(context, user.account, password), context))!,
      VISITOR,
      context,
    ))!
  value(await changePassword(await inside(PASSWORD), { current: PASSWORD, ...next }, context))
  const notice = { companyId: user.companyId, kind: 'identity.password_changed' }
  // The first one was chosen on the way in.
  expect(await context.db.message.count({ where: notice })).toBe(2)
  context.pass(HOUR)
  const guesser = await inside(next.password)
  const said: string[] = []
  for (let n = 0; n < 6; n++)
    said.push(outcome(await changePassword(guesser, { current: `guess ${n}`, ...next }, context)))
  expect(said.slice(0, 4)).toEqual(Array(4).fill('identity.current_password_wrong'))
  expect(said.slice(4)).toEqual(Array(2).fill('identity.proof_spent'))
})

test('a number that may not sign in gets no code, whichever ceiling says so', async () => {
  const { admin, mine } = await twoPlaces()
  const { msisdn } = await context.db.subscription.findUniqueOrThrow({ where: { id: mine } })
  const asked = async () => {
    const { token } = value(await beginNumberSignIn(VISITOR, { number: msisdn! }, context))
    await requestNumberCode(VISITOR, token, context)
    const { texts } = await dispatchAll(context, 'identity.number_code_requested')
    context.pass(HOUR)
    return texts.length
  }
  expect(await asked()).toBe(1)
  const limit = async (of: object) =>
    changeRights(context, await as(admin.name), {
      proposal: { limits: [{ functions: ['own_line:view'], ...of } as never] },
    })
  value(await limit({ numbers: [mine], all: false }))
  expect(await asked()).toBe(0)
  await context.db.numberCeiling.deleteMany({})
  expect(await asked()).toBe(1)
  value(await limit({ numbers: [], all: true }))
  expect(await asked()).toBe(0)
})

test('one code of an app opens one of two attempts that give it at the same moment', async () => {
  const user = await member()
  const { seed } = await addApp(user)
  for (let round = 0; round < 4; round++) {
    const tokens = [
      await upToCode(context, user.account, PASSWORD),
      await upToCode(context, user.account, PASSWORD),
    ]
    const code = at(seed)
    const done = await Promise.all(tokens.map((token) => enterAppCode(token, { code }, context)))
    expect(done.map(outcome).filter((each) => each === 'ok')).toHaveLength(1)
    context.pass(HOUR)
  }
})

test.each([
  ['reissued password', (admin: Actor, id: string) => reissueTemporaryPassword(admin, { id }, context)],
  [
    'removed factors',
    (admin: Actor, id: string) => removeUserFactors(admin, { id, proof: undefined } as never, context),
  ],
  ['suspension', (admin: Actor, id: string) => suspendUser(admin, { id, reason: undefined }, context)],
  ['ended sessions', (admin: Actor, id: string) => endUserSessions(admin, { id }, context)],
])('a %s leaves no session of that user open', async (_what, work) => {
  const user = await member()
  await addApp(user)
  const token = await createSession(context.sql, context, VISITOR, { userId: user.id } as never, [
    'password',
    'sms',
  ])
  expect(await isIn(context, token)).toBe(true)
  value(await work(await as(user.admin.name), user.id))
  expect(await isIn(context, token)).toBe(false)
})

test('backup codes stay until the last factor goes', async () => {
  const user = await member()
  const apps = [await addApp(user), await addApp(user)]
  const codes = () => context.db.backupCodes.count({ where: { userId: user.id } })
  for (const [n, { factor }] of apps.entries()) {
    expect(await codes()).toBe(1)
    value(await removeSecondFactor(await as(user.account), { id: factor, proof: undefined }, context))
    expect(await codes()).toBe(n === 0 ? 1 : 0)
  }
})

test('ceilings are set for lines in reach of that right, those named and those that a filter leaves', async () => {
  const { admin, mine, theirs, centre } = await twoPlaces()
  const { actor } = await someoneWith(
    admin,
    'user:view',
    'right:view',
    'line:view',
    `number_ceiling:edit@centre:${centre}`,
  )
  const limit = (numbers: string[]) =>
    changeRights(context, actor, { proposal: { limits: [{ numbers, all: false, functions: [] } as never] } })
  for (const numbers of [[theirs], [mine, theirs]]) {
    await expect(limit(numbers)).rejects.toBeInstanceOf(NotFound)
    expect(await context.db.numberCeiling.count({ where: { companyId: admin.company.id } })).toBe(0)
  }
  expect(await chosenNumbers(actor, { numbers: [], all: '' }, context)).toEqual([mine])
  expect(outcome(await limit([mine]))).toBe('ok')
})

test('a right that was taken after the request came does nothing any more', async () => {
  const { admin } = await aCompany(context)
  const eve = await aUser(context, admin)
  const { id, actor } = await someoneWith(admin, 'user_administrator')
  const person = { login: 'fay', name: 'Fay', email: 'fay@x.example', mobile: aMobile(), language: undefined }
  const edited = await editedUser(context, { id: eve.id, name: 'Eve Else' })
  value(await takeRight(context, await as(admin.name), id, 'user_administrator'))
  for (const work of [
    () => createUser(actor, person, context),
    () => editUser(actor, edited, context),
    () => suspendUser(actor, { id: eve.id, reason: undefined }, context),
    () => reissueTemporaryPassword(actor, { id: eve.id }, context),
    () => endUserSessions(actor, { id: eve.id }, context),
  ])
    await expect(work(), work.toString()).rejects.toBeInstanceOf(NotFound)
})

test('a change of everybody leaves out whoever makes it', async () => {
  const { admin } = await aCompany(context)
  const eve = await aUser(context, admin)
  const { id, actor } = await someoneWith(admin, 'user_administrator')
  const people = await chosenPeople(actor, { people: '', all: '' } as never, context)
  expect(people).toContain(eve.id)
  expect(people).not.toContain(id)
})

test('the file of rights has everybody, however many they are', async () => {
  const { admin } = await aCompany(context)
  const companyId = admin.company.id
  const count = 2_100
  await context.db.user.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      ...{ id: newId(), companyId, login: `many${n}`, name: `Many ${n}`, email: `many${n}@x.example` },
      ...{ mobile: `+3670${1_000_000 + n}`, createdAt: context.clock() },
    })),
  })
  let text = ''
  for await (const chunk of value(await exportRights(admin, { format: 'csv', locale: 'en' }, context)).bytes)
    text += Buffer.from(chunk).toString()
  expect(new Set(text.match(/many\d+@/g)).size).toBe(count)
})

test('codes of a SIM are opened where that right reaches, not where the line is seen', async () => {
  const { admin, mine, theirs, centre } = await twoPlaces()
  const seer = await someoneWith(admin, 'line:view')
  const opener = await someoneWith(admin, 'line:view', `sim_codes:view@centre:${centre}`)
  await expect(showSimCodes(seer.actor, { id: mine }, context)).rejects.toBeInstanceOf(NotFound)
  await expect(showSimCodes(opener.actor, { id: theirs }, context)).rejects.toBeInstanceOf(NotFound)
  expect(outcome(await showSimCodes(opener.actor, { id: mine }, context))).toBe('subscriptions.no_codes')
})

describe('an edit of one line', () => {
  test('waits for another that is under way, and does not write over what it has left', async () => {
    const { admin, mine } = await twoPlaces()
    let edit: Promise<unknown> = Promise.resolve()
    await context.sql.transaction(async (tx) => {
      await tx.$executeRaw`UPDATE subscription SET label = 'Theirs' WHERE id = ${mine}::uuid`
      edit = editLine(admin, { id: mine, changes: { label: { was: '', next: 'Mine' } } } as never, context)
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    expect(await edit).toMatchObject({ ok: false })
    expect((await context.db.subscription.findUniqueOrThrow({ where: { id: mine } })).label).toBe('Theirs')
  })

  test('gives the line another holder: whom it had is signed out, and deliveries leave the new one', async () => {
    const { admin, slug, mine } = await twoPlaces()
    const token = await createSession(context.sql, context, VISITOR, { subscriptionId: mine }, ['sms'])
    const { msisdn } = await context.db.subscription.findUniqueOrThrow({ where: { id: mine } })
    const edit = (changes: object) => editLine(admin, { id: mine, changes } as never, context)
    value(await edit({ label: { was: '', next: 'Van' } }))
    expect(await isIn(context, token)).toBe(true)
    value(await edit({ holder: { was: '', next: 'Nagy Éva' } }))
    expect(await isIn(context, token)).toBe(false)
    await deliver(context, [{ company: slug, number: msisdn!, holder: 'Somebody Else', costCentre: 'A' }])
    expect((await context.db.subscription.findUniqueOrThrow({ where: { id: mine } })).holder).toBe('Nagy Éva')
  })
})

test('itemised usage is handed out where that right reaches, not where it is seen', async () => {
  const { admin, mine, theirs, centre } = await twoPlaces()
  const { actor } = await someoneWith(admin, 'line:view', 'usage:view', `usage:export@centre:${centre}`)
  await context.db.company.update({ where: { id: admin.company.id }, data: { needsApproval: [] } })
  const open = (id: string) =>
    openUsage({ ...actor, asks: [] } as Actor, { id, month: '2026-11', format: 'csv', locale: 'en' }, context)
  await expect(open(theirs)).rejects.toBeInstanceOf(NotFound)
  expect(outcome(await open(mine))).toBe('ok')
})

test('what goes out by itself stops with the right it was set up by, and with its reach', async () => {
  const { admin } = await aCompanyWithBills(context, { seed: 71, lines: 12, months: 2, accounts: 2 })
  const bills = (await listBills(admin, listBillsInput.parse({}), context)).rows
  const accounts = await context.db.billingAccount.findMany({ where: { companyId: admin.company.id } })
  const [bill] = bills
  const { accountId } = await context.db.bill
    .findUniqueOrThrow({ where: { id: bill!.id } })
    .then(({ billingAccountId }) => ({ accountId: billingAccountId }))
  const other = accounts.find(({ id }) => id !== accountId)!.id
  const copy = async (account: string) => {
    const input = addScheduleInput.parse({ report: 'bills', email: `${account}.example`, every: undefined })
    const { id: scheduleId } = value(await addSchedule(await as(account), input, context))
    return () =>
      composeBilling({ kind: 'billing.copy_due', payload: { scheduleId, billId: bill!.id } }, context)
  }
  const RIGHTS = ['bill:view', 'line:view', 'report:view', 'report:schedule']
  const gone = await someoneWith(admin, ...RIGHTS)
  const narrowed = await someoneWith(admin, ...RIGHTS)
  const [byGone, byNarrowed] = [await copy(gone.account), await copy(narrowed.account)]
  expect(await byGone()).toHaveLength(1)
  expect(await byNarrowed()).toHaveLength(1)
  const chief = await as(admin.name)
  value(await takeRight(context, chief, gone.id, 'report:schedule'))
  value(await giveRight(context, chief, narrowed.id, `report:schedule@account:${other}`))
  value(await takeRight(context, chief, narrowed.id, 'report:schedule'))
  expect(await byGone()).toMatchObject({ cancelled: expect.anything(), stopped: true })
  expect(await byNarrowed()).toHaveProperty('cancelled')
})

test('what needs another right reaches where both do, of pieces over several accounts and lines', async () => {
  const { admin, mine, theirs } = await twoPlaces()
  const companyId = admin.company.id
  const lines = await context.db.subscription.findMany({ where: { companyId }, orderBy: { id: 'asc' } })
  const accounts = Object.fromEntries(lines.map(({ id, billingAccountId }) => [id, billingAccountId!]))
  const both = [mine, theirs]
  const pieces = [[mine], [theirs], both]
  for (const money of pieces)
    for (const report of pieces) {
      const of = (fn: string, ids: readonly string[]) => ids.map((id) => `${fn}@account:${accounts[id]}`)
      const { actor } = await someoneWith(
        admin,
        ...of('line:view', both),
        ...of('bill:view', money),
        ...of('report:view', report),
      )
      const may = both.filter((id) => money.includes(id) && report.includes(id))
      const found = await context.sql.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM billing_account a WHERE a.company_id = ${companyId}::uuid
          AND ${accountsInReach(actor, 'report:view', Prisma.sql`a.id`)}`
      expect(found.map(({ id }) => id).sort()).toEqual(may.map((id) => accounts[id]).sort())
      const seen = await context.sql.$queryRaw<{ id: string }[]>`
        SELECT l.id FROM subscription l WHERE ${linesInReach(actor, 'report:view')}`
      expect(seen.map(({ id }) => id).sort()).toEqual(may.toSorted())
    }
})

test('rules of approval are set after a fresh proof alone', async () => {
  const { admin } = await aCompany(context)
  const stale = { ...admin, proof: { ...admin.proof, at: new Date(0) } }
  const rules = { on: ['user:create'], off: [] } as never
  expect(outcome(await setApprovalRules(stale, rules, context))).toBe('identity.prove_again')
  expect(outcome(await setApprovalRules(await as(admin.name), rules, context))).toBe('ok')
})
