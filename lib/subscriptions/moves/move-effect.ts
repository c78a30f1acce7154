import { uuids } from '@/lib/infra/arrays'
import { Prisma, type Raw } from '@/lib/infra/db'
import { inSlices, pause } from '@/lib/kernel/slices'
import type { Actor } from '@/lib/rights/actor'
import type { Permission } from '@/lib/rights/catalogue'
import { can } from '@/lib/rights/explain'
import { dependentsOf } from '@/lib/rights/grantable'
import { permissionsOf } from '@/lib/rights/held'
import { fitting } from '@/lib/rights/items'
import { scopeKey, type Target } from '@/lib/rights/scope'
import type { HeldGrant, Subject } from '@/lib/rights/subject'
import { holdersOf, type OwnLines, ownLinesOf, type Place, placesOf } from './move-holders'

/** Functions over lines, as the law is asked about those before they are moved. */
type Part = { functions: readonly Permission[]; from: readonly Target[] }
/** People who hold the same, by their accounts, and whose rights over lines change when those are moved. */
export type Affected = {
  accounts: readonly string[]
  functions: readonly Permission[]
  /** Which of the functions over which of the lines, each place once. */
  parts: readonly Part[]
  /** Those of all the lines that are moved which they hold by themselves: judged one by one, whatever their place. */
  own: ReadonlySet<string>
}
/** What a move gives to others over the lines that are moved, what it takes from them, and both for whoever moves them. */
export type MoveEffect = {
  gains: readonly Affected[]
  loses: readonly Affected[]
  mover: { gains: Affected | null; loses: Affected | null }
}
const NOTHING: MoveEffect = { gains: [], loses: [], mover: { gains: null, loses: null } }

/** So many questions are asked of the law for one move: about all who hold the same, once for each place of the lines. */
const MOST_JUDGED = 10_000

/** Everybody who holds the same, and where that has to be asked. */
type Holders = {
  accounts: string[]
  subject: Subject
  places: readonly Target[]
  own: ReadonlySet<string>
}

/**
 * What moving lines from one cost centre to another gives to everybody who holds something over the new one, and takes from
 * those of the old one, however many they are: by the law before and after, also from when on a right that is yet to begin
 * holds. Null: they hold so many different things that nobody is judged.
 */
export async function effectOfMove(
  db: Raw,
  actor: Actor,
  ids: readonly string[],
  centreId: string | null,
): Promise<MoveEffect | null> {
  const { companyId } = actor.subject
  const moved = Prisma.sql`l.company_id = ${companyId}::uuid AND l.id = ANY(${uuids(ids)})
    AND l.cost_centre_id IS DISTINCT FROM ${centreId}::uuid`
  const places = await placesOf(db, companyId, moved)
  const old = places.flatMap(({ target }) => target.centreId ?? [])
  const centres = [...new Set([...old, ...(centreId ? [centreId] : [])])]
  if (places.length === 0 || centres.length === 0) return NOTHING
  const lines = await ownLinesOf(db, actor, moved, { centres, places })
  const where = { centres, lines, places }
  const all = await alike(db, actor, where)
  if (!all) return null
  const gains: Affected[] = []
  const loses: Affected[] = []
  for await (const holders of inSlices(all)) {
    const { gained, lost } = await effectOn(holders, where, centreId, actor.now)
    if (gained) gains.push(gained)
    if (lost) loses.push(lost)
  }
  const { subject } = actor
  if (subject.mainAdministrator) return { gains, loses, mover: NOTHING.mover }
  const mover = { accounts: [actor.name], subject, ...placesFor(subject.grants, where) }
  const { gained, lost } = await effectOn(mover, where, centreId, actor.now)
  return { gains, loses, mover: { gains: gained, loses: lost } }
}

/** What people who hold the same gain and lose. */
async function effectOn(
  { accounts, subject, places, own }: Holders,
  { centres }: Where,
  centreId: string | null,
  now: Date,
): Promise<{ gained: Affected | null; lost: Affected | null }> {
  const held = touched(subject, new Set(centres), now)
  const gained = new Map<Target, Set<Permission>>()
  const lost = new Map<Target, Set<Permission>>()
  for await (const place of inSlices(places))
    for (const { fn, at } of held) {
      const was = can(subject, fn, place, at)
      const is = can(subject, fn, { ...place, centreId }, at)
      if (was === is) continue
      const changed = is ? gained : lost
      changed.set(place, (changed.get(place) ?? new Set()).add(fn))
    }
  const affected = (changed: ReadonlyMap<Target, ReadonlySet<Permission>>): Affected | null => {
    if (changed.size === 0) return null
    const functions = [...new Set([...changed.values()].flatMap((each) => [...each]))]
    return { accounts, functions, parts: partsOf(changed), own }
  }
  return { gained: affected(gained), lost: affected(lost) }
}

