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
import { takeTurn } from '@/lib/identity/sso/company-turn'
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
import { editedUser } from '../support/edited'
import { aCompany, aMobile, aUser, outcome, value } from '../support/people'
import { useWorld } from '../support/world'

const world = useWorld()
type User = { id: string; account: string; login: string }

/** Resolves when so many wait for locks in this file's database, or the work has ended. */
async function untilWaiting(work: Promise<unknown>, most = 1): Promise<void> {
  let over = false
  const note = () => {
    over = true
  }
  work.then(note, note)
  const waiting = async () => {
    const [row] = await world.db.$queryRaw<[{ count: number }]>`
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
    await transaction(world, async (tx) => {
      await takeTurn(tx, companyId)
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
  const { admin, slug } = await aCompany(world)
  const [ben, eve] = [await aUser(world, admin), await aUser(world, admin)]
  const [chief, helper] = [await aUser(world, admin), await aUser(world, admin)]
  for (const id of [helper.id, eve.id]) value(await giveRight(world, admin, id, 'user_administrator'))
  for (const fn of ['approval_rule:edit', 'user:leave', 'access_review:run'])
    value(await giveRight(world, admin, helper.id, fn))
  await world.sql.$executeRaw`
    INSERT INTO main_administrator (user_id, company_id, since, declaration)
    SELECT ${chief.id}::uuid, company_id, since, declaration FROM main_administrator WHERE company_id = ${admin.company.id}::uuid`
  return { admin, slug, ben, eve, chief, helper, companyId: admin.company.id }
}
type House = Awaited<ReturnType<typeof aHouse>>

const day = (days: number) =>
  dayIn(new Date(world.clock().getTime() + days * DAY).toISOString(), world.market.timeZone)
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
      suspendUser(actor, { id: ben.id, reason: '' }, world),
  'having somebody come back':
    (actor, { ben }) =>
    () =>
      reactivateUser(actor, { id: ben.id }, world),
  'somebody leaving':
    (actor, { ben }) =>
    () =>
      leaveUser(actor, { id: ben.id, reason: 'Retires', release: false, proof }, world),
  'a review': (actor) => () => beginReview(actor, {}, world),
  'rules of approval': (actor) => () =>
    setApprovalRules(actor, { on: ['user:create'], off: [], proof }, world),
  'rules that can be decided': (actor) => () =>
    setDecidableRules(actor, { on: ['user:create'], off: [], proof }, world),
  'a substitute':
    (actor, { ben, eve }) =>
    () =>
      appointSubstitute(
        actor,
        { id: eve.id, substitute: ben.login, from: day(0), until: day(3), reason: undefined, proof },
        world,
      ),
  'making a user': (actor) => () => createUser(actor, newUser(), world),
  'another address':
    (actor, { ben }) =>
    async () =>
      editUser(actor, await editedUser(world, { id: ben.id, email: 'new@firm.example' }), world),
  'a new password':
    (actor, { ben }) =>
    () =>
      reissueTemporaryPassword(actor, { id: ben.id }, world),
  'factors that go':
    (actor, { ben }) =>
    () =>
      removeUserFactors(actor, { id: ben.id, proof }, world),
  'signing somebody out':
    (actor, { ben }) =>
    () =>
      endUserSessions(actor, { id: ben.id }, world),
  'settling contacts':
    (actor, { ben }) =>
    () =>
      settleContacts(
        actor,
        { id: ben.id, dispute: ben.id, contacts: 'present', email: '', mobile: '', proof } as never,
        world,
      ),
}
/** Only main administrators do these. */
const OFFICE: typeof USE_CASES = {
  'the end of an office':
    (actor, { admin }) =>
    () =>
      endMainAdministrator(actor, { id: admin.subject.id, reason: '', proof }, world),
  'signing in by SMS': (actor) => () => switchSmsAtSignIn(actor, { on: false, proof }, world),
  'a provider that goes': (actor) => () => removeIdentityProvider(actor, { proof } as never, world),
}

const writtenBy = ({ id }: User) => world.db.auditEntry.count({ where: { actorId: id } })

test.each(Object.keys(USE_CASES))(
  '%s is judged when its turn has come: a right that has gone meanwhile does nothing any more',
  async (name) => {
    const house = await aHouse()
    if (name === 'having somebody come back')
      value(await suspendUser(house.admin, { id: house.ben.id, reason: '' }, world))
    const { helper, companyId } = house
    const useCase = USE_CASES[name]!(await demoActor(world, helper.account), house)
    const did = await inTheMeantime(
      companyId,
      useCase,
      (tx) => tx.$executeRaw`
        UPDATE "grant" SET ended_at = ${world.clock()} WHERE user_id = ${helper.id}::uuid AND ended_at IS NULL`,
    )
    expect(did).toBe('not found')
    expect(await writtenBy(helper)).toBe(0)
  },
)

test.each(Object.keys(OFFICE))('%s is no longer theirs whose office has ended meanwhile', async (name) => {
  const house = await aHouse()
  const { chief, companyId } = house
  const useCase = OFFICE[name]!(await demoActor(world, chief.account), house)
  const did = await inTheMeantime(
    companyId,
    useCase,
    (tx) => tx.$executeRaw`DELETE FROM main_administrator WHERE user_id = ${chief.id}::uuid`,
  )
  expect(['not found', 'company.sign_in_of_everybody']).toContain(did)
  expect(await writtenBy(chief)).toBe(0)
  expect(await world.db.company.findUniqueOrThrow({ where: { id: companyId } })).toMatchObject({
    smsAtSignIn: true,
  })
})

test('what the company decides by two from now on is not given by one who waited for their turn', async () => {
  const { admin, ben, eve, companyId } = await aHouse()
  const rule = (tx: Raw) =>
    tx.$executeRaw`UPDATE company SET needs_approval = '{right:grant}' WHERE id = ${companyId}::uuid`
  const proposal = { groups: [{ people: [ben.id], add: [{ item: 'user_administrator@company' }] }] }
  const draft = value(await proposeChange(admin, { kind: 'edited', proposal }, world)).id
  const apply = () => applyChange(admin, { draft, reason: 'As agreed', proof }, world)
  expect(await inTheMeantime(companyId, apply, rule)).toBe('approvals.needed')
  await world.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${companyId}::uuid`
  const stand = { id: eve.id, substitute: ben.login, from: day(0), until: day(3), reason: undefined, proof }
  expect(await inTheMeantime(companyId, () => appointSubstitute(admin, stand, world), rule)).toBe(
    'approvals.needed',
  )
  await world.sql.$executeRaw`UPDATE company SET needs_approval = '{}' WHERE id = ${companyId}::uuid`
  const creates = (tx: Raw) =>
    tx.$executeRaw`UPDATE company SET needs_approval = '{user:create}' WHERE id = ${companyId}::uuid`
  expect(await inTheMeantime(companyId, () => createUser(admin, newUser(), world), creates)).toBe(
    'approvals.needed',
  )
  expect(await world.db.user.count({ where: { companyId, login: 'gus' } })).toBe(0)
  expect(await world.db.grant.count({ where: { userId: ben.id } })).toBe(0)
  expect(await world.db.substitution.count({ where: { companyId } })).toBe(0)
})

