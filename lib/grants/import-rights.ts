import { Prisma } from '@/lib/infra/db'
import { readCsv, UnreadableFile } from '@/lib/infra/records'
import type { World } from '@/lib/infra/world'
import { isDay } from '@/lib/kernel/cursor'
import { endOfDay, lastDayOf } from '@/lib/kernel/day'
import type { Result, RowProblem } from '@/lib/kernel/result'
import { unguardCell } from '@/lib/kernel/spreadsheet'
import { readNumber } from '@/lib/market/phone-number'
import { type Actor, authorize } from '@/lib/rights/actor'
import { isFunction } from '@/lib/rights/catalogue'
import { itemKey } from '@/lib/rights/items'
import type { Scope } from '@/lib/rights/scope'
import { isTemplate } from '@/lib/rights/templates'
import { refuse } from '@/lib/words/refuse'
import { RIGHTS_COLUMNS } from './export-rights'
import { ownGrants, wordOf } from './judge'
import { loadOwnTemplates } from './own-templates'
import type { Give, Group } from './proposal'
import { proposeChange } from './propose-change'
import { MOST_AT_ONCE } from './rules'
import { loadPeople, type Person } from './subjects'

/** So many rows are read, and so many of their problems told. */
const MOST_ROWS = 50_000
const MOST_TOLD = 50

type Line = { row: number; user: string; what: string; where: string; until: string }
type Wanted = Map<string, { row: number; gives: Map<string, Give> }>

/**
 * Reads a file of rights and proposes what it takes to get there: whoever stands in it holds exactly what it says, whoever
 * does not is left alone. With one row that cannot be read nothing is proposed, and each problem is told with its row.
 */
export async function importRights(
  actor: Actor,
  { file }: { file: File },
  world: World,
): Promise<Result<{ id: string }>> {
  authorize(actor, 'right:grant')
  const read = await readLines(file)
  if ('unreadable' in read) return refuse(`files.${read.unreadable}`, { field: 'file', rows: [] })
  const known = await lookUp(actor, read.lines, world)
  const problems: RowProblem[] = []
  const wanted: Wanted = new Map()
  for (const line of read.lines) {
    const login = line.user.toLowerCase().replace(new RegExp(`@${actor.company.slug}$`), '')
    const person = known.people.get(login)
    if (!person) {
      problems.push({ row: line.row, code: 'grants.no_such_user', value: line.user })
      continue
    }
    const mine = wanted.get(person.id) ?? { row: line.row, gives: new Map<string, Give>() }
    wanted.set(person.id, mine)
    if (!line.what && !line.where) continue
    const give = readGive(line, known, world)
    if ('code' in give) problems.push({ row: line.row, ...give })
    else mine.gives.set(give.item, give)
  }
  if (problems.length > 0)
    return refuse('grants.file_problems', {
      field: 'file',
      values: { count: problems.length },
      rows: problems.slice(0, MOST_TOLD),
    })
  if (wanted.size > MOST_AT_ONCE) return refuse('grants.too_many', { values: { most: MOST_AT_ONCE } })
  const people = new Map([...known.people.values()].map((person) => [person.id, person]))
  const groups = differences(actor, wanted, people, world.market.timeZone)
  return proposeChange(actor, { kind: 'file', proposal: { groups } }, world)
}

async function readLines(file: File): Promise<{ lines: Line[] } | { unreadable: UnreadableFile['why'] }> {
  const lines: Line[] = []
  const columns = { known: RIGHTS_COLUMNS, needed: RIGHTS_COLUMNS }
  try {
    const bytes = file.stream() as unknown as AsyncIterable<Uint8Array>
    for await (const { row, record } of readCsv(bytes, columns)) {
      const cell = (name: (typeof RIGHTS_COLUMNS)[number]) => unguardCell(record[name] ?? '').trim()
      if (Object.values(record).some((text) => text.includes('\0'))) return { unreadable: 'encoding' }
      lines.push({ row, user: cell('user'), what: cell('what'), where: cell('where'), until: cell('until') })
      if (lines.length > MOST_ROWS) return { unreadable: 'record_too_long' }
    }
    return { lines }
  } catch (error) {
    if (error instanceof UnreadableFile) return { unreadable: error.why }
    throw error
  }
}

