import { type Bar, type Tie, tiesBetween, tieThatBars } from '@/lib/access/independence'
import { loadPlaces } from '@/lib/access/places'
import { type Proposal, readKept } from '@/lib/grants/changes/proposal'
import { whoMaySql } from '@/lib/grants/people/who-may'
import { actorNow } from '@/lib/identity/sessions/company-lock'
import type { Raw } from '@/lib/infra/db'
import type { Refused } from '@/lib/kernel/result'
import { type Actor, actorCan, authorize } from '@/lib/rights/actor'
import { isOfferedTo, isPermission, type Permission } from '@/lib/rights/catalogue'
import { withNeeds } from '@/lib/rights/reach'
import { readScope, scopeKey, type Target } from '@/lib/rights/scope'
import { type RefusalCode, refuse } from '@/lib/words/refuse'
import { concernedBy, gainsFrom } from './gains'
import { holdingLess, wayInAs } from './holds-less'

/** A request, as whoever would decide about it is judged by it. */
export type Judged = { id: string; byId: string; kind: string; fn: string; input: unknown }
/** Somebody who holds what deciding takes, and what keeps them from it here, if anything does. */
export type Decider = {
  id: string
  name: string
  account: string
  mainAdministrator: boolean
  bar: Bar | null
}

/** So many of those who hold what it takes are judged, by name; where there are more, it counts as if somebody could. */
const MOST_CONSIDERED = 100

/** What a request would change: whom it could give something to, and to whom of some it does. */
type Effect = { concerned: readonly string[]; proposal: Proposal | null }

/**
 * Who of a company decides about a request, and why others who hold what it takes do not: nobody whom it gives something
 * to, nobody who holds less than whom it gives a way in as, and nobody who depends on whoever asks or gains
 * (lib/access/independence.ts). Where that leaves nobody, a main
 * administrator decides about whom they have set up themselves.
 */
export async function decidersOf(actor: Actor, request: Judged, db: Raw): Promise<Decider[]> {
  authorize(actor, 'own_session:end')
  if (!isPermission(request.fn)) return []
  const place = request.kind === 'right' ? readScope((request.input as { place?: string }).place ?? '') : null
  const places = await loadPlaces(db, actor, place ? [place] : [])
  const target = (place && places.get(scopeKey(place))?.target) || { companyId: actor.subject.companyId }
  const decides = request.kind === 'right' ? 'right:grant' : 'approval:decide'
  const rows = await ableToDecide(actor, decides, request.fn, target, db)
  const judged = await barsOf(actor, request, rows, db)
  // Nobody makes the list too long to be read and is thereby the only one left.
  const someone = rows.length > MOST_CONSIDERED || rows.some(({ id }) => !judged.get(id))
  return rows.map(({ login, ...row }) => {
    const found = judged.get(row.id) ?? null
    const bar = found?.waivable && !someone ? null : (found?.bar ?? null)
    return { ...row, account: `${login}@${actor.company.slug}`, bar }
  })
}

/**
 * Whether there is somebody who could decide about an operation if one of some people asked for it, whatever it is about:
 * `decidersOf` for each of them, in two queries, since a company's rules are set while all its changes of rights wait.
 */
export async function isDecidable(
  actor: Actor,
  fn: Permission,
  askers: readonly string[],
  db: Raw,
): Promise<boolean> {
  authorize(actor, 'own_session:end')
  const { companyId } = actor.subject
  const rows = await ableToDecide(actor, 'approval:decide', fn, { companyId }, db)
  if (rows.length > MOST_CONSIDERED) return true
  const ids = rows.map(({ id }) => id)
  const ties = await tiesBetween(db, companyId, ids, askers, actor.now)
  return askers.some((asker) => {
    const found = rows
      .filter(({ id }) => id !== asker)
      .map(({ id, mainAdministrator }) =>
        tieThatBars(
          ties.filter(({ decider, principal }) => decider === id && principal === asker),
          mainAdministrator,
        ),
      )
    return found.some((bar) => bar === null || bar.waivable)
  })
}

type Able = { id: string; name: string; login: string; mainAdministrator: boolean }

/** Whoever holds what deciding takes, and what it is about: some of them. */
async function ableToDecide(
  actor: Actor,
  decides: Permission,
  fn: Permission,
  target: Target,
  db: Raw,
): Promise<Able[]> {
  const needed = [...new Set([...withNeeds(decides), ...withNeeds(fn)])]
  const { companyKind, notOffered } = actor.subject
  if (needed.some((each) => !isOfferedTo(companyKind, each) || notOffered?.includes(each))) return []
  return db.$queryRaw<Able[]>(whoMaySql(actor, needed, { target }, MOST_CONSIDERED + 1))
}

/**
 * Why somebody may not approve a request, by what they hold at this moment; null: they may. @throws NotFound when they
 * are suspended by now.
 */
