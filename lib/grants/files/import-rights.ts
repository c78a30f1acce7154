import { loadOwnTemplates } from '@/lib/access/own-templates'
import { loadPeople, type Person } from '@/lib/access/people'
import { operation } from '@/lib/contract/operation'
import type { Context } from '@/lib/infra/context'
import { Prisma } from '@/lib/infra/db'
import { readCsv, UnreadableFile } from '@/lib/infra/records'
import { unpacked } from '@/lib/infra/unpack'
import { endOfDay, isPlausibleDay, lastDayOf } from '@/lib/kernel/day'
import type { Result, RowProblem } from '@/lib/kernel/result'
import { inSlices, pause } from '@/lib/kernel/slices'
import { unguardCell } from '@/lib/kernel/spreadsheet'
import { readNumber } from '@/lib/market/phone-number'
import type { Actor } from '@/lib/rights/actor'
import { isPermission } from '@/lib/rights/catalogue'
import { itemKey } from '@/lib/rights/items'
import { ownGrants, wordOf } from '@/lib/rights/own-grants'
import type { Scope } from '@/lib/rights/scope'
import { isTemplate } from '@/lib/rights/templates'
import { refuse } from '@/lib/words/refuse'
import { MOST_AT_ONCE, MOST_HELD, MOST_ROWS } from '../bounds'
import type { Give, Group } from '../changes/proposal'
import { proposeChange } from '../changes/propose-change'
import { importRightsInput } from '../schema'
import { RIGHTS_COLUMNS } from './export-rights'

/** So many problems of a file are told. */
const MOST_PROBLEMS = 50

type Line = { row: number; user: string; what: string; where: string; until: string }
type Wanted = Map<string, { row: number; gives: Map<string, Give> }>

/**
 * Reads a file of rights and proposes what it takes to get there: whoever stands in it holds exactly what it says, whoever
 * does not is left alone. With one row that cannot be read nothing is proposed, and each problem is told with its row.
 */
export const importRights = operation({
  key: 'grants.import_rights',
  permission: 'right:grant',
  input: importRightsInput,
  audit: [],
  run: async (actor, { file }, context): Promise<Result<{ id: string }>> => {
    const read = await readLines(file)
    if ('unreadable' in read) return refuse(`files.${read.unreadable}`, { field: 'file', rows: [] })
    const known = await lookUp(actor, read.lines, context)
    const problems = read.problems
    const wanted: Wanted = new Map()
    for await (const line of inSlices(read.lines)) {
      const login = loginOf(line, actor)
      const person = known.people.get(login)
      if (!person) {
        problems.push({ row: line.row, code: 'grants.no_such_user', value: line.user })
        continue
      }
      const mine = wanted.get(person.id) ?? { row: line.row, gives: new Map<string, Give>() }
      wanted.set(person.id, mine)
      if (!line.what && !line.where) continue
      const give = readGive(line, known, context)
      const before = 'code' in give ? undefined : mine.gives.get(give.item)
      if ('code' in give) problems.push({ row: line.row, ...give })
      else if (before && before.to !== give.to)
        problems.push({ row: line.row, code: 'grants.said_twice', value: line.until || '–' })
      else if (mine.gives.size >= MOST_HELD && !mine.gives.has(give.item))
        return refuse('grants.held_too_much', { field: 'file', values: { most: MOST_HELD } })
      else mine.gives.set(give.item, give)
    }
    if (problems.length > 0)
      return refuse('grants.file_problems', {
        field: 'file',
        values: { count: problems.length },
        rows: problems.slice(0, MOST_PROBLEMS),
      })
    if (wanted.size > MOST_AT_ONCE) return refuse('grants.too_many', { values: { most: MOST_AT_ONCE } })
    const people = new Map([...known.people.values()].map((person) => [person.id, person]))
    const groups = await differences(actor, wanted, people, context.market.timeZone)
    await pause()
    return proposeChange(actor, { kind: 'file', proposal: { groups } }, context)
  },
})

/** So much of a file is read in one go, bytes: a hundred rows or so. */
const PIECE = 8 * 1024

/** All rows that there may be, with all that fits into their cells, are less, bytes. */
const LARGEST_UNPACKED = 16 * 1024 * 1024

async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE) {
    await pause()
    yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
  }
}

async function readLines(
  file: File,
): Promise<{ lines: Line[]; problems: RowProblem[] } | { unreadable: UnreadableFile['why'] }> {
  const lines: Line[] = []
  const problems: RowProblem[] = []
  const columns = { known: RIGHTS_COLUMNS, needed: RIGHTS_COLUMNS, mostRows: MOST_ROWS }
  try {
    for await (const { row, record } of readCsv(unpacked(piecesOf(file), LARGEST_UNPACKED), columns)) {
      await pause()
      if (!record) {
        problems.push({ row, code: 'files.row_length', value: '' })
        continue
      }
      const cell = (name: (typeof RIGHTS_COLUMNS)[number]) => unguardCell(record[name] ?? '').trim()
      if (Object.values(record).some((text) => text.includes('\0'))) return { unreadable: 'encoding' }
      lines.push({ row, user: cell('user'), what: cell('what'), where: cell('where'), until: cell('until') })
    }
    return { lines, problems }
  } catch (error) {
    if (error instanceof UnreadableFile) return { unreadable: error.why }
    throw error
  }
}

