import { companyProvider } from '@/lib/channels/oidc/client'
import { stopContactChange } from '@/lib/company/contacts/stop-contact-change'
import { createUser } from '@/lib/company/users/create-user'
import { editUser } from '@/lib/company/users/edit-user'
import { newSeed } from '@/lib/identity/factors/totp'
import { contactStop } from '@/lib/identity/secrets/secrets'
import { newId } from '@/lib/kernel/id'
import { displayNumber } from '@/lib/market/phone-number'
import { editedUser, shownProvider } from '../edited'
import type { TestIdp } from '../identity-provider'
import { aMobile, VISITOR, value } from '../people'
import type { Ready } from './answer'
import type { Cases } from './check'
import type { House, Person } from './house'
import { hasProvider } from './provider'
import { staffCases } from './staff-cases'

/** The operation's page of somebody, as its form sends it. */
const edited = ({ id, name, email, mobile }: Person, { context }: House, typed: Partial<Person>) => {
  const was = { name, email, mobile: displayNumber(mobile, context.market) }
  const shown = Object.entries(was).map(([field, text]) => [`was:${field}`, text])
  return { id, ...was, ...typed, ...Object.fromEntries(shown) }
}

/** Somebody who has used what was sent to their contacts. */
async function confirmed(house: House): Promise<Person> {
  const { context, long: at } = house
  const person = await house.person()
  const { id: userId, email, mobile: msisdn } = person
  await context.db.confirmedEmail.create({ data: { userId, email, at } })
  await context.db.confirmedMobile.create({ data: { userId, msisdn, at } })
  return person
}

/** Somebody new, whose temporary password has not been used yet. */
async function invited(house: House): Promise<Person> {
  const { context, admin } = house
  const login = `new${newId().slice(-12)}`
  const of = { login, name: 'Nora New', email: `${login}@firm.example`, mobile: aMobile() }
  const { id, account } = value(await createUser(admin, { ...of, language: undefined }, context))
  const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id } })
  return { ...of, id, account, mobile }
}

/** Somebody who has stopped a change of their contacts that the other main administrator has made. */
async function disputed(house: House, contacts: 'present' | 'former'): Promise<Ready> {
  const { context } = house
  const { id } = await confirmed(house)
  const email = `other-${id.slice(-12)}@firm.example`
  value(await editUser(await house.as(house.eve), await editedUser(context, { id, email }), context))
  const change = await context.db.contactChange.findFirstOrThrow({ where: { userId: id } })
  const { token } = contactStop(context.keys, { id: change.id, keyId: change.keyId! })
  value(await stopContactChange(VISITOR, { token, reference: '', code: '' }, context))
  const { mobile } = await context.db.user.findUniqueOrThrow({ where: { id } })
  const shown = { 'was:email': email, 'was:mobile': displayNumber(mobile, context.market) }
  const chosen = contacts === 'present' ? 'present' : change.id
  return { actor: house.admin, input: { ...shown, id, dispute: change.id, contacts: chosen } }
}

async function about(house: House, more: (person: Person) => Promise<unknown> | object = () => ({})) {
  const person = await house.person()
  const extra = await more(person)
  return { actor: house.admin, input: { id: person.id, ...(extra as object) } }
}

/** The switch of the one-time SMS, as the form that shows the other state sends it. */
const switched = async (house: House, on: '' | 'on') => {
  await house.context.db.company.update({ where: { id: house.companyId }, data: { smsAtSignIn: !on } })
  return { actor: house.admin, input: { on, 'was:on': on ? '' : 'on' } }
}

export const companyCases = (idp: () => TestIdp): Cases => ({
  ...staffCases,
  'company.create_user': {
    usual: async (house) => {
      const person = { login: `new${newId().slice(-12)}`, name: 'Nora New', email: 'nora@firm.example' }
      return { actor: house.admin, input: { ...person, mobile: aMobile(), language: 'hu' } }
    },
  },
  'company.edit_profile': {
    usual: async (house) => {
      const person = await house.person()
      const input = { name: 'Another Name', 'was:name': person.name, language: 'hu', 'was:language': '' }
      return { actor: await house.as(person), input }
    },
  },
  'company.edit_user': {
    'contacts that were used': async (house) => {
      const typed = { email: 'moved@firm.example', mobile: aMobile() }
      return { actor: house.admin, input: edited(await confirmed(house), house, typed) }
    },
    'the address of somebody new': async (house) => ({
      actor: house.admin,
      input: edited(await invited(house), house, { email: 'moved@firm.example' }),
    }),
    'the address of somebody who waits for a new password': async (house) => {
      const person = await invited(house)
      const { context } = house
      await context.db.user.update({ where: { id: person.id }, data: { lastSignInAt: context.clock() } })
      return { actor: house.admin, input: edited(person, house, { email: 'moved@firm.example' }) }
    },
  },
  'company.end_main_administrator': {
    usual: async (house) => ({ actor: house.admin, input: { id: house.eve.id, reason: 'Leaves' } }),
  },
  'company.end_user_sessions': {
    usual: (house) => about(house, (person) => house.as(person).then(() => ({}))),
  },
  'company.reactivate_user': { usual: (house) => about(house, ({ id }) => house.suspend(id)) },
  'company.reissue_temporary_password': { usual: (house) => about(house) },
  'company.remove_identity_provider': {
    usual: async (house) => {
      await hasProvider(house)
      return { actor: house.admin, input: await shownProvider(house.context, house.companyId) }
    },
  },
  'company.remove_user_factors': {
    usual: (house) =>
      about(house, async ({ id: userId }) => {
        const [id, at] = [newId(), house.context.clock()]
        const sealedSeed = newSeed(house.context.keys, house.context.random, id)
        const factor = { id, userId, kind: 'app' as const, name: 'Phone', createdAt: at, confirmedAt: at }
        await house.context.db.secondFactor.create({ data: { ...factor, sealedSeed, transports: [] } })
      }),
  },
  'company.set_identity_provider': {
    usual: async (house) => ({
      actor: house.admin,
      input: {
        ...(await shownProvider(house.context, house.companyId)),
        ...{ address: idp().issuer, clientId: idp().clientId, secret: idp().clientSecret },
      },
      needs: [companyProvider({ inside: true })],
    }),
  },
  'company.settle_contacts': {
    'the present ones': (house) => disputed(house, 'present'),
    'the former ones': (house) => disputed(house, 'former'),
  },
  'company.suspend_user': { usual: (house) => about(house, () => ({ reason: 'Lost their laptop' })) },
  'company.switch_sms_at_sign_in': {
    on: (house) => switched(house, 'on'),
    off: (house) => switched(house, ''),
  },
})
