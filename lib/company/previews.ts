import type { z } from 'zod'
import { heldBy } from '@/lib/access/held-items'
import { loadPeople } from '@/lib/access/people'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { displayNumber, readMobileNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import type { approvedEditUserInput, CreateUserInput, UserIdInput } from './schema'
import type { CompanyEffect } from './view'

// What operations on users would change, from their input and from what is there now; null: nothing is left of it.

type Preview<In> = (actor: Actor, input: In, context: Context) => Promise<CompanyEffect | null>

const spelled = (mobile: string, context: Context): string => {
  const number = readMobileNumber(mobile, context.market)
  return number.kind === 'mobile' ? displayNumber(number.msisdn, context.market) : mobile
}

export const userCreated: Preview<CreateUserInput> = async (
  actor,
  { login, name, email, mobile },
  context,
) => ({
  kind: 'user_created',
  account: login.includes('@') ? login : `${login}@${actor.company.slug}`,
  ...{ name, email, mobile: spelled(mobile, context) },
})

type User = { account: string; name: string; email: string; mobile: string }
async function userOf(actor: Actor, id: string, context: Context): Promise<User | null> {
  const [user] = await context.sql.$queryRaw<(User & { login: string })[]>`
    SELECT login, name, email, mobile FROM "user"
    WHERE id = ${id}::uuid AND company_id = ${actor.subject.companyId}::uuid`
  if (!user) return null
  const { login, ...rest } = user
  return {
    ...rest,
    mobile: displayNumber(user.mobile, context.market),
    account: `${login}@${actor.company.slug}`,
  }
}

const FIELDS = ['name', 'email', 'mobile'] as const
export const userEdited: Preview<z.output<typeof approvedEditUserInput>> = async (
  actor,
  { id, changes },
  context,
) => {
  const user = await userOf(actor, id, context)
  if (!user) return null
  const edits = FIELDS.flatMap((field) => {
    const change = changes[field]
    if (!change) return []
    const next = field === 'mobile' ? spelled(change.next, context) : change.next
    const others = user[field] !== change.was && user[field] !== next
    return [{ field, was: change.was, next, now: others ? user[field] : null }]
  })
  return { kind: 'user_edited', account: user.account, changes: edits }
}

export const passwordReissued: Preview<UserIdInput> = async (actor, { id }, context) => {
  const user = await userOf(actor, id, context)
  return user && { kind: 'password_reissued', account: user.account, email: user.email }
}

export const factorsRemoved: Preview<UserIdInput> = async (actor, { id }, context) => {
  const user = await userOf(actor, id, context)
  return user && { kind: 'factors_removed', account: user.account }
}

export const userReactivated: Preview<UserIdInput> = async (actor, { id }, context) => {
  const [person] = await loadPeople(context.sql, actor, Prisma.sql`u.id = ${id}::uuid`)
  return person
    ? { kind: 'user_reactivated', account: person.account, ...(await heldBy(actor, person, context)) }
    : null
}
