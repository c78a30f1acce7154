import type { ChangeKind } from '@/lib/grants/change-kind'
import type { ProposalInput } from '@/lib/grants/changes/proposal'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { beginReview } from '@/lib/grants/reviews/begin-review'
import { decideReview } from '@/lib/grants/reviews/decide-review'
import { appointSubstitute } from '@/lib/grants/substitutes/appoint-substitute'
import { DAY, after as later } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { changeRights } from '@/prisma/seed/change-rights'
import { value } from '../people'
import type { Ready } from './answer'
import type { Cases } from './check'
import type { House, Person } from './house'

const day = ({ context }: House, days: number) =>
  later(context.clock(), days * DAY)
    .toISOString()
    .slice(0, 10)
const give = (people: readonly string[], item: string): ProposalInput => ({
  groups: [{ people: [...people], add: [{ item: `${item}@company` }] }],
})

/** A draft of the main administrator, to be applied. */
async function drafted(house: House, kind: ChangeKind, proposal: ProposalInput): Promise<Ready> {
  const { admin, context } = house
  const { id } = value(await proposeChange(admin, { kind, proposal }, context))
  return { actor: admin, input: { draft: id, reason: 'As agreed' } }
}

const role = { meant: null, functions: ['line:view'], asks: [], version: 0, retire: false }

/** A change that has been made, to be taken back. */
async function changed({ admin, context }: House, proposal: ProposalInput) {
  return value(await changeRights(context, admin, { proposal }))
}

/** An open review of what one person holds. */
async function reviewing(house: House): Promise<{ review: string; grant: string }> {
  const person = await house.person('line:view')
  const { id: review } = value(await beginReview(house.admin, {}, house.context))
  const { id: grant } = await house.context.db.grant.findFirstOrThrow({ where: { userId: person.id } })
  return { review, grant }
}

const deciding = async (house: House, decision: string): Promise<Ready> => {
  const { review, grant } = await reviewing(house)
  return { actor: house.admin, input: { review, id: grant, decision } }
}

const standIn = (house: House, forWhom: Person, substitute: Person) => ({
  ...{ id: forWhom.id, substitute: substitute.account, from: day(house, 0), until: day(house, 3) },
  ...{ reason: 'On leave', proof: undefined },
})

export const grantsCases: Cases = {
  'grants.apply_change': {
    'what is harmless': async (house) => ({
      ...(await drafted(house, 'edited', give([(await house.person()).id], 'line:view'))),
      unproven: true,
    }),
    'what is risky': async (house) => drafted(house, 'edited', give([(await house.person()).id], 'finance')),
    'copied from somebody': async (house) =>
      drafted(house, 'copied', give([(await house.person()).id], 'finance')),
    'from a file': async (house) => drafted(house, 'file', give([(await house.person()).id], 'finance')),
    'a role': async (house) =>
      drafted(house, 'template_changed', { template: { id: newId(), name: 'Helpers', ...role } }),
    'the most that numbers may do': async (house) =>
      drafted(house, 'numbers_limited', { limits: [{ numbers: await house.lines(1), functions: [] }] }),
    'taken back': async (house) => {
      const { id: userId } = await house.person()
      const { id } = await changed(house, give([userId], 'finance'))
      const groups = [{ people: [userId], remove: ['finance@company'] }]
      return drafted(house, 'undone', { groups, undoes: id })
    },
    'what was asked for': async (house) =>
      drafted(house, 'asked', give([(await house.person()).id], 'finance')),
  },
  'grants.appoint_substitute': {
    usual: async (house) => ({
      actor: house.admin,
      input: standIn(house, await house.person('line:view'), await house.person()),
    }),
  },
  'grants.begin_review': {
    usual: async (house) => {
      await house.person('line:view')
      return { actor: house.admin, input: {} }
    },
  },
  'grants.change_many': {
    give: async (house) => ({
      actor: house.admin,
      input: { people: (await house.person()).id, mode: 'give', role: 'finance' },
    }),
    copy: async (house) => ({
      actor: house.admin,
      input: {
        people: (await house.person()).id,
        mode: 'copy',
        from: (await house.person('line:view')).login,
      },
    }),
  },
  'grants.close_review': {
    usual: async (house) => {
      const { review, grant } = await reviewing(house)
      value(await decideReview(house.admin, { review, id: [grant], decision: 'remove' }, house.context))
      return { actor: house.admin, input: { id: review } }
    },
  },
  'grants.decide_review': {
    confirm: (house) => deciding(house, 'confirm'),
    remove: (house) => deciding(house, 'remove'),
  },
  'grants.edit_person': {
    usual: async (house) => {
      const [line] = await house.lines(1)
      const { id: person } = await house.person()
      return { actor: house.admin, input: { person, seen: '0', [`item:line:view@line:${line}`]: 'on' } }
    },
  },
  'grants.edit_template': {
    'a new one': async ({ admin }) => ({ actor: admin, input: { name: 'Helpers', 'item:line:view': 'on' } }),
    'another content': async (house) => {
      const id = newId()
      await changed(house, { template: { id, name: 'Helpers', ...role } })
      return { actor: house.admin, input: { id, version: '1', name: 'Helpers', 'item:bill:view': 'on' } }
    },
  },
  'grants.end_substitution': {
    usual: async (house) => {
      const { context, admin, companyId } = house
      const input = standIn(house, await house.person('line:view'), await house.person())
      value(await appointSubstitute(admin, input, context))
      const { id } = await context.db.substitution.findFirstOrThrow({ where: { companyId } })
      return { actor: admin, input: { id } }
    },
  },
  'grants.export_rights': {
    usual: async ({ admin }) => ({ actor: admin, input: { locale: 'en' } }),
  },
  'grants.import_rights': {
    usual: async (house) => {
      const { login } = await house.person()
      const file = new File([`user,what,where,until\n${login},finance,company,\n`], 'rights.csv')
      return { actor: house.admin, input: { file } }
    },
  },
  'grants.limit_numbers': {
    'of some numbers': async (house) => ({
      actor: house.admin,
      input: { numbers: (await house.lines(1))[0], preset: 'custom' },
    }),
    'of all': async ({ admin }) => ({ actor: admin, input: { company: 'on', preset: 'custom' } }),
  },
  'grants.open_change_pdf': {
    usual: async (house) => {
      const { number } = await changed(house, give([(await house.person()).id], 'finance'))
      return { actor: house.admin, input: { number: String(number), locale: 'en' } }
    },
  },
  'grants.open_review_report': {
    usual: async (house) => {
      const { review } = await reviewing(house)
      return { actor: house.admin, input: { id: review, format: 'csv', locale: 'en' } }
    },
  },
  'grants.undo_change': {
    usual: async (house) => {
      const { number } = await changed(house, give([(await house.person()).id], 'finance'))
      return { actor: house.admin, input: { number: String(number) } }
    },
  },
}