type Known = {
  people: Map<string, Person>
  templates: Map<string, string>
  places: Map<string, Scope>
}

/** Everybody and every place that the file names, in a few queries however long it is. */
async function lookUp(actor: Actor, lines: readonly Line[], world: World): Promise<Known> {
  const { companyId } = actor.subject
  const suffix = new RegExp(`@${actor.company.slug}$`)
  const logins = [...new Set(lines.map(({ user }) => user.toLowerCase().replace(suffix, '')))]
  const named = (kind: string) =>
    [...new Set(lines.map(({ where }) => where))].flatMap((where) =>
      where.startsWith(`${kind}:`) ? [where.slice(kind.length + 1)] : [],
    )
  const numbers = new Map(named('line').map((text) => [readNumber(text, world.market) ?? text, text]))
  const [people, own, rows] = await Promise.all([
    loadPeople(world.sql, actor, Prisma.sql`u.login = ANY(${logins}::text[])`),
    loadOwnTemplates(actor, world.sql),
    world.sql.$queryRaw<{ kind: 'account' | 'centre' | 'line'; id: string; name: string }[]>`
      SELECT 'account' AS kind, id, number AS name FROM billing_account
      WHERE company_id = ${companyId}::uuid AND number = ANY(${named('account')}::text[])
      UNION ALL SELECT 'centre', id, code FROM cost_centre
      WHERE company_id = ${companyId}::uuid AND code = ANY(${named('centre')}::text[])
      UNION ALL SELECT 'line', id, ident FROM subscription
      WHERE company_id = ${companyId}::uuid AND status <> 'terminated' AND ident = ANY(${[...numbers.keys()]}::text[])`,
  ])
  return {
    people: new Map(people.map((person) => [person.account.replace(suffix, ''), person])),
    templates: new Map(own.filter(({ retired }) => !retired).map(({ id, name }) => [name, id])),
    places: new Map(
      rows.map(({ kind, id, name }) => [
        `${kind}:${kind === 'line' ? (numbers.get(name) ?? name) : name}`,
        { kind, id },
      ]),
    ),
  }
}

/** One row as something to be held, or what is wrong with it. */
function readGive(
  { what, where, until }: Line,
  { templates, places }: Known,
  world: World,
): Give | Omit<RowProblem, 'row'> {
  const word = isTemplate(what) || isFunction(what) ? what : templates.get(what)
  if (!word) return { code: 'grants.no_such_right', value: what }
  const scope: Scope | undefined = where === 'company' ? { kind: 'company' } : places.get(where)
  if (!scope) return { code: 'grants.no_such_place', value: where }
  if (until && !(isDay(until) && until < '9000')) return { code: 'grants.day_unreadable', value: until }
  const to = until ? endOfDay(until, world.market.timeZone) : null
  if (to && to <= world.clock()) return { code: 'grants.day_over', value: until }
  return { item: itemKey(word, scope), from: null, to: to?.toISOString() ?? null }
}

/** What it takes, people alike together: what is held and not wanted goes, what is wanted comes or stays. */
function differences(
  actor: Actor,
  wanted: Wanted,
  people: ReadonlyMap<string, Person>,
  timeZone: string,
): Group[] {
  // The file knows days only: what ends within the day that it says stays as it is.
  const dayOf = (end: Date | null) => end && lastDayOf(end, timeZone)
  const groups = new Map<string, Group>()
  for (const [id, { gives }] of wanted) {
    const person = people.get(id)!
    if (id === actor.subject.id || person.subject.mainAdministrator) continue
    const held = ownGrants(person.subject)
    const keys = held.map((grant) => itemKey(wordOf(grant), grant.scope))
    const remove = keys.filter((key) => !gives.has(key))
    const add = [...gives.values()].flatMap((give) => {
      const same = held.find((_, n) => keys[n] === give.item)
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