type Known = {
  people: Map<string, Person>
  templates: Map<string, string>
  /** Null: it is the reference of one line and the number of another. */
  places: Map<string, Scope | null>
}

/** A user as the file names them: with or without their company. */
function loginOf({ user }: Line, { company }: Actor): string {
  const login = user.toLowerCase()
  return login.endsWith(`@${company.slug}`) ? login.slice(0, -company.slug.length - 1) : login
}

/** Everybody and every place that the file names, in a few queries however long it is. */
async function lookUp(actor: Actor, lines: readonly Line[], context: Context): Promise<Known> {
  const { companyId } = actor.subject
  const logins = new Set<string>()
  const wheres = new Set<string>()
  for await (const line of inSlices(lines)) {
    logins.add(loginOf(line, actor))
    wheres.add(line.where)
  }
  const named = (kind: string) =>
    [...wheres].flatMap((where) => (where.startsWith(`${kind}:`) ? [where.slice(kind.length + 1)] : []))
  // One number may stand in the file in several spellings, and a reference may be spelled as a number.
  const numbers = new Map<string, string[]>()
  for await (const text of inSlices(named('line'))) {
    for (const ident of new Set([text, readNumber(text, context.market) ?? text])) {
      const spellings = numbers.get(ident)
      if (spellings) spellings.push(text)
      else numbers.set(ident, [text])
    }
  }
  const [people, own, rows] = await Promise.all([
    loadPeople(context.sql, actor, Prisma.sql`u.login = ANY(${[...logins]}::text[])`),
    loadOwnTemplates(actor, context.sql),
    context.sql.$queryRaw<{ kind: 'account' | 'centre' | 'line'; id: string; name: string }[]>`
      SELECT 'account' AS kind, id, number AS name FROM billing_account
      WHERE company_id = ${companyId}::uuid AND number = ANY(${named('account')}::text[])
      UNION ALL SELECT 'centre', id, code FROM cost_centre
      WHERE company_id = ${companyId}::uuid AND code = ANY(${named('centre')}::text[])
      UNION ALL SELECT 'line', id, ident FROM subscription
      WHERE company_id = ${companyId}::uuid AND status <> 'terminated' AND ident = ANY(${[...numbers.keys()]}::text[])`,
  ])
  const places = new Map<string, Scope | null>()
  for (const { kind, id, name } of rows)
    for (const text of (kind === 'line' && numbers.get(name)) || [name])
      places.set(`${kind}:${text}`, places.has(`${kind}:${text}`) ? null : { kind, id })
  return {
    places,
    people: new Map(people.map((person) => [person.account.split('@')[0]!, person])),
    templates: new Map(own.filter(({ retired }) => !retired).map(({ id, name }) => [name, id])),
  }
}

/** One row as something to be held, or what is wrong with it. */
function readGive(
  { what, where, until }: Line,
  { templates, places }: Known,
  context: Context,
): Give | Omit<RowProblem, 'row'> {
  const word = isTemplate(what) || isPermission(what) ? what : templates.get(what)
  if (!word) return { code: 'grants.no_such_right', value: what }
  const scope: Scope | null | undefined = where === 'company' ? { kind: 'company' } : places.get(where)
  if (scope === null) return { code: 'grants.two_such_places', value: where }
  if (!scope) return { code: 'grants.no_such_place', value: where }
  if (until && !isPlausibleDay(until)) return { code: 'grants.day_unreadable', value: until }
  const to = until ? endOfDay(until, context.market.timeZone) : null
  if (to && to <= context.clock()) return { code: 'grants.day_over', value: until }
  return { item: itemKey(word, scope), from: null, to: to?.toISOString() ?? null }
}

/** What it takes, people alike together: what is held and not wanted goes, what is wanted comes or stays. */
async function differences(
  actor: Actor,
  wanted: Wanted,
  people: ReadonlyMap<string, Person>,
  timeZone: string,
): Promise<Group[]> {
  // The file knows days only: what ends within the day that it says stays as it is.
  const dayOf = (end: Date | null) => end && lastDayOf(end, timeZone)
  const groups = new Map<string, Group>()
  for await (const [id, { gives }] of inSlices(wanted)) {
    const person = people.get(id)!
    if (id === actor.subject.id || person.subject.mainAdministrator) continue
    const held = new Map(
      ownGrants(person.subject).map((grant) => [itemKey(wordOf(grant), grant.scope), grant]),
    )
    const remove = [...held.keys()].filter((key) => !gives.has(key))
    const add = [...gives.values()].flatMap((give) => {
      const same = held.get(give.item)
      // What is yet to begin keeps its beginning, which the file does not tell.
      const from = same && same.validFrom > actor.now ? same.validFrom.toISOString() : null
      return same && dayOf(same.validTo) === dayOf(give.to ? new Date(give.to) : null)
        ? []
        : [{ ...give, from }]
    })
    if (add.length + remove.length === 0) continue
    const key = JSON.stringify([add, remove])
    const group = groups.get(key) ?? { people: [], add, remove, replace: false }
    groups.set(key, group)
    group.people.push(id)
  }
  return [...groups.values()]
}
