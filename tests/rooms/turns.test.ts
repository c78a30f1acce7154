import { expect, test } from 'vitest'
import { answerRightRequest } from '@/lib/approvals/answer-right-request'
import { askRight } from '@/lib/approvals/ask-right'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { setDecidableRules } from '@/lib/approvals/set-decidable-rules'
import { endMainAdministrator } from '@/lib/company/administrators/end-main-administrator'
import { settleContacts } from '@/lib/company/contacts/settle-contacts'
import { removeIdentityProvider } from '@/lib/company/settings/remove-identity-provider'
import { switchSmsAtSignIn } from '@/lib/company/settings/switch-sms-at-sign-in'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { endUserSessions } from '@/lib/company/users/end-user-sessions'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { suspendUser } from '@/lib/company/users/suspend-user'
import { applyChange } from '@/lib/grants/changes/apply-change'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { lockCompany } from '@/lib/identity/sessions/company-lock'
import type { Raw } from '@/lib/infra/db'
import { transaction } from '@/lib/infra/transaction'
import { leaveUser } from '@/lib/journeys/leave-user'
import { DAY, HOUR } from '@/lib/kernel/clock'
import { dayIn } from '@/lib/kernel/day'
import { ok, type Result } from '@/lib/kernel/result'
import { NotFound } from '@/lib/kernel/violation'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { editedUser } from '../support/edited'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'

const context = useContext()
type User = { id: string; account: string; login: string }

/** Resolves when so many wait for locks in this file's database, or the work has ended. */
async function untilWaiting(work: Promise<unknown>, most = 1): Promise<void> {
  let over = false
  const note = () => {
    over = true
  }
  work.then(note, note)
  const waiting = async () => {
    const [row] = await context.db.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    return over || row.count >= most
  }
  await expect.poll(waiting, { interval: 20, timeout: 20_000 }).toBe(true)
}

/** What a use case comes to that waits for the company's turn, while `meanwhile` is done by whoever has it. */
async function inTheMeantime(
  companyId: string,
  useCase: () => Promise<Result<unknown>>,
  meanwhile: (tx: Raw) => Promise<unknown>,
): Promise<string> {
  let waits: Promise<string> = Promise.resolve('')
  value(
    await transaction(context, async (tx) => {
      await lockCompany(tx, companyId)
      waits = useCase().then(outcome, (error) => {
        if (error instanceof NotFound) return 'not found'
        throw error
      })
      await untilWaiting(waits)
      await meanwhile(tx)
      return ok(null)
    }),
  )
  return waits
}

/** A company with a second main administrator, whose office, or rights, or account ends while they wait. */
async function aHouse() {
  const { admin, slug } = await aCompany(context)
  const [ben, eve] = [await aUser(context, admin), await aUser(context, admin)]
  const [chief, helper] = [await aUser(context, admin), await aUser(context, admin)]
  for (const id of [helper.id, eve.id]) value(await giveRight(context, admin, id, 'user_administrator'))
  for (const fn of ['approval_rule:edit', 'user:leave', 'access_review:run'])
    value(await giveRight(context, admin, helper.id, fn))
  await context.sql.$executeRaw`
    INSERT INTO main_administrator (user_id, company_id, since, declaration)
    SELECT ${chief.id}::uuid, company_id, since, declaration FROM main_administrator WHERE company_id = ${admin.company.id}::uuid`
  return { admin, slug, ben, eve, chief, helper, companyId: admin.company.id }
}
type House = Awaited<ReturnType<typeof aHouse>>

const day = (days: number) =>
  dayIn(new Date(context.clock().getTime() + days * DAY).toISOString(), context.market.timeZone)
