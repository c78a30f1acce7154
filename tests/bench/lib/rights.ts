// Rights at the size of a large company: 10,000 users, 100,000 lines, 2,000 cost centres, beside a company of 50 lines.
import { changeMany } from '@/lib/grants/changes/change-many'
import { getReview } from '@/lib/grants/changes/preview-change'
import { proposeChange } from '@/lib/grants/changes/propose-change'
import { writeGrants } from '@/lib/grants/changes/write-grants'
import { listPeople } from '@/lib/grants/people/list-people'
import { listWhoMay, whoMaySql } from '@/lib/grants/people/who-may'
import { getPerson } from '@/lib/grants/queries'
import { listPeopleInput } from '@/lib/grants/schema'
import type { Context } from '@/lib/infra/context'
import type { Raw } from '@/lib/infra/db'
import { newId } from '@/lib/kernel/id'
import type { Actor } from '@/lib/rights/actor'
import { can } from '@/lib/rights/explain'
import { withNeeds } from '@/lib/rights/reach'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { TEMPLATE_KEYS } from '@/lib/rights/templates'
import { type Measured, measureFlow } from './measure'
import type { Goal } from './table'

const SIZES = { small: { users: 30, centres: 10 }, large: { users: 10_000, centres: 2_000 } }
type Size = keyof typeof SIZES

/** Users, cost centres and grants: each user one to four, nearly all of them narrow; lines go round the centres. */
async function people(actor: Actor, size: Size, context: Context): Promise<string[]> {
  const companyId = actor.company.id
  const { users, centres } = SIZES[size]
  const now = context.clock()
  const made = Array.from({ length: centres }, (_, n) => ({
    id: newId(),
    companyId,
    code: `R${n}`,
    name: `Rights ${n}`,
  }))
  await context.db.costCentre.createMany({ data: made })
  await context.sql.$executeRaw`
    WITH numbered AS (SELECT id, row_number() OVER (ORDER BY ident) - 1 AS n FROM subscription WHERE company_id = ${companyId}::uuid),
    centre AS (SELECT id, row_number() OVER (ORDER BY code) - 1 AS n FROM cost_centre
      WHERE company_id = ${companyId}::uuid AND code LIKE 'R%')
    UPDATE subscription l SET cost_centre_id = c.id FROM numbered x JOIN centre c ON c.n = x.n % ${centres}
    WHERE l.id = x.id`
  const lines = await context.db.subscription.findMany({
    where: { companyId },
    take: 2_000,
    select: { id: true },
  })
  const accounts = await context.db.billingAccount.findMany({ where: { companyId }, select: { id: true } })
  const ids = Array.from({ length: users }, () => newId())
  await context.db.user.createMany({
    data: ids.map((id, n) => ({
      ...{ id, companyId, login: `p${n}`, name: `Person ${n}`, email: `p${n}@x.example` },
      ...{ mobile: `+3670${String(n).padStart(7, '0')}`, createdAt: now },
    })),
  })
  const grants = ids.flatMap((userId, n) =>
    Array.from({ length: 1 + (n % 4) }, (_, k) => {
      const at = n * 7 + k * 13
      const wide = n < 20 && k === 0
      const kind = wide ? 'company' : (['centre', 'centre', 'line', 'account'] as const)[(n + k) % 4]
      return {
        ...{
          id: newId(),
          companyId,
          userId,
          template: TEMPLATE_KEYS[k % TEMPLATE_KEYS.length]!,
          validFrom: now,
        },
        centreId: kind === 'centre' ? made[at % centres]!.id : null,
        lineId: kind === 'line' ? lines[at % lines.length]!.id : null,
        // An account has few who reach all of it.
        accountId: kind === 'account' && n % 50 === 0 ? accounts[at % accounts.length]!.id : null,
        ...(kind === 'account' && n % 50 !== 0 && { centreId: made[(at + 1) % centres]!.id }),
      }
    }),
  )
  await context.db.grant.createMany({ data: grants })
  await context.sql.$executeRaw`VACUUM ANALYZE`
  return ids
}

