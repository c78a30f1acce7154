import { type Permission, scopesOf } from './catalogue'
import { fitting } from './items'
import { reaches, type ScopeKind, type Target } from './scope'
import type { HeldGrant, Subject } from './subject'
import { isTemplate, TEMPLATES } from './templates'

/** Whether a grant is valid at a moment: from its first, and no longer at its last. */
export const inForce = (grant: HeldGrant, now: Date): boolean =>
  grant.validFrom <= now && (grant.validTo === null || now < grant.validTo)

/** The functions that a grant holds, whether or not they can be held over its scope. */
export const permissionsOf = ({ template, functions }: HeldGrant): readonly string[] =>
  functions ?? (template && isTemplate(template) ? TEMPLATES[template] : [])

/**
 * Since when somebody holds anything at all, wherever: `now`, from a moment that is to come, or (null) nothing. What a grant
 * holds that cannot be held over its scope is nothing.
 */
export function heldFrom({ mainAdministrator, grants }: Subject, now: Date): 'now' | Date | null {
  if (mainAdministrator) return 'now'
  let first: Date | null = null
  for (const grant of grants) {
    const { validFrom, validTo } = grant
    if ((validTo !== null && validTo <= now) || (first && validFrom >= first)) continue
    if (fitting(permissionsOf(grant), grant.scope).length === 0) continue
    if (validFrom <= now) return 'now'
    first = validFrom
  }
  return first
}

/** Whether a grant holds a function over its scope at all. */
export const holds = (grant: HeldGrant, fn: Permission): boolean =>
  scopesOf(fn).includes(grant.scope.kind) && permissionsOf(grant).includes(fn)

/** Billing accounts, cost centres and lines that something is held over, each once. */
export type Parts = { accounts: readonly string[]; centres: readonly string[]; lines: readonly string[] }

/** Which of the subject's grants: its place in their list. Of several that cover something the first is the one that is named. */
type Rank = number

/** Grants with the same functions by what they reach, in order. Somebody holds far fewer kinds than grants. */
class Kind {
  readonly over: Record<ScopeKind, Rank[]> = { company: [], account: [], centre: [], line: [] }
  private readonly known: Partial<Record<ScopeKind, ReadonlyMap<string, readonly Rank[]>>> = {}

  constructor(
    readonly functions: readonly string[],
    private readonly grants: readonly HeldGrant[],
  ) {}

  /** What reaches one account, centre or line; laid out when it is first asked for, as most requests only want the list. */
  reaching(scope: Exclude<ScopeKind, 'company'>, id: string): readonly Rank[] | undefined {
    const known = this.known[scope] ?? this.byId(scope)
    this.known[scope] = known
    return known.get(id)
  }

  private byId(kind: Exclude<ScopeKind, 'company'>): ReadonlyMap<string, readonly Rank[]> {
    const ranks = new Map<string, Rank[]>()
    for (const rank of this.over[kind]) {
      const { scope } = this.grants[rank]!
      if (scope.kind !== kind) continue
      const list = ranks.get(scope.id)
      if (list) list.push(rank)
      else ranks.set(scope.id, [rank])
    }
    return ranks
  }
}

/**
 * A subject's grants, laid out once for the questions of the law: each costs as much as there are kinds of grants that
 * hold its function, however many places they reach.
 */
class GrantIndex {
  private readonly kinds = new Map<unknown, Kind>()
  private readonly asking: readonly HeldGrant[]
  /** What was asked about before. */
  private readonly known = new Map<Permission, readonly Kind[]>()
  private readonly knownAsking = new Map<string, readonly HeldGrant[]>()
  private readonly knownParts = new Map<string, 'company' | Parts | null>()
  private partsAt = Number.NaN

  constructor(private readonly grants: readonly HeldGrant[]) {
    for (const [rank, grant] of grants.entries()) {
      const functions = permissionsOf(grant)
      const key = functions.length === 1 ? functions[0] : functions
      let kind = this.kinds.get(key)
      if (!kind) {
        kind = new Kind(functions, grants)
        this.kinds.set(key, kind)
      }
      kind.over[grant.scope.kind].push(rank)
    }
    this.asking = grants.filter(({ asks }) => asks?.length)
  }

  private of(fn: Permission): readonly Kind[] {
    const known = this.known.get(fn) ?? [...this.kinds.values()].filter((kind) => kind.functions.includes(fn))
    this.known.set(fn, known)
    return known
  }

  /** Whether anything in force holds a function, whatever it reaches. */
  holdsSome = (fn: Permission, now: Date): boolean =>
    this.of(fn).some(({ over }) =>
      scopesOf(fn).some((scope) => over[scope].some((rank) => inForce(this.grants[rank]!, now))),
    )