const proof = undefined
const newUser = () => ({
  login: 'gus',
  name: 'Gus',
  email: 'gus@firm.example',
  mobile: aMobile(),
  language: undefined,
})
const USE_CASES: Record<string, (actor: Actor, house: House) => () => Promise<Result<unknown>>> = {
  'suspending somebody':
    (actor, { ben }) =>
    () =>
      suspendUser(actor, { id: ben.id, reason: '' }, context),
  'having somebody come back':
    (actor, { ben }) =>
    () =>
      reactivateUser(actor, { id: ben.id }, context),
  'somebody leaving':
    (actor, { ben }) =>
    () =>
      leaveUser(actor, { id: ben.id, reason: 'Retires', release: false, proof }, context),
  'a review': (actor) => () => beginReview(actor, {}, context),
  'rules of approval': (actor) => () =>
    setApprovalRules(actor, { on: ['user:create'], off: [], proof }, context),
  'rules that can be decided': (actor) => () =>
    setDecidableRules(actor, { on: ['user:create'], off: [], proof }, context),
  'a substitute':
    (actor, { ben, eve }) =>
    () =>
      appointSubstitute(
        actor,
        { id: eve.id, substitute: ben.login, from: day(0), until: day(3), reason: undefined, proof },
        context,
      ),
  'making a user': (actor) => () => createUser(actor, newUser(), context),
  'another address':
    (actor, { ben }) =>
    async () =>
      editUser(actor, await editedUser(context, { id: ben.id, email: 'new@firm.example' }), context),
  'a new password':
    (actor, { ben }) =>
    () =>
      reissueTemporaryPassword(actor, { id: ben.id }, context),
  'factors that go':
    (actor, { ben }) =>
    () =>
      removeUserFactors(actor, { id: ben.id, proof }, context),
  'signing somebody out':
    (actor, { ben }) =>
    () =>
      endUserSessions(actor, { id: ben.id }, context),
  'settling contacts':
    (actor, { ben }) =>
    () =>
      settleContacts(
        actor,
        { id: ben.id, dispute: ben.id, contacts: 'present', email: '', mobile: '', proof } as never,
        context,
      ),
}
/** Only main administrators do these. */
const OFFICE: typeof USE_CASES = {
  'the end of an office':
    (actor, { admin }) =>
    () =>
      endMainAdministrator(actor, { id: admin.subject.id, reason: '', proof }, context),
  'signing in by SMS': (actor) => () => switchSmsAtSignIn(actor, { on: false, proof }, context),
  'a provider that goes': (actor) => () => removeIdentityProvider(actor, { proof } as never, context),
}

const writtenBy = ({ id }: User) => context.db.auditEntry.count({ where: { actorId: id } })

test.each(Object.keys(USE_CASES))(
  '%s is judged when its turn has come: a right that has gone meanwhile does nothing any more',
  async (name) => {
    const house = await aHouse()
    if (name === 'having somebody come back')
      value(await suspendUser(house.admin, { id: house.ben.id, reason: '' }, context))
    const { helper, companyId } = house
    const useCase = USE_CASES[name]!(await demoActor(context, helper.account), house)
    const did = await inTheMeantime(
      companyId,
      useCase,
      (tx) => tx.$executeRaw`
        UPDATE "grant" SET ended_at = ${context.clock()} WHERE user_id = ${helper.id}::uuid AND ended_at IS NULL`,
    )
    expect(did).toBe('not found')
    expect(await writtenBy(helper)).toBe(0)
  },
)

test.each(Object.keys(OFFICE))('%s is no longer theirs whose office has ended meanwhile', async (name) => {
  const house = await aHouse()
  const { chief, companyId } = house
  const useCase = OFFICE[name]!(await demoActor(context, chief.account), house)
  const did = await inTheMeantime(
    companyId,
    useCase,
    (tx) => tx.$executeRaw`DELETE FROM main_administrator WHERE user_id = ${chief.id}::uuid`,
  )
  expect(['not found', 'company.sign_in_of_everybody']).toContain(did)
  expect(await writtenBy(chief)).toBe(0)
  expect(await context.db.company.findUniqueOrThrow({ where: { id: companyId } })).toMatchObject({
    smsAtSignIn: true,
  })
})

