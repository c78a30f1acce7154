import { type FunctionKey, scopesOf } from './catalogue'
import { fitting } from './items'
import { reaches, scopeKey, type Target } from './scope'
import type { HeldGrant, Subject } from './subject'
import { isTemplate, TEMPLATES } from './templates'

/** Whether a grant is valid at a moment: from its first, and no longer at its last. */
export const inForce = (grant: HeldGrant, now: Date): boolean =>
  grant.validFrom <= now && (grant.validTo === null || now < grant.validTo)

/** The functions that a grant holds, whether or not they can be held over its scope. */
export const functionsOf = ({ template, functions }: HeldGrant): readonly string[] =>
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
    if (fitting(functionsOf(grant), grant.scope).length === 0) continue
    if (validFrom <= now) return 'now'
    first = validFrom
  }
  return first
}

/** Whether a grant holds a function over its scope at all. */
export const holds = (grant: HeldGrant, fn: FunctionKey): boolean =>
  scopesOf(fn).includes(grant.scope.kind) && functionsOf(grant).includes(fn)

/** A grant, and which of the subject's it is: of several that cover something the first is the one that is named. */
type Ranked = { rank: number; grant: HeldGrant }

/** Grants with the same functions, in order, and the same by what they reach. Somebody holds far fewer kinds than grants. */
type Kind = { holds: (fn: FunctionKey) => boolean; all: Ranked[]; over: Map<string, Ranked[]> }

/**
 * A subject's grants, laid out once for the questions of the law: each costs as much as there are kinds of grants that
 * hold its function, however many places they reach.
 */
class GrantIndex {
  private readonly kinds = new Map<unknown, Kind>()
  private readonly asking: readonly HeldGrant[]
  /** What was asked about before. */
  private readonly known = new Map<FunctionKey, { kinds: readonly Kind[]; all?: readonly HeldGrant[] }>()
  private readonly knownAsking = new Map<string, readonly HeldGrant[]>()

  constructor(grants: readonly HeldGrant[]) {
    for (const [rank, grant] of grants.entries()) {
      const functions = functionsOf(grant)
      const key = functions.length === 1 ? functions[0] : functions
      const kind = this.kinds.get(key) ?? {
        holds: (fn) => functions.includes(fn),
        all: [],
        over: new Map<string, Ranked[]>(),
      }
      this.kinds.set(key, kind)
      const ranked = { rank, grant }
      kind.all.push(ranked)
      append(kind.over, scopeKey(grant.scope), ranked)
    }
    this.asking = grants.filter(({ asks }) => asks?.length)
  }

  private of(fn: FunctionKey) {
    const known = this.known.get(fn) ?? { kinds: [...this.kinds.values()].filter((kind) => kind.holds(fn)) }
    this.known.set(fn, known)
    return known
  }

  /** What holds a function, in the subject's order. */
  holding(fn: FunctionKey): readonly HeldGrant[] {
    const known = this.of(fn)
    known.all ??= known.kinds
      .flatMap(({ all }) => all)
      .filter(({ grant }) => scopesOf(fn).includes(grant.scope.kind))
      .sort((a, b) => a.rank - b.rank)
      .map(({ grant }) => grant)
    return known.all
  }

  /** Whether anything in force holds a function, whatever it reaches. */
  holdsSome = (fn: FunctionKey, now: Date): boolean =>
    this.of(fn).kinds.some(({ all }) =>
      all.some(({ grant }) => scopesOf(fn).includes(grant.scope.kind) && inForce(grant, now)),
    )

  /** What holds a function over a target: what reaches the company, its account, its centre, itself; in no order. */
  covering(fn: FunctionKey, target: Target): Ranked[][] {
    const found: Ranked[][] = []
    const { kinds } = this.of(fn)
    for (const scope of kinds.length > 0 ? scopesOf(fn) : []) {
      const id = scope === 'company' ? scope : target[`${scope}Id`]
      if (!id) continue
      const key = scope === 'company' ? scope : `${scope}:${id}`
      for (const { over } of kinds) {
        const list = over.get(key)
        if (list) found.push(list)
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

function append<Key>(lists: Map<Key, Ranked[]>, key: Key, each: Ranked): void {
  const list = lists.get(key)
  if (list) list.push(each)
  else lists.set(key, [each])
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

/** All grants that hold a function, whatever they reach and whenever they are valid, in the subject's order. */
export const grantsHolding = (grants: readonly HeldGrant[], fn: FunctionKey): readonly HeldGrant[] =>
  grants.length <= FEW ? grants.filter((grant) => holds(grant, fn)) : indexOf(grants).holding(fn)

/** Whether any grant in force holds a function, whatever it reaches. */
export const isHeldSomewhere = (grants: readonly HeldGrant[], fn: FunctionKey, now: Date): boolean =>
  grants.length <= FEW
    ? grants.some((grant) => inForce(grant, now) && holds(grant, fn))
    : indexOf(grants).holdsSome(fn, now)

/** All grants that ask a second person for a function, whenever they are valid. */
export const grantsAsking = (grants: readonly HeldGrant[], fn: string): readonly HeldGrant[] =>
  grants.length <= FEW ? grants.filter(({ asks }) => asks?.includes(fn)) : indexOf(grants).askingFor(fn)

/** The grants in force that hold a function over a target: what reaches the company, its account, its centre, itself. */
export function grantsCovering(
  grants: readonly HeldGrant[],
  fn: FunctionKey,
  target: Target,
  now: Date,
): HeldGrant[] {
  if (grants.length <= FEW)
    return grants.filter((grant) => inForce(grant, now) && reaches(grant.scope, target) && holds(grant, fn))
  return indexOf(grants)
    .covering(fn, target)
    .flatMap((list) => list.filter(({ grant }) => inForce(grant, now)))
    .sort((a, b) => a.rank - b.rank)
    .map(({ grant }) => grant)
}

/** The first of them, or undefined. */
export function firstCovering(
  grants: readonly HeldGrant[],
  fn: FunctionKey,
  target: Target,
  now: Date,
): HeldGrant | undefined {
  if (grants.length <= FEW)
    return grants.find((grant) => inForce(grant, now) && reaches(grant.scope, target) && holds(grant, fn))
  let first: Ranked | undefined
  for (const list of indexOf(grants).covering(fn, target)) {
    const found = list.find(({ grant }) => inForce(grant, now))
    if (found && (!first || found.rank < first.rank)) first = found
  }
  return first?.grant
}
