import { generateSync, ScureBase32Plugin } from 'otplib'
import { beginSecondFactor } from '@/lib/identity/factors/begin-second-factor'
import { getPendingApp, getPendingPasskey } from '@/lib/identity/factors/second-factor-list'
import { newSeed } from '@/lib/identity/factors/totp'
import { beginCompanyLink } from '@/lib/identity/sso/begin-company-link'
import { hashPassword } from '@/lib/infra/password-hash'
import { newId } from '@/lib/kernel/id'
import type { SessionActor } from '@/lib/rights/actor'
import { PASSWORD, value } from '../people'
import { SoftwareAuthenticator } from '../software-authenticator'
import type { Ready } from './answer'
import type { Cases } from './check'
import type { House } from './house'
import { hasProvider } from './provider'

const someone = async (house: House): Promise<SessionActor> => house.as(await house.person())
const idOf = ({ subject }: SessionActor) => subject.id

/** A user with an authenticator app in use. */
async function withApp(house: House) {
  const { context } = house
  const actor = await someone(house)
  const id = newId()
  const at = context.clock()
  await context.db.secondFactor.create({
    data: {
      ...{
        id,
        userId: idOf(actor),
        kind: 'app',
        name: 'Phone',
        createdAt: at,
        confirmedAt: at,
        transports: [],
      },
      sealedSeed: newSeed(context.keys, context.random, id),
    },
  })
  return { actor, id }
}

async function withPending(house: House, kind: 'app' | 'passkey') {
  const actor = await someone(house)
  const { id } = value(await beginSecondFactor(actor, { kind, proof: undefined }, house.context))
  return { actor, id }
}

/** A user whom the company's provider knows. */
async function linked(house: House) {
  const actor = await someone(house)
  const { issuer } = await hasProvider(house)
  const { companyId, context } = house
  await context.db.companyIdentity.create({
    data: { userId: idOf(actor), companyId, issuer, subject: idOf(actor), linkedAt: context.clock() },
  })
  return actor
}

/** Somebody whom the provider has just vouched for, in a visit that they have begun. */
async function vouchedFor(house: House, actor: SessionActor): Promise<Ready> {
  const { issuer } = await hasProvider(house)
  const { token } = value(await beginCompanyLink(actor, { proof: undefined }, house.context))
  return { actor, input: {}, needs: [{ token, identity: { issuer, subject: idOf(actor) } }] }
}

export const identityCases: Cases = {
  'identity.begin_company_link': {
    usual: async (house) => {
      await hasProvider(house)
      return { actor: await someone(house), input: {} }
    },
  },
  'identity.begin_second_factor': {
    usual: async (house) => ({ actor: await someone(house), input: { kind: 'app' } }),
  },
  'identity.change_password': {
    usual: async (house) => {
      const actor = await someone(house)
      await house.context.db.credential.create({
        data: {
          userId: idOf(actor),
          hash: await hashPassword(PASSWORD),
          length: PASSWORD.length,
          changedAt: house.long,
        },
      })
      const next = 'green boat sails south'
      return { actor, input: { current: PASSWORD, password: next, again: next } }
    },
  },
  'identity.confirm_app': {
    usual: async (house) => {
      const { actor, id } = await withPending(house, 'app')
      const { seed } = await getPendingApp(actor, id, house.context)
      const code = generateSync({
        secret: new ScureBase32Plugin().decode(seed.replaceAll(' ', '')),
        epoch: Math.floor(house.context.clock().getTime() / 1_000),
      })
      return { actor, input: { id, name: 'Phone', code } }
    },
  },
  'identity.confirm_passkey': {
    usual: async (house) => {
      const { actor, id } = await withPending(house, 'passkey')
      const device = new SoftwareAuthenticator(house.context.portal.origin)
      const made = device.register(await getPendingPasskey(actor, id, house.context))
      return { actor, input: { id, name: 'Key', response: JSON.stringify(made) } }
    },
  },
  'identity.end_own_session': {
    one: async (house) => {
      const person = await house.person()
      const other = await house.as(person)
      return { actor: await house.as(person), input: { id: other.session.id } }
    },
    'all others': async (house) => ({ actor: await someone(house), input: {} }),
  },
  'identity.end_session': {
    usual: async (house) => ({ actor: await someone(house), input: {} }),
  },
  'identity.end_view': {
    usual: async (house) => {
      const { id } = await house.person()
      await house.context.db.session.update({
        where: { id: house.admin.session.id },
        data: { viewingUserId: id, viewingSince: house.context.clock() },
      })
      return { actor: house.admin, input: {} }
    },
  },
  'identity.link_company_identity': {
    usual: async (house) => vouchedFor(house, await someone(house)),
    'the test sign-in': async (house) => {
      const vouched = await vouchedFor(house, house.admin)
      const { companyId, context } = house
      await context.db.identityProvider.update({ where: { companyId }, data: { verifiedAt: null } })
      return vouched
    },
  },
  'identity.remove_second_factor': {
    usual: async (house) => {
      const { actor, id } = await withApp(house)
      return { actor, input: { id } }
    },
  },
  'identity.renew_backup_codes': {
    usual: async (house) => ({ actor: (await withApp(house)).actor, input: {} }),
  },
  'identity.show_backup_codes': {
    usual: async (house) => ({ actor: (await withApp(house)).actor, input: {} }),
  },
  'identity.unlink_company_identity': {
    usual: async (house) => ({ actor: await linked(house), input: {} }),
  },
  'identity.view_as': {
    'a user': async (house) => ({ actor: house.admin, input: { user: (await house.person()).id } }),
    'a number': async (house) => ({ actor: house.admin, input: { line: (await house.lines(1))[0]! } }),
  },
}