test('what the company decides by two from now on is not given by one who waited for their turn', async () => {
  const { admin, ben, eve, companyId } = await aHouse()
  const rule = (tx: Raw) =>
    tx.$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${companyId}::uuid`
  const proposal = { groups: [{ people: [ben.id], add: [{ item: 'user_administrator@company' }] }] }
  const draft = value(await proposeChange(admin, { kind: 'edited', proposal }, context)).id
  const apply = () => applyChange(admin, { draft, reason: 'As agreed', proof }, context)
  expect(await inTheMeantime(companyId, apply, rule)).toBe('approvals.needed')
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${companyId}::uuid`
  const stand = { id: eve.id, substitute: ben.login, from: day(0), until: day(3), reason: undefined, proof }
  expect(await inTheMeantime(companyId, () => appointSubstitute(admin, stand, context), rule)).toBe(
    'approvals.needed',
  )
  await context.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${companyId}::uuid`
  const creates = (tx: Raw) =>
    tx.$executeRaw`UPDATE company SET needs_approval = '{user:create}' WHERE id = ${companyId}::uuid`
  expect(await inTheMeantime(companyId, () => createUser(admin, newUser(), context), creates)).toBe(
    'approvals.needed',
  )
  expect(await context.db.user.count({ where: { companyId, login: 'gus' } })).toBe(0)
  expect(await context.db.grant.count({ where: { userId: ben.id } })).toBe(0)
  expect(await context.db.substitution.count({ where: { companyId } })).toBe(0)
})

test('what waited for its turn happened when its turn came, not before what it waited for', async () => {
  const { admin, ben, companyId } = await aHouse()
  const later = async () => context.pass(HOUR)
  const began = context.clock()
  const leave = () => leaveUser(admin, { id: ben.id, reason: 'Retires', release: false, proof }, context)
  expect(await inTheMeantime(companyId, leave, later)).toBe('ok')
  const facts = await context.db.auditEntry.findMany({
    where: { companyId, action: { in: ['company.user_suspended', 'grants.left'] } },
  })
  expect(facts.map(({ at }) => at.getTime() - began.getTime())).toEqual([HOUR, HOUR])
  const change = await context.db.rightsChange.findFirstOrThrow({ where: { companyId, kind: 'left' } })
  expect(change.at.getTime() - began.getTime()).toBe(HOUR)
})

test('leaving, suspending and answering begin with the same turn: none of them breaks another off', async () => {
  const { admin, slug } = await aCompany(context)
  for (let n = 0; n < 6; n++) {
    const someone = await aUser(context, admin)
    const on = { kind: 'company' } as const
    const asker = await demoActor(context, someone.account)
    const requests = await Promise.all(
      (['line:view', 'bill:view', 'user:view'] as const).map(async (fn) =>
        value(await askRight(asker, { fn, on, comment: '' }, context)),
      ),
    )
    const done = await Promise.allSettled([
      ...requests.map(({ asked }) =>
        answerRightRequest(admin, { id: asked, for: 'good', answer: '', proof }, context),
      ),
      suspendUser(admin, { id: someone.id, reason: '' }, context),
      leaveUser(admin, { id: someone.id, reason: 'Retires', release: true, proof, seen: '' }, context),
    ])
    const outcomes = done.map((each) =>
      each.status === 'fulfilled' ? outcome(each.value) : String(each.reason),
    )
    for (const each of outcomes)
      expect(
        ['ok', 'approvals.decided_already', 'company.already_suspended', 'grants.changed_meanwhile'],
        `${slug}: ${outcomes}`,
      ).toContain(each)
    expect(await context.db.suspension.count({ where: { userId: someone.id } })).toBe(1)
  }
})

test('who answers and who suspends take the turn before what both need: neither is broken off for the other', async () => {
  const { admin } = await aCompany(context)
  const someone = await aUser(context, admin)
  const asker = await demoActor(context, someone.account)
  const { asked } = value(
    await askRight(asker, { fn: 'line:view', on: { kind: 'company' }, comment: '' }, context),
  )
  const begun: Promise<string>[] = []
  const begin = async (work: Promise<Result<unknown>>) => {
    const did = work.then(outcome, String)
    begun.push(did)
    await untilWaiting(did, begun.length)
  }
  // What was asked for is held until both wait.
  await context.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM approval_request WHERE id = ${asked}::uuid FOR UPDATE`
    await begin(answerRightRequest(admin, { id: asked, for: 'good', answer: '', proof }, context))
    await begin(suspendUser(admin, { id: someone.id, reason: '' }, context))
  })
  expect(await Promise.all(begun)).toEqual(['ok', 'ok'])
})
