import { registerMainAdministrator } from '@/lib/company/administrators/register-main-administrator'
import { registerOperator } from '@/lib/company/administrators/register-operator'
import { beginAssignment } from '@/lib/company/staff/begin-assignment'
import { createUser } from '@/lib/company/users/create-user'
import { choosePassword } from '@/lib/identity/passwords/choose-password'
import { challengeCode, temporaryPassword } from '@/lib/identity/secrets/secrets'
import { findSession } from '@/lib/identity/sessions/find-session'
import { openSession } from '@/lib/identity/sessions/open-session'
import { beginSignIn } from '@/lib/identity/sign-in/begin-sign-in'
import { enterCode } from '@/lib/identity/sign-in/enter-code'
import { enterPassword } from '@/lib/identity/sign-in/enter-password'
import type { Visitor } from '@/lib/identity/view'
import type { World } from '@/lib/infra/world'
import { after, HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import type { Result } from '@/lib/kernel/result'
import type { Actor, SessionActor } from '@/lib/rights/actor'
import type { FunctionKey } from '@/lib/rights/catalogue'
import { demoActor } from '@/prisma/seed/demo-actor'

export const VISITOR: Visitor = { address: '192.0.2.7', device: 'Test browser', requestId: null }
export const PASSWORD = 'blue tram rides north'

let count = 0
const next = () => ++count

/** The value of a result that must be a success. */
export function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.values ?? {})}`)
  return result.value
}

/** The code of a refusal, or 'ok'. */
export const outcome = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code)

/** The operator's first member of staff, registered once a database. */
export async function staff(world: World): Promise<Actor> {
  const slug = 'operator'
  if (await world.db.company.findUnique({ where: { slug } })) return demoActor(world, `sam@${slug}`)
  await registerOperator(
    {
      company: { slug, name: 'Operator' },
      login: 'sam',
      name: 'Sam',
      email: 'sam@operator.example',
      mobile: '301110010',
      declaration: 'installation',
    },
    world,
  )
  return demoActor(world, `sam@${slug}`)
}

/** A new company with its main administrator, who has not signed in yet. */
export async function aCompany(world: World): Promise<{ slug: string; admin: Actor }> {
  const n = next()
  const slug = `firm${n}-${Math.floor(Math.random() * 1e6)}`
  value(
    await registerMainAdministrator(
      await staff(world),
      {
        company: { slug, name: `Firm ${n} Kft.`, language: 'en' },
        login: 'admin',
        language: undefined,
        proof: undefined,
        name: 'Ada Takács',
        email: `ada@${slug}.example`,
        mobile: aMobile(),
        declaration: `D-${n}`,
      },
      world,
    ),
  )
  return { slug, admin: signedIn(await demoActor(world, `admin@${slug}`)) }
}

/** Does something as it was before the company asked a second person for anything. */
export async function beforeRules<T>(world: World, companyId: string, work: () => Promise<T>): Promise<T> {
  const where = { id: companyId }
  const { needsApproval } = await world.db.company.findUniqueOrThrow({ where })
  await world.db.company.update({ where, data: { needsApproval: [] } })
  const done = await work()
  await world.db.company.update({ where, data: { needsApproval } })
  return done
}

/** A mobile number nobody has had yet. */
export const aMobile = () => `3020${String(10_000 + next()).padStart(5, '0')}`

/** A new colleague, created by the administrator. */
export async function aUser(world: World, admin: Actor, login = `user${next()}`) {
  const input = {
    login,
    name: 'Ben Kővári',
    email: `${login}@firm.example`,
    mobile: aMobile(),
    language: undefined,
  }
  const { id, account } = value(await createUser(admin, input, world))
  return { id, account, login, password: await temporaryPasswordOf(world, id) }
}

/** What the mail to this user says. */
export async function temporaryPasswordOf(world: World, userId: string): Promise<string> {
  const row = await world.db.temporaryPassword.findFirstOrThrow({
    where: { userId, usedAt: null, revokedAt: null },
  })
  return temporaryPassword(world.keys, row)
}

/** What the newest SMS to this account says. */
export async function codeOf(world: World, account: string): Promise<string> {
  const challenge = await world.db.challenge.findFirstOrThrow({
    where: { signIn: { login: account } },
    orderBy: { id: 'desc' },
  })
  return challengeCode(world.keys, challenge)
}

/** Gives user name and password; resolves with the token of an attempt that waits for the code. */
export async function upToCode(world: World, account: string, password: string): Promise<string> {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, world))
  return value(await enterPassword(token, { password }, world)).token
}

/** A wrong code that is not the right one. */
export const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** The whole way in, with whatever the account asks for. Resolves with the session's token. */
export async function signIn(world: World, account: string, password: string): Promise<string> {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, world))
  let step = value(await enterPassword(token, { password }, world))
  if (step.next.step === 'code')
    step = value(await enterCode(step.token, { code: await codeOf(world, account) }, world))
  if (step.next.step === 'must_change') {
    const chosen = { password: PASSWORD, again: PASSWORD }
    step = value(await choosePassword(VISITOR, step.token, chosen, world))
  }
  return value(await openSession(VISITOR, step.token, world)).token
}

/** Whether a session's token still lets somebody in. */
export const isIn = async (world: World, token: string) => (await findSession(token, world)) !== null

/** The same as if they were signed in, by a session that no browser holds. */
export function signedIn(actor: Actor): SessionActor {
  const session = { id: newId(), expiresAt: after(actor.now, HOUR) }
  return actor.by === 'session' ? actor : { ...actor, by: 'session', session }
}

/** A member of staff who is assigned to a company for an hour, as they are then. */
export async function assigned(world: World, actor: Actor, slug: string): Promise<Actor> {
  const functions: FunctionKey[] = ['company_offer:edit']
  const assigning = { slug, functions, ground: 'offer', reference: 'T-1', hours: 1 } as const
  value(await beginAssignment(actor, assigning, world))
  return demoActor(world, actor.name)
}
