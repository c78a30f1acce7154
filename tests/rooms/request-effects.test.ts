import { expect, test } from 'vitest'
import type { z } from 'zod'
import { loadOwnTemplates } from '@/lib/access/own-templates'
import { askUsage } from '@/lib/approvals/ask-usage'
import { type Asked, orAsk } from '@/lib/approvals/or-ask'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { setDecidableRules } from '@/lib/approvals/set-decidable-rules'
import type { Effect } from '@/lib/approvals/view'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { reactivateUser } from '@/lib/company/users/reactivate-user'
import { reissueTemporaryPassword } from '@/lib/company/users/reissue-temporary-password'
import { removeUserFactors } from '@/lib/company/users/remove-user-factors'
import { suspendUser } from '@/lib/company/users/suspend-user'
import type { Operation } from '@/lib/contract/operation'
import { applyChange } from '@/lib/grants/changes/apply-change'
import type { ProposalInput } from '@/lib/grants/changes/proposal'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { editTemplate } from '@/lib/grants/roles/edit-template'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { displayNumber } from '@/lib/market/phone-number'
import { describeRequests } from '@/lib/operations/describe-requests'
import { OPERATIONS } from '@/lib/operations/registry'
import type { Actor } from '@/lib/rights/actor'
import { giveRight } from '@/prisma/seed/change-rights'
import { demoActor } from '@/prisma/seed/demo-actor'
import { useContext } from '../support/context'
import { deliver } from '../support/deliver'
import { editedUser } from '../support/edited'
import { aCompany, aMobile, aUser, value } from '../support/people'

const context = useContext()

/** Asks as the pages do: with what a request keeps of the form. */
async function ask<Schema extends z.ZodType<object>>(
  actor: Actor,
  operation: Operation<Schema>,
  input: z.output<Schema>,
): Promise<string> {
  return (value(await orAsk(operation)(actor, input, context)) as Asked).asked
}

test('whoever decides is shown what each operation would change', async () => {
  const { slug, admin } = await aCompany(context)
  const [ben, cleo] = [await aUser(context, admin), await aUser(context, admin)]
  const [dan, eve] = [await aUser(context, admin), await aUser(context, admin)]
  value(await giveRight(context, admin, ben.id, 'user_administrator'))
  for (const fn of ['approval_rule:edit', 'line:view', 'usage:view', 'usage:export'])
    value(await giveRight(context, admin, ben.id, fn))
  for (const { id } of [cleo, eve]) value(await giveRight(context, admin, id, 'user_administrator'))
  value(await giveRight(context, admin, cleo.id, 'finance'))
  const on = ['user:create', 'right:grant', 'usage:export'] as const
  value(await setApprovalRules(admin, { on, off: [] }, context))
  const mobile = aMobile()
  const [line] = (await deliver(context, [{ company: slug, number: mobile }])).ids
  const chief = await demoActor(context, admin.name)
  const actor = await demoActor(context, ben.account)
  const was = await context.db.user.findUniqueOrThrow({ where: { id: cleo.id } })
  const fresh = aMobile()
  const person = {
    login: 'fay',
    name: 'Fay Nagy',
    email: 'fay@x.example',
    mobile: fresh,
    language: undefined,
  }
  const draft = value(
    await proposeChange(
      chief,
      { kind: 'edited', proposal: { groups: [{ people: [dan.id], add: [{ item: 'finance@company' }] }] } },
      context,
    ),
  ).id
  const apply = { draft, reason: 'why', proof: undefined }
  const days = { from: '2090-01-01', until: '2090-01-31', reason: undefined }
  const stands = { id: cleo.id, substitute: dan.account, ...days, proof: undefined }
  value(await suspendUser(chief, { id: eve.id, reason: undefined }, context))
  const reactivated = await ask(chief, reactivateUser, { id: eve.id })
  const asked: [string, string, Effect | object][] = [
    [
      'company.create_user',
      await ask(actor, createUser, person),
      {
        ...{ account: `fay@${slug}`, name: 'Fay Nagy' },
        email: 'fay@x.example',
        mobile: displayNumber(`+36${fresh}`, context.market),
      },
    ],
    [
      'company.edit_user',
      await ask(actor, editUser, await editedUser(context, { id: cleo.id, name: 'Cleo' })),
      { account: cleo.account, changes: [{ field: 'name', was: was.name, next: 'Cleo', now: null }] },
    ],
    [
      'company.reissue_temporary_password',
      await ask(actor, reissueTemporaryPassword, { id: cleo.id }),
      { account: cleo.account, email: was.email },
    ],
    [
      'company.remove_user_factors',
      await ask(actor, removeUserFactors, { id: cleo.id, proof: undefined }),
      { account: cleo.account },
    ],
    [
      'company.reactivate_user',
      reactivated,
      { account: eve.account, holds: [expect.objectContaining({ word: 'user_administrator' })] },
    ],
    [
      'approvals.set_decidable_rules',
      await ask(actor, setDecidableRules, { on: [], off: ['usage:export'] }),
      { on: [], off: ['usage:export'] },
    ],
    [
      'grants.apply_change',
      await ask(chief, applyChange, apply),
      {
        people: [expect.stringContaining(dan.account)],
        gives: [expect.objectContaining({ word: 'finance' })],
      },
    ],
    [
      'grants.appoint_substitute',
      await ask(chief, appointSubstitute, stands),
      {
        person: expect.stringContaining(cleo.account),
        substitute: expect.stringContaining(dan.account),
        ...{ from: '2090-01-01', until: '2090-01-31' },
        holds: expect.arrayContaining([expect.objectContaining({ word: 'finance' })]),
      },
    ],
    [
      'billing.open_usage',
      (
        value(
          await askUsage(actor, { id: line!, month: '2026-10', format: 'csv', comment: '' }, context),
        ) as {
          asked: string
        }
      ).asked,
      { number: displayNumber(`+36${mobile}`, context.market), month: '2026-10' },
    ],
  ]
  const all = OPERATIONS.filter(({ secondPerson }) => secondPerson).map(({ key }) => key)
  expect([...asked.map(([key]) => key), 'approvals.give_right'].sort()).toEqual(all.sort())
  const ids = asked.map(([, id]) => id)
  const effects = await describeRequests(chief, ids, context)
  for (const [fn, id, effect] of asked) expect(effects.get(id), fn).toMatchObject(effect)
  // What others have changed since it was asked for is told too.
  value(await editUser(chief, await editedUser(context, { id: cleo.id, name: 'Cleopatra' }), context))
  expect(await describeRequests(chief, ids, context).then((all) => all.get(asked[1]![1]))).toMatchObject({
    changes: [{ next: 'Cleo', now: 'Cleopatra' }],
  })
  // Who may do none of it is told nothing, nor is anybody else's company.
  expect((await describeRequests(await demoActor(context, dan.account), ids, context)).size).toBe(0)
  expect((await describeRequests((await aCompany(context)).admin, ids, context)).size).toBe(0)
})

