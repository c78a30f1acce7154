import type { ScopeKind } from './scope'

/**
 * Every function of the portal, once. A function is one thing that can be done or seen; labels and
 * explanations are words (lib/words), keyed by the same name.
 */
type Facts<Key extends string> = {
  group: PermissionGroup
  /** Whose companies it exists for; absent: customers'. */
  offeredTo?: readonly ('customer' | 'operator')[]
  /** What a grant of it can reach; absent: the whole company only. */
  scopes?: readonly ScopeKind[]
  /** Permissions that must be effective too, on the same object. */
  needs?: readonly NoInfer<Key>[]
  /** 0 harmless … 3 can hand the company to somebody else; from 2 on a fresh proof of identity and a reason are asked. */
  risk: 0 | 1 | 2 | 3
  /** The class of data that it shows. */
  shows?: DataClass
  /** The operator's staff exercise it on a customer that they are assigned to. */
  onCustomers?: true
  /** What it does cannot be undone. */
  irreversible?: true
  /** A company can ask a second person for it. */
  approvable?: true
  /** Held by every active subject who can hold it at all, without a grant. */
  everybody?: true
  /** Held by main administrators, and never handed on. */
  never_granted?: true
  /** Who can hold it; absent: users. A number holds everything it can over itself, up to its ceilings. */
  heldBy?: 'numbers' | 'both'
  /** No ceiling takes it away. */
  always?: true
  /** The operation itself is not in the portal yet; the right can be given in advance. */
  coming?: true
}

export const GROUPS = [
  'lines',
  'services',
  'bills',
  'reports',
  'support',
  'users',
  'rights',
  'company',
  'own',
] as const
export type PermissionGroup = (typeof GROUPS)[number]

/** Classes of data, from the one that touches people most. */
export const DATA_CLASSES = ['itemised', 'codes', 'people', 'money', 'lines', 'audit'] as const
export type DataClass = (typeof DATA_CLASSES)[number]

const define = <Key extends string>(functions: Record<Key, Facts<Key>>) => functions

const both = ['customer', 'operator'] as const
const anywhere = ['company', 'account', 'centre', 'line'] as const
const accounts = ['company', 'account'] as const
const lines = { group: 'lines', scopes: anywhere } as const
const services = { group: 'services', scopes: anywhere, needs: ['line:view'], coming: true } as const
const bills = { group: 'bills', scopes: accounts } as const
const own = { group: 'own', heldBy: 'numbers', needs: ['own_line:view'] } as const

