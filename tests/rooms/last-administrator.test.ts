import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/rights/actor'
import { useContext } from '../support/context'
import { aCompany, aUser } from '../support/people'

// The database keeps a company's last active main administrator, whichever column takes them away: use cases ask before.

const context = useContext()
let admin: Actor
let companyId: string
let userId: string
/** Another user, who is not suspended. */
let secondId: string
beforeEach(async () => {
  ;({ admin } = await aCompany(context))
  companyId = admin.company.id
  userId = (await aUser(context, admin)).id
  secondId = (await aUser(context, admin)).id
})

const suspend = async (id: string, more: { endedAt?: Date } = {}) => {
  await context.db.suspension.create({
    data: { companyId, userId: id, byId: admin.subject.id, since: context.clock(), ...more },
  })
}

/** A suspension by a dispute of the contacts, which closes the account of whoever it is. */
const dispute = async (id: string) => {
  const contacts = { oldEmail: 'a@b.example', newEmail: 'c@b.example', oldMobile: '+361', newMobile: '+362' }
  const { id: contactChangeId } = await context.db.contactChange.create({
    data: { companyId, userId: id, at: context.clock(), kind: 'edited', ...contacts },
  })
  await context.db.suspension.create({
    data: { companyId, userId: id, contactChangeId, since: context.clock() },
  })
}

type Way = { before: () => Promise<void>; take: () => Promise<unknown> }
const WAYS: Record<string, Way> = {
  'suspension.user_id': {
    before: () => suspend(userId),
    take: () => context.db.suspension.updateMany({ where: { userId }, data: { userId: admin.subject.id } }),
  },
  'suspension.by_id': {
    before: () => dispute(admin.subject.id),
    take: () =>
      context.db.suspension.updateMany({
        where: { userId: admin.subject.id },
        data: { byId: userId },
      }),
  },
  'suspension.ended_at': {
    before: () => suspend(admin.subject.id, { endedAt: context.clock() }),
    take: () =>
      context.db.suspension.updateMany({ where: { userId: admin.subject.id }, data: { endedAt: null } }),
  },
  'main_administrator.user_id': {
    before: () => suspend(userId),
    take: () =>
      context.db.mainAdministrator.updateMany({ where: { userId: admin.subject.id }, data: { userId } }),
  },
  'main_administrator.company_id': {
    before: async () => undefined,
    async take() {
      const other = await aCompany(context)
      const theirs = await aUser(context, other.admin)
      return context.db.mainAdministrator.updateMany({
        where: { userId: admin.subject.id },
        data: { userId: theirs.id, companyId: other.admin.company.id },
      })
    },
  },
}

test.each(Object.keys(WAYS))(
  'by %s the last main administrator is not taken away, and another one is',
  async (column) => {
    const { before, take } = WAYS[column]!
    await before()
    await expect(take()).rejects.toThrow('last_main_administrator')
    await context.db.mainAdministrator.create({
      data: { userId: secondId, companyId, since: context.clock(), declaration: 'D-2' },
    })
    await take()
  },
)
