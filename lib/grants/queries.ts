import { loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople } from '@/lib/access/people'
import { knownPlace, placeName } from '@/lib/access/places'
import type { TemplateView } from '@/lib/access/view'
import { personLabelSql } from '@/lib/directory/person-label'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { searched } from '@/lib/infra/search'
import { personLabel } from '@/lib/kernel/person'
import { NotFound } from '@/lib/kernel/violation'
import { displayNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { withNeeds } from '@/lib/rights/reach'
import { readScope, type Scope } from '@/lib/rights/scope'
import { loadFrame } from './people/editor-frame'
import { type PlacePage, pageOfPlaces } from './people/place-page'
import { whoMaySql } from './people/who-may'
import type { EditorFrame, PersonView, SubstituteRow } from './view'

/**
 * One user of the actor's company with what they hold, the first of the places where (after `skip` of them) and their
 * names, of `more` scopes too. @throws NotFound for any other id.
 */
export async function getPerson(
  actor: Actor,
  userId: string,
  context: Context,
  more: readonly Scope[] = [],
  skip = 0,
): Promise<PersonView & Pick<PlacePage, 'skip' | 'next'> & { frame: EditorFrame }> {
  authorize(actor, 'right:view')
  const [person] = await loadPeople(context.sql, actor, Prisma.sql`u.id = ${userId}::uuid`)
  if (!person) throw new NotFound(`user ${userId}`)
  const { subject } = person
  const { grants, scopes, next } = pageOfPlaces(subject.grants, skip, more)
  return {
    ...person,
    mainAdministrator: subject.mainAdministrator,
    ...{ grants, skip, next },
    frame: await loadFrame(context, actor, scopes),
  }
}

/** What the signed-in user holds, page by page of the places where, with their names; everybody may see their own. */
export async function getOwnFrame(
  actor: Actor,
  skip: number,
  context: Context,
): Promise<EditorFrame & PlacePage> {
  authorize(actor, 'own_session:end')
  const page = pageOfPlaces(actor.subject.grants, skip)
  if (actor.subject.kind === 'number') return { ...page, places: [], templates: [], version: 0 }
  return { ...page, ...(await loadFrame(context, actor, page.scopes)) }
}

/** So many choices of a scope are offered at once; who has more searches. */
const MOST_CHOICES = 30

/** A scope that a search has found. */
export type FoundPlace = { key: string; scope: Scope; name: string; about: string | null }

/** Scopes by a part of their name, number or holder, for choosing one. */
export async function searchPlaces(actor: Actor, q: string, context: Context): Promise<FoundPlace[]> {
  authorize(actor, 'right:view')
  const { companyId } = actor.subject
  const found = (column: Prisma.Sql) => searched(column, q, context.market)
  const rows = await context.sql.$queryRaw<
    { kind: 'account' | 'centre' | 'line'; id: string; name: string; about: string | null }[]
  >`
    (SELECT 'centre' AS kind, id, name, nullif(code, name) AS about FROM cost_centre
      WHERE company_id = ${companyId}::uuid AND (${found(Prisma.sql`folded(name)`)} OR ${found(Prisma.sql`folded(code)`)})
      ORDER BY name, id LIMIT ${MOST_CHOICES})
    UNION ALL
    (SELECT 'account', id, name, nullif(number, name) FROM billing_account
      WHERE company_id = ${companyId}::uuid AND (${found(Prisma.sql`folded(name)`)} OR ${found(Prisma.sql`folded(number)`)})
      ORDER BY name, id LIMIT ${MOST_CHOICES})
    UNION ALL
    (SELECT 'line', id, ident, coalesce(holder, label) FROM subscription
      WHERE company_id = ${companyId}::uuid AND status <> 'terminated' AND ${q !== ''} AND ${found(Prisma.sql`search`)}
      ORDER BY ident, id LIMIT ${MOST_CHOICES})`
  return rows.map(({ kind, id, name, about }) => ({
    ...{ key: `${kind}:${id}`, scope: { kind, id }, about },
    name: kind === 'line' ? displayNumber(name, context.market) : name,
  }))
}

/** How many people hold each role, by its word. */
export async function countRoles(actor: Actor, context: Context): Promise<Map<string, number>> {
  authorize(actor, 'right:view')
  const { companyId } = actor.subject
  const rows = await context.sql.$queryRaw<{ word: string; count: number }[]>`
    SELECT coalesce(h.template, h.template_id::text) AS word, count(DISTINCT h.user_id)::int AS count FROM held_grant h
    WHERE h.company_id = ${companyId}::uuid AND h.function IS NULL AND h.valid_from <= ${actor.now}
      AND (h.valid_to IS NULL OR h.valid_to > ${actor.now}) GROUP BY 1
    UNION ALL SELECT 'main_administrator', count(*)::int FROM main_administrator WHERE company_id = ${companyId}::uuid`
  return new Map(rows.map(({ word, count }) => [word, count]))
}

/** The roles that the company has made. */
export async function listTemplates(actor: Actor, context: Context): Promise<TemplateView[]> {
  authorize(actor, 'right:view')
  return loadOwnTemplates(actor, context.sql)
}

/** So many of those who were chosen are named. */
const NAMED = 12

/** The first names of people who were chosen, and where something can be given to them. */
export async function getNames(
  actor: Actor,
  ids: readonly string[],
  context: Context,
): Promise<{ names: string[]; frame: EditorFrame }> {
  authorize(actor, 'right:view')
  const people = await loadPeople(
    context.sql,
    actor,
    Prisma.sql`u.id = ANY(${[...ids]}::uuid[])`,
    Prisma.sql`ORDER BY u.name COLLATE "und-x-icu", u.id LIMIT ${NAMED}`,
    NAMED,
  )
  const scopes = people.flatMap(({ subject }) => subject.grants.map(({ scope }) => scope))
  return { names: people.map(personLabel), frame: await loadFrame(context, actor, scopes) }
}

/** Who decides about rights in the actor's company; a number sees nobody of it (P1). */
export async function listDeciders(
  actor: Actor,
  context: Context,
): Promise<{ name: string; account: string; mainAdministrator: boolean }[]> {
  authorize(actor, 'own_session:end')
  if (actor.subject.kind === 'number') return []
  const sql = whoMaySql(
    actor,
    [...withNeeds('right:grant')],
    { target: { companyId: actor.subject.companyId } },
    NAMED,
  )
  const rows = await context.sql.$queryRaw<{ name: string; login: string; mainAdministrator: boolean }[]>(sql)
  return rows.map(({ name, login, mainAdministrator }) => ({
    ...{ name, mainAdministrator },
    account: `${login}@${actor.company.slug}`,
  }))
}

/** What a place is called for which the actor would ask for a right. @throws NotFound for one out of reach. */
export async function getAskedPlace(actor: Actor, scope: Scope, context: Context): Promise<string> {
  authorize(actor, 'profile:edit')
  const place = await knownPlace(context.sql, actor, scope)
  if (!place) throw new NotFound(`scope ${scope.kind}`)
  return placeName(place, context.market)
}

/** The names of scopes of the actor's company, by their keys; of the whole company none. */
export async function getPlaceNames(
  actor: Actor,
  keys: readonly string[],
  context: Context,
): Promise<Map<string, string>> {
  authorize(actor, 'own_session:end')
  const scopes = keys.flatMap((key) => readScope(key) ?? [])
  const { places } = await loadFrame(context, actor, scopes)
  return new Map(places.map(({ key, name }) => [key, name]))
}

/** Who stands in for somebody, or is yet to. */
export async function listSubstitutes(
  actor: Actor,
  userId: string,
  context: Context,
): Promise<SubstituteRow[]> {
  authorize(actor, 'right:view')
  return context.sql.$queryRaw`
    SELECT s.id, ${personLabelSql(Prisma.sql`u`)} AS person, s.valid_from AS "from", s.valid_to AS until FROM substitution s
    JOIN "user" u ON u.id = s.substitute_id
    WHERE s.company_id = ${actor.subject.companyId}::uuid AND s.user_id = ${userId}::uuid AND s.ended_at IS NULL
      AND s.valid_to > ${actor.now} ORDER BY s.valid_from, s.id`
}
