import { type FunctionKey, scopesOf } from './catalogue'
import { reaches, type Target } from './scope'
import type { HeldGrant } from './subject'
import { isTemplate, TEMPLATES } from './templates'

/** Whether a grant is valid at a moment: from its first, and no longer at its last. */
export const inForce = (grant: HeldGrant, now: Date): boolean =>
  grant.validFrom <= now && (grant.validTo === null || now < grant.validTo)

/** The functions that a grant holds, whether or not they can be held over its scope. */
export const functionsOf = ({ template, functions }: HeldGrant): readonly string[] =>
  functions ?? (template && isTemplate(template) ? TEMPLATES[template] : [])

/** Whether a grant holds a function over its scope at all. */
export const holds = (grant: HeldGrant, fn: FunctionKey): boolean =>
  scopesOf(fn).includes(grant.scope.kind) && functionsOf(grant).includes(fn)

/** A grant, and which of the subject's it is: of several that cover something the first is the one that is named. */
type Ranked = { rank: number; grant: HeldGrant }

/** All that holds one function, in order, and the same by where it reaches. */
type Holding = {
  all: readonly HeldGrant[]
  company: Ranked[]
  account: Map<string, Ranked[]>
  centre: Map<string, Ranked[]>
  line: Map<string, Ranked[]>
}

/**
 * A subject's grants, laid out for the questions of the law. What holds a function is put together the first time that
 * it is asked about; from then on a question costs as much as there are grants of that function over its very target,
 * however many there are elsewhere.
 */
class GrantIndex {
  private readonly holdings = new Map<FunctionKey, Holding>()
  /** Grants with the same functions; far fewer kinds than grants. */
  private readonly kinds = new Map<unknown, Ranked[]>()
  private readonly asking: readonly HeldGrant[]

  constructor(grants: readonly HeldGrant[]) {
    for (const [rank, grant] of grants.entries()) {
      const functions = functionsOf(grant)
      append(this.kinds, functions.length === 1 ? functions[0] : functions, { rank, grant })
    }
    this.asking = grants.filter(({ asks }) => asks?.length)
  }

  /** What holds a function, in the subject's order. */
  of(fn: FunctionKey): Holding {
    const known = this.holdings.get(fn)
    if (known) return known
    const ranked = [...this.kinds.values()]
      .filter(([first]) => functionsOf(first!.grant).includes(fn))
      .flat()
      .filter(({ grant }) => scopesOf(fn).includes(grant.scope.kind))
      .sort((a, b) => a.rank - b.rank)
    const holding: Holding = {
      all: ranked.map(({ grant }) => grant),
      company: [],
      account: new Map(),
      centre: new Map(),
      line: new Map(),
    }
    for (const each of ranked) {
      const { scope } = each.grant
      if (scope.kind === 'company') holding.company.push(each)
      else append(holding[scope.kind], scope.id, each)
    }
    this.holdings.set(fn, holding)
    return holding
  }

  /** What asks a second person for a function. */
  askingFor = (fn: string): readonly HeldGrant[] => this.asking.filter(({ asks }) => asks!.includes(fn))
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
  grants.length <= FEW ? grants.filter((grant) => holds(grant, fn)) : indexOf(grants).of(fn).all

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
  return reaching(indexOf(grants).of(fn), target)
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
  for (const list of reaching(indexOf(grants).of(fn), target)) {
    const found = list.find(({ grant }) => inForce(grant, now))
    if (found && (!first || found.rank < first.rank)) first = found
  }
  return first?.grant
}

const NONE: readonly Ranked[] = []
const reaching = ({ company, account, centre, line }: Holding, target: Target) => [
  company,
  (target.accountId && account.get(target.accountId)) || NONE,
  (target.centreId && centre.get(target.centreId)) || NONE,
  (target.lineId && line.get(target.lineId)) || NONE,
]
