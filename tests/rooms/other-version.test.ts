import { expect, test } from 'vitest'
import { dispatch } from '@/lib/jobs/dispatch'
import { isKnownKind, knownKinds, resumeKnown } from '@/lib/jobs/known-kinds'
import type { Providers } from '@/lib/jobs/notification'
import { enqueue } from '@/lib/outbox/enqueue'
import { useContext } from '../support/context'
import { aCompany } from '../support/people'
import { providers as quietEnds } from '../support/providers'

const context = useContext()
/** Nothing may be sent. */
const providers = new Proxy({}, { get: () => expect.unreachable('nothing is sent') }) as Providers

const messages = () => context.db.message.findMany({ orderBy: { id: 'asc' } })
const jobs = async () => {
  const [row] = await context.sql.$queryRaw<
    [{ n: number }]
  >`SELECT count(*)::int AS n FROM graphile_worker.jobs`
  return row.n
}

test('a message of a kind that only another version knows waits for it, and is tried no more by this one', async () => {
  const { admin } = await aCompany(context)
  await context.db.message.deleteMany()
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  const KINDS = [
    'orders.placed',
    'identity.face_recognised',
    'company.user_moved',
    'billing.credit_noted',
    'grants.',
    'outbox',
    '',
    'toString',
    'constructor',
    '__proto__',
    'identity.code_requested ',
    'IDENTITY.CODE_REQUESTED',
  ]
  for (const kind of KINDS)
    await enqueue(
      context.sql,
      { kind, companyId: admin.company.id, payload: { userId: admin.company.id } },
      context.clock(),
    )
  for (const { id } of await messages()) await dispatch(id, context, providers)
  for (const { kind, state, note } of await messages())
    expect([kind, state, note]).toEqual([kind, 'in_progress', 'waits for a version that knows this kind'])
  // A worker of this version takes none of them up again.
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await resumeKnown(context)
  expect(await jobs()).toBe(0)
})

test('a version that knows the kind takes up what waited, once', async () => {
  await context.db.message.updateMany({ data: { kind: 'company.user_suspended' } })
  const waiting = (await messages()).length
  await Promise.all([resumeKnown(context), resumeKnown(context)])
  expect(await jobs()).toBe(waiting)
  expect((await messages()).every(({ note }) => note === null)).toBe(true)
  await resumeKnown(context)
  expect(await jobs()).toBe(waiting)
})

/** What processes of the next version write into what this one tells of. */
const KEYS: Record<string, string> = { 'sim:replace': 'orders.replace_sim' }
const PERMISSIONS = ['sim:replace', 'account:restructure', 'user:create ', 'USER:CREATE', 'toString', '']

test('an approved request for what only another version can do waits for it, and is done by nobody else', async () => {
  const { admin } = await aCompany(context)
  const { company, subject } = admin
  await context.db.message.deleteMany()
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  const at = context.clock()
  const asked = {
    companyId: company.id,
    byId: subject.id,
    input: {},
    subject: 'x',
    askedAt: at,
    deadline: at,
  }
  const KINDS = ['approvals.asked', 'approvals.approved', 'approvals.rejected']
  for (const fn of PERMISSIONS)
    for (const kind of KINDS) {
      const { id } = await context.db.approvalRequest.create({
        data: {
          ...{
            ...asked,
            kind: 'operation',
            function: fn,
            operation: Object.hasOwn(KEYS, fn) ? KEYS[fn]! : null,
          },
          state: kind === KINDS[0] ? 'open' : 'approved',
        },
      })
      await enqueue(context.sql, { kind, companyId: company.id, payload: { requestId: id } }, at)
    }
  const { mails, ends } = quietEnds()
  for (const { id } of await messages()) await dispatch(id, context, ends)
  expect(mails).toEqual([])
  const waiting = await messages()
  expect(waiting.map(({ state, note }) => [state, note])).toEqual(
    PERMISSIONS.flatMap((fn) =>
      KINDS.map(() => [
        'in_progress',
        `waits for a version that knows the operation ${(Object.hasOwn(KEYS, fn) && KEYS[fn]) || fn}`,
      ]),
    ),
  )
  expect(
    await context.db.approvalRequest.count({
      where: { OR: [{ doneAt: { not: null } }, { problem: { not: null } }] },
    }),
  ).toBe(0)
  await context.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  await resumeKnown(context)
  expect(await jobs()).toBe(0)
  // To the next version it is one of its own.
  await context.db.message.updateMany({
    data: { note: 'waits for a version that knows the operation company.create_user' },
  })
  await resumeKnown(context)
  expect(await jobs()).toBe(waiting.length)
})

test('a report or a format that only another version makes waits for it, and is mailed as no other', async () => {
  const { admin } = await aCompany(context)
  const { company, subject } = admin
  await context.db.message.deleteMany()
  const at = context.clock()
  const SCHEDULES = [
    ...['forecast', 'kinds2', 'KINDS', '', 'constructor'].map((report) => [
      report,
      'xlsx',
      `report ${report}`,
    ]),
    ...['pdf', 'ods', 'CSV', ''].map((format) => ['centres', format, `format of reports ${format}`]),
  ] as const
  for (const [report, format] of SCHEDULES) {
    const { id } = await context.db.schedule.create({
      data: {
        ...{ companyId: company.id, userId: subject.id, report: report!, format: format!, every: 'month' },
        ...{ email: `${report}.${format}@firm.example`, since: at, nextAt: at },
      },
    })
    await enqueue(
      context.sql,
      { kind: 'billing.report_due', companyId: company.id, payload: { scheduleId: id } },
      at,
    )
  }
  const { mails, ends } = quietEnds()
  for (const { id } of await messages()) await dispatch(id, context, ends)
  expect(mails).toEqual([])
  expect((await messages()).map(({ state, note }) => [state, note])).toEqual(
    SCHEDULES.map(([, , what]) => ['in_progress', `waits for a version that knows the ${what}`]),
  )
})

/** What release 0.1.0 announces: it may wait in the outbox, or come from processes that are not replaced yet. */
const OF_0_1_0 =
  `identity.code_requested identity.recovery_requested identity.number_code_requested identity.password_reset
  identity.password_changed identity.wrong_codes_entered identity.second_factor_added identity.second_factor_removed
  identity.provider_in_use identity.company_linked identity.company_unlinked identity.backup_codes_renewed
  identity.sms_budget_reached identity.api_key_ending identity.backup_code_used company.user_created
  company.main_administrator_registered company.temporary_password_reissued company.user_suspended
  company.main_administrator_ended company.user_reactivated company.user_factors_removed company.sms_at_sign_in_switched
  company.identity_provider_set company.identity_provider_removed company.user_edited company.contact_change_stoppable
  company.contact_change_stopped company.contacts_settled grants.rights_changed grants.substitute_appointed approvals.asked
  approvals.approved approvals.rejected approvals.done billing.copy_due billing.report_due billing.overpaid
  billing.payment_unmatched billing.refund_due outbox.notices_held`.split(/\s+/)

test('every kind of the release before is still known', () => {
  expect(OF_0_1_0.filter((kind) => !isKnownKind(kind))).toEqual([])
  expect(knownKinds.length).toBeGreaterThanOrEqual(OF_0_1_0.length)
})