export const CATALOGUE = define({
  'line:view': { ...lines, risk: 0, shows: 'lines' },
  'line:edit': { ...lines, needs: ['line:view'], risk: 1 },
  'usage:view': { ...lines, needs: ['line:view'], risk: 2, shows: 'itemised' },
  'usage:export': { ...lines, needs: ['usage:view'], risk: 2, shows: 'itemised', approvable: true },
  'sim_codes:view': { ...lines, needs: ['line:view'], risk: 1, shows: 'codes' },
  'line:block': { ...services, risk: 1 },
  'line:unblock': { ...services, risk: 1 },
  'service:switch': { ...services, risk: 1, approvable: true },
  'roaming:switch': { ...services, risk: 1, approvable: true },
  'spending_limit:edit': { ...services, risk: 1, approvable: true },
  'top_up:buy': { ...services, risk: 1, approvable: true },
  'tariff:change': { ...services, risk: 2, approvable: true },
  'line:order': {
    group: 'services',
    scopes: accounts,
    needs: ['line:view'],
    risk: 2,
    approvable: true,
    coming: true,
  },
  'device:unlock': { ...services, risk: 1 },
  'line:reconnect': { ...services, risk: 1 },
  'sim:replace': { ...services, risk: 2, irreversible: true, approvable: true },
  'number:change': { ...services, risk: 2, irreversible: true, approvable: true },
  'line:terminate': { ...services, risk: 3, irreversible: true, approvable: true },
  'bill:view': { ...bills, risk: 0, shows: 'money' },
  'bill:pay': { ...bills, needs: ['bill:view'], risk: 1 },
  'bill:dispute': { ...bills, needs: ['bill:view'], risk: 1, coming: true },
  'due_date:extend': { ...bills, needs: ['bill:view'], risk: 1, approvable: true, coming: true },
  'instalments:agree': { ...bills, needs: ['bill:view'], risk: 2, approvable: true, coming: true },
  'bill_delivery:edit': { ...bills, needs: ['bill:view'], risk: 1, coming: true },
  'account:restructure': { group: 'bills', needs: ['bill:view'], risk: 2, approvable: true, coming: true },
  'report:view': {
    group: 'reports',
    scopes: accounts,
    needs: ['bill:view', 'line:view'],
    risk: 0,
    shows: 'money',
  },
  'report:schedule': { group: 'reports', scopes: accounts, needs: ['report:view'], risk: 2 },
  'request:view': { group: 'support', scopes: anywhere, risk: 0, coming: true },
  'fault:report': { group: 'support', scopes: anywhere, needs: ['line:view'], risk: 0, coming: true },
  'complaint:file': { group: 'support', scopes: anywhere, risk: 0, coming: true },
  'assistance:order': { group: 'support', scopes: anywhere, risk: 1, approvable: true, coming: true },
  'user:view': { group: 'users', offeredTo: both, risk: 0, shows: 'people' },
  'user:create': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 1, approvable: true },
  'user:edit': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 2 },
  'user:suspend': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 1 },
  'user:reactivate': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 1 },
  'temporary_password:reissue': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 1 },
  'session:end': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 1 },
  'second_factor:remove': { group: 'users', offeredTo: both, needs: ['user:view'], risk: 2 },
  'user:leave': { group: 'users', needs: ['user:suspend', 'right:grant'], risk: 2 },
  'right:view': { group: 'rights', offeredTo: both, needs: ['user:view'], risk: 0, shows: 'people' },
  'right:grant': {
    group: 'rights',
    offeredTo: both,
    scopes: anywhere,
    needs: ['right:view'],
    risk: 2,
    approvable: true,
  },
  'template:edit': { group: 'rights', needs: ['right:grant'], risk: 2 },
  'number_ceiling:edit': { group: 'rights', scopes: anywhere, needs: ['right:view'], risk: 2 },
  'user:view_as': { group: 'rights', needs: ['right:view'], risk: 2, shows: 'people' },
  'approval:decide': { group: 'rights', needs: ['user:view'], risk: 2 },
  'approval_rule:edit': { group: 'rights', needs: ['right:view'], risk: 3 },
  'access_review:run': { group: 'rights', needs: ['right:grant'], risk: 1 },
  'main_administrator:end': {
    group: 'rights',
    needs: ['right:grant'],
    risk: 3,
    irreversible: true,
    never_granted: true,
  },
  'audit:view': { group: 'company', offeredTo: both, risk: 1, shows: 'audit' },
  'company:edit': { group: 'company', risk: 2, coming: true },
  'sign_in_policy:edit': { group: 'company', needs: ['user:view'], risk: 3 },
  'identity_provider:edit': { group: 'company', risk: 3 },
  'main_administrator:register': { group: 'company', offeredTo: ['operator'], risk: 3 },
  'company_offer:edit': { group: 'company', offeredTo: ['operator'], risk: 2, onCustomers: true },
  'assignment:edit': { group: 'company', offeredTo: ['operator'], risk: 2 },
  'profile:edit': { group: 'own', offeredTo: both, risk: 0, everybody: true },
  'own_session:end': {
    group: 'own',
    offeredTo: both,
    risk: 0,
    everybody: true,
    heldBy: 'both',
    always: true,
  },
  'number:sign_in': { group: 'own', heldBy: 'numbers', risk: 1 },
  'own_line:view': { group: 'own', heldBy: 'numbers', needs: ['number:sign_in'], risk: 0, shows: 'lines' },
  'own_usage:view': { ...own, risk: 0, shows: 'lines' },
  'own_bill:view': { ...own, risk: 0, shows: 'money' },
  'own_line:label': { ...own, risk: 0 },
  'own_line:block': { ...own, risk: 1, coming: true },
  'own_sim_codes:view': { ...own, risk: 1, shows: 'codes', coming: true },
  'own_service:switch': { ...own, risk: 1, coming: true },
  'own_roaming:switch': { ...own, risk: 1, coming: true },
  'own_top_up:buy': { ...own, risk: 1, coming: true },
  'own_fault:report': { ...own, risk: 0, coming: true },
})

export type Permission = keyof typeof CATALOGUE
export type PermissionFacts = Facts<Permission>

export const PERMISSIONS = Object.keys(CATALOGUE) as Permission[]

export const isPermission = (key: string): key is Permission => Object.hasOwn(CATALOGUE, key)

export const factsOf = (fn: Permission): PermissionFacts => CATALOGUE[fn]

/** Whether a company of a kind has the function at all. */
export const isOfferedTo = (kind: 'customer' | 'operator', fn: Permission): boolean =>
  (factsOf(fn).offeredTo ?? ['customer']).includes(kind)

/** What a grant of the function can reach. */
export const scopesOf = (fn: Permission): readonly ScopeKind[] => factsOf(fn).scopes ?? ['company']

/** Whether subjects of a kind can hold a function at all. */
export const isHeldBy = (kind: 'user' | 'number', fn: Permission): boolean => {
  const { heldBy = 'users' } = factsOf(fn)
  return heldBy === 'both' || heldBy === `${kind}s`
}

/** What ceilings of numbers are about. */
export const NUMBER_PERMISSIONS = PERMISSIONS.filter((fn) => isHeldBy('number', fn) && !factsOf(fn).always)

/** What can be granted to the users of a company of a kind. */
export const grantableIn = (kind: 'customer' | 'operator'): Permission[] =>
  PERMISSIONS.filter((fn) => {
    const { everybody, never_granted } = factsOf(fn)
    return isHeldBy('user', fn) && isOfferedTo(kind, fn) && !everybody && !never_granted
  })

/** From this risk on a change of rights asks for a reason and a fresh proof of identity. */
export const RISKY = 2