test('what waited for its turn happened when its turn came, not before what it waited for', async () => {
  const { admin, ben, companyId } = await aHouse()
  const later = async () => world.pass(HOUR)
  const began = world.clock()
  const leave = () => leaveUser(admin, { id: ben.id, reason: 'Retires', release: false, proof }, world)
  expect(await inTheMeantime(companyId, leave, later)).toBe('ok')
  const facts = await world.db.auditEntry.findMany({
    where: { companyId, action: { in: ['company.user_suspended', 'grants.left'] } },
  })
  expect(facts.map(({ at }) => at.getTime() - began.getTime())).toEqual([HOUR, HOUR])
  const change = await world.db.rightsChange.findFirstOrThrow({ where: { companyId, kind: 'left' } })
  expect(change.at.getTime() - began.getTime()).toBe(HOUR)
})

test('leaving, suspending and answering begin with the same turn: none of them breaks another off', async () => {
  const { admin, slug } = await aCompany(world)
  for (let n = 0; n < 6; n++) {
    const someone = await aUser(world, admin)
    const on = { kind: 'company' } as const
    const asker = await demoActor(world, someone.account)
    const requests = await Promise.all(
      (['line:view', 'bill:view', 'user:view'] as const).map(async (fn) =>
        value(await askRight(asker, { fn, on, comment: '' }, world)),
      ),
    )
    const done = await Promise.allSettled([
      ...requests.map(({ asked }) =>
        answerRightRequest(admin, { id: asked, for: 'good', answer: '', proof }, world),
      ),
      suspendUser(admin, { id: someone.id, reason: '' }, world),
      leaveUser(admin, { id: someone.id, reason: 'Retires', release: true, proof, seen: '' }, world),
    ])
    const outcomes = done.map((each) =>
      each.status === 'fulfilled' ? outcome(each.value) : String(each.reason),
    )
    for (const each of outcomes)
      expect(
        ['ok', 'approvals.decided_already', 'company.already_suspended', 'grants.changed_meanwhile'],
        `${slug}: ${outcomes}`,
      ).toContain(each)
    expect(await world.db.suspension.count({ where: { userId: someone.id } })).toBe(1)
  }
})

test('who answers and who suspends take the turn before what both need: neither is broken off for the other', async () => {
  const { admin } = await aCompany(world)
  const someone = await aUser(world, admin)
  const asker = await demoActor(world, someone.account)
  const { asked } = value(
    await askRight(asker, { fn: 'line:view', on: { kind: 'company' }, comment: '' }, world),
  )
  const begun: Promise<string>[] = []
  const begin = async (work: Promise<Result<unknown>>) => {
    const did = work.then(outcome, String)
    begun.push(did)
    await untilWaiting(did, begun.length)
  }
  // What was asked for is held until both wait.
  await world.sql.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM approval_request WHERE id = ${asked}::uuid FOR UPDATE`
    await begin(answerRightRequest(admin, { id: asked, for: 'good', answer: '', proof }, world))
    await begin(suspendUser(admin, { id: someone.id, reason: '' }, world))
  })
  expect(await Promise.all(begun)).toEqual(['ok', 'ok'])
})