export async function whyNotApprove(
  asked: Actor,
  request: Judged,
  db: Raw,
): Promise<Refused<RefusalCode> | null> {
  const actor = await actorNow(db, asked, asked.now)
  const { companyId } = actor.subject
  if (request.byId === actor.subject.id) return refuse('approvals.own')
  const holds = isPermission(request.fn) && actorCan(actor, request.fn, { companyId })
  if (!holds || !actorCan(actor, 'approval:decide')) return refuse('approvals.beyond_own')
  // A right is given by whoever gives rights (lib/approvals/answer-right-request.ts).
  if (request.kind === 'right') return refuse('approvals.right_apart')
  const bar = await barFor(actor, request, db)
  if (!bar) return null
  return refuse(bar.code, { values: { name: await nameOf(actor, bar, db) } })
}

/** The account of whom somebody depends on. */
async function nameOf(actor: Actor, bar: Bar, db: Raw): Promise<string> {
  if (!('principal' in bar)) return ''
  const [row] = await db.$queryRaw<{ login: string }[]>`
    SELECT u.login FROM "user" u WHERE u.id = ${bar.principal}::uuid AND u.company_id = ${actor.subject.companyId}::uuid`
  return row ? `${row.login}@${actor.company.slug}` : ''
}

async function barFor(actor: Actor, request: Judged, db: Raw): Promise<Bar | null> {
  const { id, mainAdministrator } = actor.subject
  const found = (await barsOf(actor, request, [{ id, mainAdministrator }], db)).get(id)
  if (!found?.waivable) return found?.bar ?? null
  const considered = (await decidersOf(actor, request, db)).find((each) => each.id === id)
  return considered ? considered.bar : found.bar
}

type Found = { bar: Bar; waivable: boolean }
const always = (bar: Bar): Found => ({ bar, waivable: false })

async function barsOf(
  actor: Actor,
  request: Judged,
  deciders: readonly { id: string; mainAdministrator: boolean }[],
  db: Raw,
): Promise<Map<string, Found>> {
  const bars = new Map<string, Found>()
  const { byId } = request
  // Who gives a right that was asked for approves nothing by it: that is asked of somebody else (answerRightRequest).
  if (request.kind === 'right') return new Map([[byId, always({ code: 'approvals.own' })]])
  const effect = await effectOf(actor, request, db)
  const ids = deciders.map(({ id }) => id)
  const as = wayInAs(request)
  const less = as ? await holdingLess(db, actor, as, ids) : null
  const principals = [...new Set([byId, ...effect.concerned])]
  const ties = await tiesBetween(db, actor.subject.companyId, ids, principals, actor.now)
  for (const { id, mainAdministrator } of deciders) {
    const mine = ties.filter(({ decider }) => decider === id)
    const bar =
      id === byId
        ? always({ code: 'approvals.own' })
        : effect.concerned.includes(id) && (await gaining(actor, effect, [id], db)).has(id)
          ? always({ code: 'approvals.gains' })
          : as && less?.has(id)
            ? always({ code: 'approvals.holds_less', principal: as })
            : await tied(actor, { byId, effect, mine, mainAdministrator }, db)
    if (bar) bars.set(id, bar)
  }
  return bars
}

type Tied = { byId: string; effect: Effect; mine: readonly Tie[]; mainAdministrator: boolean }

/** A tie to whoever asks, or to somebody who does gain. */
async function tied(
  actor: Actor,
  { byId, effect, mine, mainAdministrator }: Tied,
  db: Raw,
): Promise<Found | null> {
  const others = [...new Set(mine.map(({ principal }) => principal))].filter((each) => each !== byId)
  const gain = others.length > 0 ? await gaining(actor, effect, others, db) : new Set<string>()
  const counting = mine.filter(({ principal }) => principal === byId || gain.has(principal))
  const found = tieThatBars(counting, mainAdministrator)
  return (
    found && {
      bar: { code: 'approvals.not_independent', principal: found.tie.principal },
      waivable: found.waivable,
    }
  )
}

const gaining = async (actor: Actor, { proposal }: Effect, ids: readonly string[], db: Raw) =>
  proposal ? gainsFrom(db, actor, proposal, ids) : new Set(ids)

/** Whom what is asked for could give something to: of a change of rights, a substitute, a suspended user. */
async function effectOf(actor: Actor, { fn, input }: Judged, db: Raw): Promise<Effect> {
  const { companyId } = actor.subject
  const { draft, substitute, id } = input as { draft?: string; substitute?: string; id?: string }
  if (fn === 'user:reactivate' && id) return { concerned: [id], proposal: null }
  if (fn !== 'right:grant') return { concerned: [], proposal: null }
  if (draft) {
    const [row] = await db.$queryRaw<{ proposal: unknown }[]>`
      SELECT proposal FROM rights_draft WHERE id = ${draft}::uuid AND company_id = ${companyId}::uuid`
    const proposal = row ? await readKept(row.proposal) : null
    return { concerned: proposal ? await concernedBy(db, actor, proposal) : [], proposal }
  }
  const [login = ''] = (substitute ?? '').toLowerCase().split('@')
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM "user" u WHERE u.company_id = ${companyId}::uuid AND u.login = ${login}`
  return { concerned: rows.map((row) => row.id), proposal: null }
}