  /** What a function is held over at a moment; functions that are held alike share one answer. */
  parts(fn: Permission, now: Date): 'company' | Parts | null {
    if (this.partsAt !== now.getTime()) this.knownParts.clear()
    this.partsAt = now.getTime()
    const kinds = this.of(fn)
    const all = [...this.kinds.values()]
    const alike = `${scopesOf(fn).join()} ${kinds.map((kind) => all.indexOf(kind)).join()}`
    const known = this.knownParts.get(alike)
    if (known !== undefined) return known
    const ranks = kinds.flatMap(({ over }) => scopesOf(fn).flatMap((scope) => over[scope]))
    const found = partsOf(
      ranks.sort((a, b) => a - b).map((rank) => this.grants[rank]!),
      now,
    )
    this.knownParts.set(alike, found)
    return found
  }

  /** What holds a function over a target: what reaches the company, its account, its centre, itself; in no order. */
  covering(fn: Permission, target: Target): (readonly Rank[])[] {
    const found: (readonly Rank[])[] = []
    for (const kind of this.of(fn))
      for (const scope of scopesOf(fn)) {
        if (scope === 'company') found.push(kind.over.company)
        else {
          const id = target[`${scope}Id`]
          const ranks = id && kind.over[scope].length > 0 ? kind.reaching(scope, id) : undefined
          if (ranks) found.push(ranks)
        }
      }
    return found
  }

  /** What asks a second person for a function. */
  askingFor(fn: string): readonly HeldGrant[] {
    const known = this.knownAsking.get(fn) ?? this.asking.filter(({ asks }) => asks!.includes(fn))
    this.knownAsking.set(fn, known)
    return known
  }
}

/** What grants of one function are held over at a moment: the whole company, parts of it, or (null) nothing. */
function partsOf(grants: readonly HeldGrant[], now: Date): 'company' | Parts | null {
  const ids = { account: new Set<string>(), centre: new Set<string>(), line: new Set<string>() }
  for (const grant of grants) {
    if (!inForce(grant, now)) continue
    if (grant.scope.kind === 'company') return 'company'
    ids[grant.scope.kind].add(grant.scope.id)
  }
  if (ids.account.size + ids.centre.size + ids.line.size === 0) return null
  return { accounts: [...ids.account], centres: [...ids.centre], lines: [...ids.line] }
}

/** Indexes live as long as the lists that they are of, which nobody changes. */
const INDEXES = new WeakMap<readonly HeldGrant[], GrantIndex>()

function indexOf(grants: readonly HeldGrant[]): GrantIndex {
  const known = INDEXES.get(grants)
  if (known) return known
  const made = new GrantIndex(grants)
  INDEXES.set(grants, made)
  return made
}

/** A look at each of so few grants costs less than an index of them: most people have three. */
const FEW = 64

/** What a function is held over at a moment: the whole company, parts of it, or (null) nothing. */
export const heldParts = (
  grants: readonly HeldGrant[],
  fn: Permission,
  now: Date,
): 'company' | Parts | null =>
  grants.length <= FEW
    ? partsOf(
        grants.filter((grant) => holds(grant, fn)),
        now,
      )
    : indexOf(grants).parts(fn, now)

/** Whether any grant in force holds a function, whatever it reaches. */
export const isHeldSomewhere = (grants: readonly HeldGrant[], fn: Permission, now: Date): boolean =>
  grants.length <= FEW
    ? grants.some((grant) => inForce(grant, now) && holds(grant, fn))
    : indexOf(grants).holdsSome(fn, now)

/** All grants that ask a second person for a function, whenever they are valid. */
export const grantsAsking = (grants: readonly HeldGrant[], fn: string): readonly HeldGrant[] =>
  grants.length <= FEW ? grants.filter(({ asks }) => asks?.includes(fn)) : indexOf(grants).askingFor(fn)

/** The grants in force that hold a function over a target: what reaches the company, its account, its centre, itself. */
export function grantsCovering(
  grants: readonly HeldGrant[],
  fn: Permission,
  target: Target,
  now: Date,
): HeldGrant[] {
  if (grants.length <= FEW)
    return grants.filter((grant) => inForce(grant, now) && reaches(grant.scope, target) && holds(grant, fn))
  return indexOf(grants)
    .covering(fn, target)
    .flat()
    .sort((a, b) => a - b)
    .map((rank) => grants[rank]!)
    .filter((grant) => inForce(grant, now))
}

/** The first of them, or undefined. */
export function firstCovering(
  grants: readonly HeldGrant[],
  fn: Permission,
  target: Target,
  now: Date,
): HeldGrant | undefined {
  if (grants.length <= FEW)
    return grants.find((grant) => inForce(grant, now) && reaches(grant.scope, target) && holds(grant, fn))
  let first: Rank | undefined
  for (const ranks of indexOf(grants).covering(fn, target)) {
    const found = ranks.find((rank) => inForce(grants[rank]!, now))
    if (found !== undefined && (first === undefined || found < first)) first = found
  }
  return first === undefined ? undefined : grants[first]
}