/** Somebody who asks for changes of rights, and what is shown of them to whoever decides. */
async function changing() {
  const { slug, admin } = await aCompany(context)
  const chief = { ...(await demoActor(context, admin.name)), now: context.clock() }
  const reason = { reason: 'why', proof: undefined }
  const role = {
    meant: '',
    retire: false,
    name: 'Guard',
    functions: ['user:view', 'right:view', 'right:grant'],
  }
  const editRole = async (change: { id?: string; version: number; asks: string[] }) =>
    value(await editTemplate(chief, { id: undefined, ...role, ...change } as never, context)).id
  const apply = async (draft: string) => value(await applyChange(chief, { draft, ...reason }, context))
  const propose = async (proposal: ProposalInput) =>
    value(await proposeChange(chief, { kind: 'edited', proposal }, context)).id
  const shown = async (draft: string) => {
    const company = await demoActor(context, admin.name)
    const id = await ask(company, applyChange, { draft, ...reason })
    return (await describeRequests(company, [id], context)).get(id)
  }
  const askFromNow = () => setApprovalRules(chief, { on: ['right:grant'], off: [] }, context)
  return { slug, admin, chief, editRole, apply, propose, shown, askFromNow }
}

test('of a role it is shown for what it asks no second person any more, and how many have it', async () => {
  const { admin, chief, editRole, apply, propose, shown, askFromNow } = await changing()
  await apply(await editRole({ version: 0, asks: ['right:grant'] }))
  const [role] = await loadOwnTemplates(chief, context.sql)
  const people = [(await aUser(context, admin)).id, (await aUser(context, admin)).id]
  await apply(await propose({ groups: [{ people, add: [{ item: `${role!.id}@company` }] }] }))
  value(await askFromNow())
  const { id, version } = role!
  expect(await shown(await editRole({ id, version, asks: [] }))).toMatchObject({
    role: { added: [], removed: [], asks: [], asksNoLonger: ['right:grant'], holders: 2 },
  })
  expect(await shown(await editRole({ id, version, asks: ['right:grant', 'user:view'] }))).toMatchObject({
    role: { asks: ['user:view'], asksNoLonger: [], holders: 2 },
  })
})

test('what is risky is shown, in whatever order it was asked for', async () => {
  const { admin, propose, shown, askFromNow } = await changing()
  value(await askFromNow())
  const { id } = await aUser(context, admin)
  const harmless = ['bill:view', 'line:view', 'report:view', 'audit:view', 'usage:view', 'user:view']
  const risky = ['user_administrator', 'right:grant']
  const add = [...harmless, ...risky].map((word) => ({ item: `${word}@company` }))
  const effect = (await shown(await propose({ groups: [{ people: [id], add }] }))) as Extract<
    Effect,
    { kind: 'rights_changed' }
  >
  expect(effect.givesCount).toBe(8)
  expect(effect.gives.map(({ word }) => word)).toEqual(expect.arrayContaining(risky))
})

test('of ceilings it is shown what numbers may do that they could not, and no longer', async () => {
  const { slug, admin, apply, propose, shown, askFromNow } = await changing()
  const [line] = (await deliver(context, [{ company: slug, number: aMobile() }])).ids
  const { id } = await aUser(context, admin)
  const groups = [{ people: [id], add: [{ item: 'right:grant@company' }] }]
  const least = ['number:sign_in', 'own_line:view']
  await apply(await propose({ limits: [{ all: true, functions: least }] }))
  value(await askFromNow())
  expect(await shown(await propose({ groups, limits: [{ all: true, functions: null }] }))).toMatchObject({
    comes: expect.arrayContaining(['own_line:block', 'own_usage:view']),
    goes: [],
  })
  const ofOne = [{ numbers: [line!], functions: least }]
  expect(await shown(await propose({ groups, limits: ofOne }))).toMatchObject({
    comes: [],
    goes: expect.arrayContaining(['own_line:block', 'own_usage:view']),
  })
})
