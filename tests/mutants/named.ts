import { Problem } from '@/bin/lib/say.mjs'
import type { Mutant } from './mutants'
import { functionAround, read } from './source'

/** Faults that once went unnoticed: what, in which file, what stands there (once), what instead. */
const NAMED: readonly (readonly [name: string, file: string, was: string, is: string])[] = [
  [
    'guesses at step-up and change of password not counted',
    'identity/sessions/prove-again',
    'charge(context.sql, sessionKey(id), now)',
    'Promise.resolve(1)',
  ],
  [
    'change of password not told',
    'identity/passwords/change-password',
    `await announce(tx, account.companyId, { kind: 'identity.password_changed', payload: { userId } }, now)`,
    '',
  ],
  [
    'wrong SMS codes not told',
    'identity/sign-in/enter-code',
    'await notifyOfWrongCodes(context, attempt, now)',
    '',
  ],
  [
    'wrong SMS codes not counted for the network',
    'identity/sign-in/enter-code',
    'await chargeNetwork(context.sql, attempt, now)',
    '',
  ],
  [
    'wrong codes of an app not counted for the network',
    'identity/factors/own-factor',
    'await chargeNetwork(context.sql, attempt, now)',
    '',
  ],
  [
    'a number’s own ceiling ignored when its code is sent',
    'identity/number/open-asked-code',
    '[asked.ceiling, asked.numberCeiling]',
    '[asked.ceiling]',
  ],
  [
    'a code of an app opens twice at once',
    'identity/factors/enter-app-code',
    `AND (last_step IS NULL OR last_step < \${step}) RETURNING`,
    'RETURNING',
  ],
  [
    'reissue leaves sessions open',
    'company/users/reissue-temporary-password',
    `await endSessions(tx, user.id, 'password_reissued', now)`,
    '',
  ],
  [
    'backup codes outlive removed factors',
    'identity/factors/remove-second-factor',
    'if (left === 0) await tx.backupCodes.deleteMany({ where: { userId } })',
    '',
  ],
  [
    'a changed provider in use untested',
    'company/settings/set-identity-provider',
    'verifiedAt: same ? old.verifiedAt : null',
    'verifiedAt: old?.verifiedAt ?? null',
  ],
  [
    'ceilings of lines out of reach',
    'grants/changes/write-ceilings',
    'if (there.count !== new Set(ids).size)',
    'if (!there)',
  ],
  [
    'ceilings of lines out of reach, chosen by a filter',
    'grants/numbers/limit-numbers',
    `to: 'number_ceiling:edit' }`,
    `to: 'line:view' }`,
  ],
  [
    'rights not reloaded under the lock',
    'identity/sessions/company-lock',
    'return actorNow(tx, actor, context.clock())',
    'return { ...actor, now: context.clock() }',
  ],
  [
    'a bulk change that changes oneself',
    'grants/changes/change-many',
    `      AND u.id <> \${actor.subject.id}::uuid ORDER BY`,
    '      ORDER BY',
  ],
  ['export of rights ends after one batch', 'grants/files/export-rights', 'after = last', 'return'],
  [
    'reach over accounts too wide',
    'access/reach',
    `Prisma.join(parts, ' AND ')`,
    `Prisma.join(parts, ' OR ')`,
  ],
  [
    'reach over lines too wide',
    'access/reach',
    `Prisma.join(reach.within.map(part), ' AND ')`,
    `Prisma.join([Prisma.sql\`(\${Prisma.join(reach.within.map(part), ' OR ')})\`], '')`,
  ],
  [
    'PUK with the right to see lines',
    'subscriptions/sims/show-sim-codes',
    `linesInReach(actor, 'sim_codes:view')`,
    `linesInReach(actor, 'line:view')`,
  ],
  ['no row lock when a line is edited', 'subscriptions/lines/edit-line', ' FOR UPDATE`', '`'],
  [
    'a line keeps its session when its holder changes',
    'subscriptions/lines/edit-line',
    'if (holder !== undefined) await endLineSessions(tx, [id], context.clock())',
    '',
  ],
  [
    'a delivery overwrites the holder that was typed in',
    'subscriptions/lines/edit-line',
    'holderKept: holder !== null',
    'holderKept: false',
  ],
  [
    'itemised usage of a line that is only seen',
    'billing/usage/open-usage',
    `authorize(actor, 'usage:export', lineTarget(actor, line))`,
    `authorize(actor, 'usage:export')`,
  ],
  [
    'a schedule without a fresh proof',
    'billing/reports/add-schedule',
    'await proveAgain(actor, input.proof, context)',
    '{ ok: true as const }',
  ],
  [
    'the newest bill paid first',
    'billing/allocation/allocation',
    'compare(a.dueOn, b.dueOn)',
    'compare(b.dueOn, a.dueOn)',
  ],
  [
    'a page that repeats the last row',
    'infra/keyset',
    '[Prisma.sql`ASC`, Prisma.sql`>`]',
    '[Prisma.sql`ASC`, Prisma.sql`>=`]',
  ],
  [
    'a page downwards that repeats the last row',
    'infra/keyset',
    '[Prisma.sql`DESC`, Prisma.sql`<`]',
    '[Prisma.sql`DESC`, Prisma.sql`<=`]',
  ],
  [
    'approving without a fresh proof',
    'approvals/decide-requests',
    'await proveAgain(actor, input.proof, context)',
    '{ ok: true as const }',
  ],
  [
    'rules without a fresh proof',
    'approvals/set-approval-rules',
    'await proveAgain(actor, input.proof, context)',
    '{ ok: true as const }',
  ],
  [
    'a colleague’s approval lets one download',
    'approvals/queries',
    ` AND by_id = \${actor.subject.id}::uuid AND function = \${fn}`,
    ` AND function = \${fn}`,
  ],
  [
    'failures forgotten nightly',
    'identity/tidy',
    '{ failedAt: before(throttles), ...unlocked }',
    '{ failedAt: lapsed, ...unlocked }',
  ],
  [
    'waits forgotten nightly',
    'identity/tidy',
    '{ failedAt: before(throttles), ...unlocked }',
    '{ failedAt: before(throttles) }',
  ],
  [
    'copies of bills that outlive the right',
    'jobs/billing',
    `if (!actorCan(actor, 'report:schedule'))`,
    'if (!actor.subject)',
  ],
  [
    'copies of bills of an account that is out of reach by now',
    'jobs/billing',
    `authorize(actor, 'report:schedule', { companyId: schedule.companyId, accountId: bill.accountId })`,
    '',
  ],
]

/** All of them. A Problem where the code reads otherwise by now: then the fault has to be written anew. */
export function namedMutants(): Mutant[] {
  return NAMED.map(([name, path, was, is]) => {
    const file = `lib/${path}.ts`
    const text = read(file)
    const [before, after, ...more] = text.split(was)
    if (after === undefined || more.length > 0)
      throw new Problem(`${name}: this does not stand in ${file} once:\n${was}`)
    const line = before!.split('\n').length
    return {
      ...{ kind: 'named' as const, file, line, was: name, is },
      within: functionAround(text, file, before!.length),
      text: `${before}${is}${after}`,
    }
  })
}