/** The same statements, counted. */
function counting(raw: Raw): { raw: Raw; count: () => number } {
  let statements = 0
  const counted = <Call extends (...args: never[]) => unknown>(call: Call) =>
    ((...args: never[]) => {
      statements += 1
      return call(...args)
    }) as unknown as Call
  return {
    raw: { $queryRaw: counted(raw.$queryRaw), $executeRaw: counted(raw.$executeRaw) },
    count: () => statements,
  }
}

export async function measureRights(
  actors: Record<Size, Actor>,
  context: Context,
  samples: Map<string, Measured[]>,
): Promise<Goal[]> {
  const goals: Goal[] = []
  const ids = {
    small: await people(actors.small, 'small', context),
    large: await people(actors.large, 'large', context),
  }
  const asked = listPeopleInput.parse({})
  const linesOf = (actor: Actor) =>
    context.db.subscription.findMany({
      where: { companyId: actor.company.id, kind: 'mobile' },
      take: 200,
      select: { id: true },
    })
  const lines = { small: await linesOf(actors.small), large: await linesOf(actors.large) }
  const draftOf = async (size: Size) => {
    const chosen = ids[size].slice(0, 500)
    const proposal = {
      groups: [{ people: chosen, add: [{ item: 'finance@company' }], remove: ['orders@company'] }],
    }
    const made = await proposeChange(actors[size], { kind: 'edited', proposal }, context)
    if (!made.ok) throw new Error(made.refusal.code)
    return made.value.id
  }
  const drafts = { small: await draftOf('small'), large: await draftOf('large') }
  const flows: Record<string, (size: Size) => (n: number) => Promise<unknown>> = {
    'rights: list of people': (size) => () => listPeople(actors[size], asked, context),
    'rights: a person': (size) => (n) =>
      getPerson(actors[size], ids[size][(n * 17) % ids[size].length]!, context),
    'rights: who may on a line': (size) => (n) =>
      listWhoMay(
        actors[size],
        { fn: 'line:edit', scope: { kind: 'line', id: lines[size][n % lines[size].length]!.id } },
        context,
      ),
  }
  for (const [name, flow] of Object.entries(flows)) {
    const { small, large } = await measureFlow({ small: flow('small'), large: flow('large') }, 200)
    samples.set(`${name}, small`, [small]).set(`${name}, large`, [large])
    goals.push({ goal: 'R', what: `${name}: large ÷ small`, ratio: large.p50 / small.p50, most: 2 })
    goals.push({ goal: 'R', what: `${name}: p95, ms`, ratio: large.p95, most: 300 })
  }
  const review = await measureFlow(
    {
      small: () => getReview(actors.small, drafts.small, context),
      large: () => getReview(actors.large, drafts.large, context),
    },
    40,
  )
  samples.set('rights: review of 500 people', [review.large])
  goals.push({
    goal: 'R',
    what: 'rights: review of a change to 500 people: p95, ms',
    ratio: review.large.p95,
    most: 300,
  })

  const watched = counting(context.sql)
  await getPerson(actors.large, ids.large[7]!, { ...context, sql: { ...context.sql, ...watched.raw } })
  goals.push({
    goal: 'R',
    what: 'rights: statements to open the editor, with the session',
    ratio: watched.count() + 1,
    most: 3,
  })
  goals.push(await whoMayInside(actors.large, lines.large, context))
  goals.push(...(await bulk(actors.large, ids.large, context)))
  goals.push(explaining(50), explaining(4_000))
  return goals
}

/** What PostgreSQL itself says it needs, without planning once a statement is known. */
async function whoMayInside(actor: Actor, lines: readonly { id: string }[], context: Context): Promise<Goal> {
  const times: number[] = []
  for (const { id } of lines.slice(0, 60)) {
    const line = await context.db.subscription.findUniqueOrThrow({ where: { id } })
    const target = {
      companyId: actor.company.id,
      lineId: id,
      accountId: line.billingAccountId,
      centreId: line.costCentreId,
    }
    const sql = whoMaySql(actor, [...withNeeds('line:edit')], { target }, 51)
    const text = { ...sql, text: `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql.text}` }
    const [row] = await explained(context, text.text, sql.values)
    times.push(row)
  }
  times.sort((a, b) => a - b)
  return {
    goal: 'R',
    what: 'rights: who may on a line, inside the database: p95, ms',
    ratio: times[Math.floor(times.length * 0.95)]!,
    most: 1,
  }
}