/** Places of the same functions together. */
function partsOf(changed: ReadonlyMap<Target, ReadonlySet<Permission>>): Part[] {
  const parts = new Map<string, { functions: Permission[]; from: Target[] }>()
  for (const [place, functions] of changed) {
    const key = [...functions].sort().join()
    const part = parts.get(key) ?? { functions: [...functions], from: [] }
    parts.set(key, part)
    part.from.push(place)
  }
  return [...parts.values()]
}

type Where = { centres: readonly string[]; lines: OwnLines; places: readonly Place[] }

/** Everybody whom it may concern, those who hold the same together; null: too much to ask. */
async function alike(db: Raw, actor: Actor, where: Where): Promise<Holders[] | null> {
  const { companyId, companyKind, notOffered } = actor.subject
  const found = new Map<string, Holders>()
  let questions = 0
  for await (const { id, account, grants } of holdersOf(db, actor, where)) {
    await pause()
    const key = contentOf(grants, actor.now)
    const known = found.get(key)
    if (known) {
      known.accounts.push(account)
      continue
    }
    const asked = placesFor(grants, where)
    questions += asked.places.length
    if (questions > MOST_JUDGED) return null
    found.set(key, {
      accounts: [account],
      ...asked,
      // Who is suspended may come back.
      subject: {
        ...{ kind: 'user', id, companyId, companyKind, active: true, mainAdministrator: false },
        ...{ grants, ...(notOffered && { notOffered }) },
      },
    })
  }
  return [...found.values()]
}

/** What grants come to for the law: two people who hold the same have the same, whenever and by whom it was given. */
const contentOf = (grants: readonly HeldGrant[], now: Date): string =>
  grants
    .map(({ template, functions, scope, validFrom, validTo }) => {
      const begins = validFrom > now ? validFrom.getTime() : ''
      return `${template ?? functions?.join()} ${scopeKey(scope)} ${begins} ${validTo?.getTime() ?? ''}`
    })
    .sort()
    .join('\n')

/** Where somebody is asked about: lines of their own each, and of each place one for all that are not. */
function placesFor(grants: readonly HeldGrant[], { lines, places }: Where): Pick<Holders, 'places' | 'own'> {
  const own = new Set(
    grants.flatMap(({ scope }) => (scope.kind === 'line' ? (lines.get(scope.id) ?? []) : [])),
  )
  const left = new Map(places.map((place) => [place, place.lines]))
  for (const { place } of own) left.set(place, left.get(place)! - 1)
  const others = places.filter((place) => left.get(place)! > 0)
  return {
    places: [...own, ...others].map(({ target }) => target),
    own: new Set([...own].flatMap(({ target }) => target.lineId ?? [])),
  }
}

/** What somebody holds over one of some cost centres, with all that needs it, each once from when on it does. */
function touched(subject: Subject, centres: ReadonlySet<string>, now: Date): { fn: Permission; at: Date }[] {
  const found = new Map<string, { fn: Permission; at: Date }>()
  const given = new Set<string>()
  for (const grant of subject.grants) {
    const { scope, validFrom } = grant
    if (scope.kind !== 'centre' || !centres.has(scope.id)) continue
    const at = validFrom > now ? validFrom : now
    for (const fn of fitting(permissionsOf(grant), scope)) {
      const key = `${fn} ${at.getTime()}`
      if (given.has(key)) continue
      given.add(key)
      for (const each of [fn, ...dependentsOf(fn)]) found.set(`${each} ${at.getTime()}`, { fn: each, at })
    }
  }
  return [...found.values()]
}

/** The accounts of whoever is affected. */
export const accountsOf = (affected: readonly Pick<Affected, 'accounts'>[]): string[] =>
  affected.flatMap(({ accounts }) => accounts).sort()

/** Whom a move has given something over the lines and whom it took something from, for the audit. */
export const auditedMove = ({
  gains,
  loses,
}: Pick<MoveEffect, 'gains' | 'loses'>): Record<string, string[]> => ({
  ...(gains.length > 0 && { gained: accountsOf(gains) }),
  ...(loses.length > 0 && { lost: accountsOf(loses) }),
})
