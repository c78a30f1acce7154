import { askRight } from '@/lib/approvals/ask-right'
import { orAsk } from '@/lib/approvals/or-ask'
import { setApprovalRules } from '@/lib/approvals/set-approval-rules'
import { createUser } from '@/lib/company/users/create-user'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { newId } from '@/lib/kernel/id'
import type { Permission } from '@/lib/rights/catalogue'
import { aMobile, value } from '../people'
import type { Ready } from './answer'
import type { Cases } from './check'
import type { House, Person } from './house'

/** Has the company ask a second person for some functions. */
const asking = async ({ admin, context }: House, ...on: Permission[]) =>
  value(await setApprovalRules(admin, { on, off: [] }, context))

/** Somebody who has asked for a right over the whole company. */
async function wanting(house: House, fn: Permission): Promise<{ person: Person; request: string }> {
  const person = await house.person()
  const wanted = { fn, on: { kind: 'company' as const }, comment: 'please' }
  return { person, request: value(await askRight(await house.as(person), wanted, house.context)).asked }
}

/** A request for a new user, which the other main administrator decides about. */
async function decided(house: House, decision: string): Promise<Ready> {
  await asking(house, 'user:create')
  const asker = await house.as(await house.person('user:create'))
  const of = { name: 'Nora New', email: 'nora@firm.example', mobile: aMobile(), language: undefined }
  const ask = orAsk(createUser)
  const answer = value(await ask(asker, { login: `new${newId().slice(-12)}`, ...of }, house.context))
  const { asked } = answer as { asked: string }
  return { actor: house.admin, input: { requests: asked, decision, answer: 'Because' } }
}

export const approvalsCases: Cases = {
  'approvals.answer_right_request': {
    'what is harmless': async (house) => ({
      actor: house.admin,
      input: { id: (await wanting(house, 'line:view')).request, for: 'good' },
      unproven: true,
      drafts: ['rights_draft'],
    }),
    'what is risky': async (house) => ({
      actor: house.admin,
      input: { id: (await wanting(house, 'user:edit')).request, for: 'day' },
      drafts: ['rights_draft'],
    }),
    'where a second person is asked': async (house) => {
      await asking(house, 'right:grant')
      const { request } = await wanting(house, 'user:edit')
      const actor = await house.as(await house.person('right:grant', 'user:edit'))
      return { actor, input: { id: request, for: 'day' }, unproven: true, drafts: ['rights_draft'] }
    },
  },
  'approvals.ask_right': {
    'over the whole company': async (house) => ({
      actor: await house.as(await house.person()),
      input: { fn: 'line:view', comment: 'please' },
    }),
    'over a line': async (house) => ({
      actor: await house.as(await house.person('line:view')),
      input: { fn: 'line:edit', on: `line:${(await house.lines(1))[0]}` },
    }),
  },
  'approvals.ask_usage': {
    usual: async (house) => {
      await asking(house, 'usage:export')
      const input = { id: (await house.lines(1))[0], month: '2026-10', format: 'csv', comment: 'A dispute' }
      return { actor: await house.as(await house.person('usage:export')), input }
    },
  },
  'approvals.decide_requests': {
    approve: (house) => decided(house, 'approve'),
    reject: async (house) => ({ ...(await decided(house, 'reject')), unproven: true }),
  },
  'approvals.give_right': {
    usual: async (house) => {
      const { admin, context } = house
      const { person, request } = await wanting(house, 'user:edit')
      const groups = [{ people: [person.id], add: [{ item: 'user:edit@company' }] }]
      const draft = value(await proposeChange(admin, { kind: 'asked', proposal: { groups } }, context)).id
      await asking(house, 'right:grant')
      const actor = await house.as(admin)
      return { actor, input: { draft, reason: 'please', answers: request }, approved: true }
    },
  },
  'approvals.set_decidable_rules': {
    'put on the list': async (house) => ({
      actor: house.admin,
      input: { 'item:user:create': 'on', 'was:item:user:create': '' },
    }),
    'taken off it': async (house) => {
      await asking(house, 'user:create')
      const input = { 'was:item:user:create': 'on' }
      return { actor: await house.as(house.admin), input, approved: true }
    },
  },
  'approvals.withdraw_request': {
    usual: async (house) => {
      const { person, request } = await wanting(house, 'line:view')
      return { actor: await house.as(person), input: { id: request } }
    },
  },
}
