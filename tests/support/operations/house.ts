import { randomBytes } from 'node:crypto'
import { loadNumberSubject } from '@/lib/access/subject'
import { fileKindOf } from '@/lib/files/file-kinds'
import type { Context } from '@/lib/infra/context'
import { importFile } from '@/lib/intake/import-file'
import { DAY, HOUR, after as later } from '@/lib/kernel/clock'
import { newId } from '@/lib/kernel/id'
import { displayNumber } from '@/lib/market/phone-number'
import type { Actor, SessionActor } from '@/lib/rights/actor'
import { type Permission, scopesOf } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { demoActor } from '@/prisma/seed/demo-actor'
import { aCompany, aMobile, staff } from '../people'

// What an operation is tried on: a company long since set up, with what a case asks for. People are written straight into
// the database: what is tried is the operation, and there are hundreds of them.

export type Person = {
  id: string
  login: string
  account: string
  name: string
  email: string
  /** In E.164. */
  mobile: string
}

export type House = Awaited<ReturnType<typeof aHouse>>

/** A company with two main administrators who depend on nobody. */
export async function aHouse(context: Context) {
  const { slug, admin: chief } = await aCompany(context)
  const companyId = chief.company.id
  const long = later(context.clock(), -900 * DAY)

  /** Somebody of the company, who holds some functions over the whole of it, with all that those need. */
  async function person(...held: Permission[]): Promise<Person> {
    const id = newId()
    const login = `p${id.slice(-12)}`
    const mobile = `+36${aMobile()}`
    const of = { id, login, name: `Person ${login}`, email: `${login}@${slug}.example`, mobile }
    await context.db.user.create({ data: { ...of, companyId, createdAt: long } })
    await hold(id, held)
    return { ...of, account: `${login}@${slug}` }
  }

  /** Gives functions to somebody, with all that they need: over the whole company, or over one thing. */
  async function hold(userId: string, held: readonly Permission[], on: Place = {}): Promise<void> {
    const all = new Set(held.flatMap((fn) => [...withNeeds(fn)]))
    const row = { companyId, userId, validFrom: long, ...on }
    await context.db.grant.createMany({ data: [...all].map((fn) => ({ ...row, function: fn })) })
  }

  /** Somebody, or a number, as they are once they have signed in: by a session that is there. */
  async function as(who: Person | Actor): Promise<SessionActor> {
    const now = context.clock()
    const actor = 'account' in who ? await demoActor(context, who.account) : who
    const { kind, id } = actor.subject
    const session = await context.db.session.create({
      data: {
        ...{ companyId: actor.subject.companyId, tokenHash: randomBytes(32), factors: ['password', 'sms'] },
        ...(kind === 'user' ? { userId: id } : { subscriptionId: id }),
        ...{ provenAt: now, createdAt: now, lastSeenAt: now, expiresAt: later(now, HOUR) },
      },
      select: { id: true, expiresAt: true },
    })
    return { ...actor, by: 'session', session, proof: { at: now, factors: ['password', 'sms'] } }
  }

  /** New lines with a number of their own. */
  async function lines(count: number, more: { holder?: string } = {}): Promise<string[]> {
    const row = { companyId, createdAt: long, ...more }
    const made = await context.db.subscription.createManyAndReturn({
      data: Array.from({ length: count }, () => ({ ...row, msisdn: `+36${aMobile()}` })),
      select: { id: true },
    })
    return made.map(({ id }) => id)
  }

  /** One line that is there besides, always the same. */
  let spare: string | undefined
  async function spareLine(): Promise<string> {
    spare ??= (await lines(1))[0]!
    return spare
  }

  /** A line that has signed in by its number. */
  async function numberOf(line: string): Promise<SessionActor> {
    const found = await loadNumberSubject(context.sql, chief.subject, line)
    const { smsAtSignIn } = chief.company
    const company = { id: companyId, slug: '', name: '', smsAtSignIn }
    const name = displayNumber(found!.msisdn, context.market)
    return as({ ...chief, subject: found!.subject, name, fullName: name, company })
  }

  /** A member of the operator's staff of whom nobody else has heard; who may do everything there. */
  async function operatorsStaff(): Promise<Actor> {
    const { companyId: operator } = (await staff(context)).subject
    const login = `s${newId().slice(-12)}`
    const of = {
      login,
      name: `Staff ${login}`,
      email: `${login}@operator.example`,
      mobile: `+36${aMobile()}`,
    }
    const { id } = await context.db.user.create({ data: { ...of, companyId: operator, createdAt: long } })
    await context.db.mainAdministrator.create({
      data: { userId: id, companyId: operator, since: long, declaration: 'D' },
    })
    return demoActor(context, `${login}@operator`)
  }

  /** A file of the operator's systems. */
  async function take(name: string, ...rows: string[]): Promise<void> {
    const bytes = (async function* () {
      yield Buffer.from(rows.join('\n'))
    })()
    const { problems } = await importFile({ name, format: 'csv', bytes }, fileKindOf(name)!, context)
    if (problems.length > 0) throw new Error(`${name}: ${JSON.stringify(problems)}`)
  }

  /** Where a function can be held that reaches nothing else of what there is: the spare line, or a new account. */
  async function elsewhere(fn: Permission): Promise<Place> {
    if (scopesOf(fn).includes('line')) return { lineId: await spareLine() }
    const number = `E-${newId().slice(-12)}`
    const account = await context.db.billingAccount.create({ data: { companyId, number, name: 'Elsewhere' } })
    return { accountId: account.id }
  }

  const suspend = async (userId: string, more: { contactChangeId?: string } = {}) => {
    const byId = more.contactChangeId ? null : chief.subject.id
    await context.db.suspension.create({ data: { companyId, userId, byId, since: context.clock(), ...more } })
  }

  const [admin, eve] = [await as(await demoActor(context, `admin@${slug}`)), await person()]
  await context.db.mainAdministrator.create({
    data: { userId: eve.id, companyId, since: long, declaration: 'D' },
  })
  return {
    context,
    slug,
    companyId,
    admin,
    eve,
    long,
    person,
    hold,
    as,
    lines,
    numberOf,
    take,
    elsewhere,
    spareLine,
    operatorsStaff,
    suspend,
  }
}

/** Over what something is held; nothing said: the whole company. */
type Place = { accountId?: string; lineId?: string }
