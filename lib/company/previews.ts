import type { z } from 'zod'
import { heldBy } from '@/lib/access/held-items'
import { loadPeople } from '@/lib/access/people'
import { Prisma } from '@/lib/infra/db'
import type { World } from '@/lib/infra/world'
import { displayNumber, readMobileNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import type { approvedEditUserInput, CreateUserInput, UserIdInput } from './schema'
import type { CompanyEffect } from './view'

// What operations on users would change, from their input and from what is there now; null: nothing is left of it.

type Preview<In> = (actor: Actor, input: In, world: World) => Promise<CompanyEffect | null>

const spelled = (mobile: string, world: World): string => {
  const number = readMobileNumber(mobile, world.market)
  return number.kind === 'mobile' ? displayNumber(number.msisdn, world.market) : mobile
}

export const userCreated: Preview<CreateUserInput> = async (
  actor,
  { login, name, email, mobile },
  world,
) => ({
  kind: 'user_created',
  account: login.includes('@') ? login : `${login}@${actor.company.slug}`,
  ...{ name, email, mobile: spelled(mobile, world) },
})

type User = { account: string; name: string; email: string; mobile: string }
async function userOf(actor: Actor, id: string, world: World): Promise<User | null> {
  const [user] = await world.sql.$queryRaw<(User & { login: string })[]>`
    SELECT login, name, email, mobile FROM "user"
    WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid`
  if (!user) return null
  const { login, ...rest } = user
  return {
    ...rest,
    mobile: displayNumber(user.mobile, world.market),
    account: `${login}@${actor.company.slug}`,
  }
}

const FIELDS = ['name', 'email', 'mobile'] as const
export const userEdited: Preview<z.output<typeof approvedEditUserInput>> = async (
  actor,
  { id, changes },
  world,
) => {
  const user = await userOf(actor, id, world)
  if (!user) return null
  const told = FIELDS.flatMap((field) => {
    const change = changes[field]
    if (!change) return []
    const next = field === 'mobile' ? spelled(change.next, world) : change.next
    const others = user[field] !== change.was && user[field] !== next
    return [{ field, was: change.was, next, now: others ? user[field] : null }]
  })
  return { kind: 'user_edited', account: user.account, changes: told }
}

export const passwordReissued: Preview<UserIdInput> = async (actor, { id }, world) => {
  const user = await userOf(actor, id, world)
  return user && { kind: 'password_reissued', account: user.account, email: user.email }
}

export const factorsRemoved: Preview<UserIdInput> = async (actor, { id }, world) => {
  const user = await userOf(actor, id, world)
  return user && { kind: 'factors_removed', account: user.account }
}

export const userReactivated: Preview<UserIdInput> = async (actor, { id }, world) => {
  const [person] = await loadPeople(world.sql, actor, Prisma.sql`u.id = ${id}::uuid`)
  return person
    ? { kind: 'user_reactivated', account: person.account, ...(await heldBy(actor, person, world)) }
    : null
}
