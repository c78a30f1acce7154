/**
 * Every function of the portal, once. A function is one thing that can be done or seen; labels and
 * explanations are words (lib/words), keyed by the same name.
 */
type Facts<Key extends string> = {
  /** Whose companies it exists for. */
  offeredTo: readonly ('customer' | 'operator')[]
  /** Functions that must be effective too. */
  needs: readonly NoInfer<Key>[]
  /** 0 harmless … 3 can hand the company to somebody else; from 2 on a fresh proof of identity is asked. */
  risk: 0 | 1 | 2 | 3
  /** Held by every active subject who can hold it at all, without a grant. */
  everybody?: true
  /** Who can hold it; absent: users. A number holds everything it can over itself, up to its ceilings. */
  heldBy?: 'numbers' | 'both'
  /** No ceiling takes it away. */
  always?: true
}

const define = <Key extends string>(functions: Record<Key, Facts<Key>>) => functions

const both = ['customer', 'operator'] as const

export const CATALOGUE = define({
  'profile:edit': { offeredTo: both, needs: [], risk: 0, everybody: true },
  'own_session:end': { offeredTo: both, needs: [], risk: 0, everybody: true, heldBy: 'both', always: true },
  'user:view': { offeredTo: both, needs: [], risk: 0 },
  'user:create': { offeredTo: both, needs: ['user:view'], risk: 1 },
  'user:edit': { offeredTo: both, needs: ['user:view'], risk: 2 },
  'user:suspend': { offeredTo: both, needs: ['user:view'], risk: 1 },
  'user:reactivate': { offeredTo: both, needs: ['user:view'], risk: 1 },
  'temporary_password:reissue': { offeredTo: both, needs: ['user:view'], risk: 1 },
  'session:end': { offeredTo: both, needs: ['user:view'], risk: 1 },
  'second_factor:remove': { offeredTo: both, needs: ['user:view'], risk: 2 },
  'right:grant': { offeredTo: both, needs: ['user:view'], risk: 2 },
  'line:view': { offeredTo: ['customer'], needs: [], risk: 0 },
  'line:edit': { offeredTo: ['customer'], needs: ['line:view'], risk: 1 },
  'sim_codes:view': { offeredTo: ['customer'], needs: ['line:view'], risk: 1 },
  'usage:view': { offeredTo: ['customer'], needs: ['line:view'], risk: 1 },
  'bill:view': { offeredTo: ['customer'], needs: [], risk: 0 },
  'bill:pay': { offeredTo: ['customer'], needs: ['bill:view'], risk: 1 },
  'report:view': { offeredTo: ['customer'], needs: ['bill:view', 'line:view'], risk: 0 },
  'report:schedule': { offeredTo: ['customer'], needs: ['report:view'], risk: 2 },
  'audit:view': { offeredTo: both, needs: [], risk: 1 },
  'sign_in_policy:edit': { offeredTo: ['customer'], needs: ['user:view'], risk: 3 },
  'identity_provider:edit': { offeredTo: ['customer'], needs: [], risk: 3 },
  'number_ceiling:edit': { offeredTo: ['customer'], needs: [], risk: 2 },
  'main_administrator:register': { offeredTo: ['operator'], needs: [], risk: 3 },
  'number:sign_in': { offeredTo: ['customer'], needs: [], risk: 1, heldBy: 'numbers' },
  'own_line:view': { offeredTo: ['customer'], needs: ['number:sign_in'], risk: 0, heldBy: 'numbers' },
  'own_usage:view': { offeredTo: ['customer'], needs: ['own_line:view'], risk: 0, heldBy: 'numbers' },
  'own_bill:view': { offeredTo: ['customer'], needs: ['own_line:view'], risk: 0, heldBy: 'numbers' },
  'own_line:label': { offeredTo: ['customer'], needs: ['own_line:view'], risk: 0, heldBy: 'numbers' },
})

export type FunctionKey = keyof typeof CATALOGUE
export type FunctionFacts = Facts<FunctionKey>

export const FUNCTIONS = Object.keys(CATALOGUE) as FunctionKey[]

export const factsOf = (fn: FunctionKey): FunctionFacts => CATALOGUE[fn]

/** Whether subjects of a kind can hold a function at all. */
export const isHeldBy = (kind: 'user' | 'number', fn: FunctionKey): boolean => {
  const { heldBy = 'users' } = factsOf(fn)
  return heldBy === 'both' || heldBy === `${kind}s`
}

/** What ceilings of numbers are about. */
export const NUMBER_FUNCTIONS = FUNCTIONS.filter((fn) => isHeldBy('number', fn) && !factsOf(fn).always)