async function explained(context: Context, text: string, values: unknown[]): Promise<[number]> {
  const rows = (await context.db.$queryRawUnsafe(text, ...values)) as {
    'QUERY PLAN': { 'Execution Time': number }[]
  }[]
  return [rows[0]!['QUERY PLAN'][0]!['Execution Time']]
}

/** A change of everybody: the two statements that grow with them, in a transaction that is taken back. */
async function bulk(actor: Actor, ids: readonly string[], context: Context): Promise<Goal[]> {
  const input = {
    people: ids.join(' '),
    mode: 'give' as const,
    role: 'auditor',
    place: 'company',
    until: '',
    from: '',
  }
  const made = await changeMany(actor, input, context)
  if (!made.ok) throw new Error(made.refusal.code)
  const times: number[] = []
  let statements = 0
  for (let round = 0; round < 5; round++) {
    await context.sql
      .transaction(async (tx) => {
        const [{ id }] = await tx.$queryRaw<[{ id: string }]>`
          INSERT INTO rights_change (id, company_id, number, at, kind) VALUES (gen_random_uuid(), ${actor.company.id}::uuid,
            1000000, now(), 'edited') RETURNING id`
        const watched = counting(tx)
        const began = performance.now()
        const groups = [
          {
            people: [...ids],
            add: [{ item: 'auditor@company', from: null, to: null }],
            remove: [],
            replace: false,
          },
        ]
        const { added } = await writeGrants(watched.raw, groups, {
          actor,
          changeId: id,
          at: context.clock(),
          reason: null,
        })
        times.push(performance.now() - began)
        statements = watched.count()
        if (added !== ids.length) throw new Error(`${added} of ${ids.length}`)
        throw new Error('taken back')
      })
      .catch((error) => {
        if (error.message !== 'taken back') throw error
      })
  }
  times.sort((a, b) => a - b)
  return [
    { goal: 'R', what: 'rights: statements for a change of 10,000 people', ratio: statements, most: 2 },
    { goal: 'R', what: 'rights: a change of 10,000 people, ms', ratio: times[2]!, most: 500 },
  ]
}

/** The law itself, for somebody with so many grants, none of which says yes; and what it costs to lay them out once. */
function explaining(count: number): Goal {
  const now = new Date()
  const grants: HeldGrant[] = Array.from({ length: count }, (_, n) => ({
    ...{ id: String(n), template: TEMPLATE_KEYS[n % TEMPLATE_KEYS.length]!, functions: null },
    ...{ scope: { kind: 'centre', id: String(n) }, validFrom: new Date(0), validTo: null },
  }))
  const subject: Subject = {
    kind: 'user',
    id: 'u',
    companyId: 'c',
    companyKind: 'customer',
    active: true,
    mainAdministrator: false,
    grants,
  }
  const target = { companyId: 'c', lineId: 'l', accountId: 'a', centreId: '49' }
  const rounds = 100_000
  const first = performance.now()
  can(subject, 'line:edit', target, now)
  const laidOut = performance.now() - first
  for (let n = 0; n < rounds; n++) can(subject, 'line:edit', target, now)
  const began = performance.now()
  for (let n = 0; n < rounds; n++) can(subject, n % 2 ? 'line:edit' : 'report:schedule', target, now)
  return {
    goal: 'R',
    what: `rights: explain() with ${count.toLocaleString('en')} grants, µs`,
    ratio: ((performance.now() - began) * 1_000) / rounds,
    most: 20,
    note: `${laidOut.toFixed(1)} ms the first time`,
  }
}
