import { beginAssignment } from '@/lib/company/staff/begin-assignment'
import { newId } from '@/lib/kernel/id'
import { aMobile, assigned, value } from '../people'
import type { Cases } from './check'

// What the operator's staff do, about customers.

const assignment = {
  functions: ['company_offer:edit'] as const,
  ground: 'offer' as const,
  reference: 'T-1',
  hours: 1,
}

export const staffCases: Cases = {
  'company.begin_assignment': {
    'of oneself': async (house) => ({
      actor: await house.as(await house.operatorsStaff()),
      input: { slug: house.slug, ...assignment },
    }),
    'of a colleague': async (house) => {
      const { name } = await house.operatorsStaff()
      const [login] = name.split('@')
      const actor = await house.as(await house.operatorsStaff())
      return { actor, input: { slug: house.slug, staff: login, ...assignment } }
    },
  },
  'company.end_assignment': {
    usual: async (house) => {
      const actor = await house.as(await house.operatorsStaff())
      const { functions } = assignment
      const begun = { slug: house.slug, ...assignment, functions: [...functions] }
      return { actor, input: { id: value(await beginAssignment(actor, begun, house.context)).id } }
    },
  },
  'company.register_main_administrator': {
    usual: async (house) => ({
      actor: await house.as(await house.operatorsStaff()),
      input: {
        company: { slug: `new-${newId().slice(-12)}`, name: 'New Kft.', language: 'hu' },
        ...{ name: 'Nora New', email: 'nora@firm.example', mobile: aMobile(), declaration: 'D-1' },
      },
      opens: true,
    }),
  },
  'company.set_offer': {
    usual: async (house) => {
      const there = await assigned(house.context, await house.operatorsStaff(), house.slug)
      return { actor: await house.as(there), input: { slug: house.slug, notOffered: ['bill:pay'] } }
    },
  },
  'journeys.set_offer_on_reference': {
    usual: async (house) => ({
      actor: await house.as(await house.operatorsStaff()),
      input: { slug: house.slug, notOffered: ['bill:pay'], reference: 'T-1' },
    }),
  },
}
