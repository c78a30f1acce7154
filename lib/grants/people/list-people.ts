import { loadPeople, type Person } from '@/lib/access/people'
import { searchedPeople } from '@/lib/company/search-people'
import { isMainAdministrator } from '@/lib/directory/users'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { byName, byUuid, keyset, pageOf } from '@/lib/infra/keyset'
import { after, DAY } from '@/lib/kernel/clock'
import { type Actor, authorize } from '@/lib/rights/actor'
import { readWhat } from '@/lib/rights/items'
import { PAGE_SIZE } from '../rules'
import { type ListPeopleInput, PEOPLE } from '../schema'
import type { EditorFrame, PersonView } from '../view'
import { loadFrame } from './editor-frame'

const ORDERS = { name: { ...byName(Prisma.sql`u.name`), ...byUuid(Prisma.sql`u.id`) } }

export type PeoplePage = { rows: PersonView[]; next: string | null; frame: EditorFrame }

/** One page of the company's users with what each holds, in two queries however many there are. */
export async function listPeople(
  actor: Actor,
  input: ListPeopleInput,
  context: Context,
  size = PAGE_SIZE,
): Promise<PeoplePage> {
  authorize(actor, 'right:view')
  const { sort, past, orderBy } = keyset(PEOPLE, ORDERS, input)
  const where = Prisma.sql`${await narrowed(actor, input, context)} ${past}`
  const people = await loadPeople(
    context.sql,
    actor,
    Prisma.sql`u.id IN (SELECT u.id FROM "user" u WHERE u.company_id = ${actor.subject.companyId}::uuid
      AND ${where} ORDER BY ${orderBy} LIMIT ${size + 1})`,
    Prisma.sql`ORDER BY ${orderBy}`,
    SHOWN,
  )
  const { rows, next } = pageOf(people, size, sort, ({ name, id }) => [name, id])
  const frame = await loadFrame(context, actor, [
    ...(input.scope ? [input.scope] : []),
    ...rows.flatMap(({ subject }) => subject.grants.map(({ scope }) => scope)),
  ])
  return { rows: rows.map(viewOf), next, frame }
}

/** So many rights of each are shown in the list; the page of the person has all. */
const SHOWN = 4

/** The people that a filter leaves, as a condition on `u`. */
export async function narrowed(
  actor: Actor,
  { q, role, scope, soon }: Omit<ListPeopleInput, 'after'>,
  context: Context,
): Promise<Prisma.Sql> {
  const { now } = actor
  const open = Prisma.sql`h.user_id = u.id AND h.valid_from <= ${now} AND (h.valid_to IS NULL OR h.valid_to > ${now})`
  const what = role && role !== 'none' && role !== 'main_administrator' ? readWhat(role) : null
  return Prisma.join(
    [
      Prisma.sql`true`,
      ...(q ? [await searchedPeople(actor.company, q, context)] : []),
      ...(soon ? [Prisma.sql`u.id IN (SELECT e.user_id FROM ${ending(now)} e)`] : []),
      ...(role === 'none'
        ? [
            Prisma.sql`NOT EXISTS (SELECT 1 FROM held_grant h WHERE ${open})
            AND NOT ${isMainAdministrator()}`,
          ]
        : []),
      ...(role === 'main_administrator' ? [Prisma.sql`${isMainAdministrator()}`] : []),
      ...(what
        ? [
            Prisma.sql`EXISTS (SELECT 1 FROM held_grant h WHERE ${open} AND ${
              what.kind === 'own'
                ? Prisma.sql`h.template_id = ${what.id}::uuid`
                : what.kind === 'template'
                  ? Prisma.sql`h.template = ${what.key}`
                  : Prisma.sql`h.function = ${what.fn}`
            })`,
          ]
        : []),
      ...(scope && scope.kind !== 'company'
        ? [
            Prisma.sql`EXISTS (SELECT 1 FROM held_grant h WHERE ${open} AND
            ${{ account: Prisma.sql`h.account_id`, centre: Prisma.sql`h.centre_id`, line: Prisma.sql`h.line_id` }[scope.kind]}
            = ${scope.id}::uuid)`,
          ]
        : []),
    ],
    ' AND ',
  )
}

/** Rights that end within this. */
const SOON = 14 * DAY

const ending = (
  now: Date,
) => Prisma.sql`(SELECT g.* FROM "grant" g WHERE g.ended_at IS NULL AND g.valid_to > ${now}
  AND g.valid_to <= ${after(now, SOON)})`

/** How many rights end soon in the actor's company. */
export async function countEnding(actor: Actor, context: Context): Promise<number> {
  authorize(actor, 'right:view')
  const [row] = await context.sql.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM ${ending(actor.now)} e WHERE e.company_id = ${actor.subject.companyId}::uuid`
  return row.count
}

const viewOf = ({ subject, ...person }: Person): PersonView => ({
  ...person,
  mainAdministrator: subject.mainAdministrator,
  grants: subject.grants,
  subject,
})
