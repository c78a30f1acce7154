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
import type { Context } from '@/lib/infra/context'
import { after, HOUR } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import type { Result } from '@/lib/kernel/result'
import type { Actor, SessionActor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
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
export async function staff(context: Context): Promise<Actor> {
  const slug = 'operator'
  if (await context.db.company.findUnique({ where: { slug } })) return demoActor(context, `sam@${slug}`)
  await registerOperator(
    {
      company: { slug, name: 'Operator' },
      login: 'sam',
      name: 'Sam',
      email: 'sam@operator.example',
      mobile: aMobile(context.market.code),
      declaration: 'installation',
    },
    context,
  )
  return demoActor(context, `sam@${slug}`)
}

/** A new company with its main administrator, who has not signed in yet. */
export async function aCompany(context: Context): Promise<{ slug: string; admin: Actor }> {
  const n = next()
  const slug = `firm${n}-${Math.floor(Math.random() * 1e6)}`
  value(
    await registerMainAdministrator(
      await staff(context),
      {
        company: { slug, name: `Firm ${n} Kft.`, language: 'en' },
        login: 'admin',
        language: undefined,
        proof: undefined,
        name: 'Ada Takács',
        email: `ada@${slug}.example`,
        mobile: aMobile(context.market.code),
        declaration: `D-${n}`,
      },
      context,
    ),
  )
  return { slug, admin: signedIn(await demoActor(context, `admin@${slug}`)) }
}

/** Does something as it was before the company asked a second person for anything. */
export async function beforeRules<T>(
  context: Context,
  companyId: string,
  work: () => Promise<T>,
): Promise<T> {
  const where = { id: companyId }
  const { needsApproval } = await context.db.company.findUniqueOrThrow({ where })
  await context.db.company.update({ where, data: { needsApproval: [] } })
  const done = await work()
  await context.db.company.update({ where, data: { needsApproval } })
  return done
}

const MOBILES = { hu: '3020', rs: '6420', ru: '91203' } as const

/** A mobile number of a country nobody has had yet, as its people write it after the trunk prefix. */
export const aMobile = (market: keyof typeof MOBILES = 'hu') =>
  `${MOBILES[market]}${String(10_000 + next()).padStart(5, '0')}`

/** A new colleague, created by the administrator. */
export async function aUser(context: Context, admin: Actor, login = `user${next()}`) {
  const input = {
    login,
    name: 'Ben Kővári',
    email: `${login}@firm.example`,
    mobile: aMobile(context.market.code),
    language: undefined,
  }
  const { id, account } = value(await createUser(admin, input, context))
  return { id, account, login, password: await temporaryPasswordOf(context, id) }
}

/** What the mail to this user says. */
export async function temporaryPasswordOf(context: Context, userId: string): Promise<string> {
  const row = await context.db.temporaryPassword.findFirstOrThrow({
    where: { userId, usedAt: null, revokedAt: null },
  })
  return temporaryPassword(context.keys, row)
}

/** What the newest SMS to this account says. */
export async function codeOf(context: Context, account: string): Promise<string> {
  const challenge = await context.db.challenge.findFirstOrThrow({
    where: { signIn: { login: account } },
    orderBy: { id: 'desc' },
  })
  return challengeCode(context.keys, challenge)
}

/** Gives user name and password; resolves with the token of an attempt that waits for the code. */
export async function upToCode(context: Context, account: string, password: string): Promise<string> {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, context))
  return value(await enterPassword(token, { password }, context)).token
}

/** A wrong code that is not the right one. */
export const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** The whole way in, with whatever the account asks for. Resolves with the session's token. */
export async function signIn(context: Context, account: string, password: string): Promise<string> {
  const { token } = value(await beginSignIn(VISITOR, { name: account }, context))
  let step = value(await enterPassword(token, { password }, context))
  if (step.next.step === 'code')
    step = value(await enterCode(step.token, { code: await codeOf(context, account) }, context))
  if (step.next.step === 'must_change') {
    const chosen = { password: PASSWORD, again: PASSWORD }
    step = value(await choosePassword(VISITOR, step.token, chosen, context))
  }
  return value(await openSession(VISITOR, step.token, context)).token
}

/** Whether a session's token still lets somebody in. */
export const isIn = async (context: Context, token: string) => (await findSession(token, context)) !== null

/** The same as if they were signed in, by a session that no browser holds. */
export function signedIn(actor: Actor): SessionActor {
  const session = { id: newId(), expiresAt: after(actor.now, HOUR) }
  return actor.by === 'session' ? actor : { ...actor, by: 'session', session }
}

/** A member of staff who is assigned to a company for an hour, as they are then. */
export async function assigned(context: Context, actor: Actor, slug: string): Promise<Actor> {
  const functions: Permission[] = ['company_offer:edit']
  const assigning = { slug, functions, ground: 'offer', reference: 'T-1', hours: 1 } as const
  value(await beginAssignment(actor, assigning, context))
  return demoActor(context, actor.name)
}
