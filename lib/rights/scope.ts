/** How far a grant reaches [TMF672 asset]: "all lines of cost centre 210, present and future". */
export type Scope = { kind: 'company' } | { kind: Exclude<ScopeKind, 'company'>; id: string }
export type ScopeKind = 'company' | 'account' | 'centre' | 'line'

/**
 * What a function is exercised on: the company as a whole, or a line, a billing account or a cost centre of it. A line
 * says which account and cost centre it belongs to.
 */
export type Target = {
  companyId: string
  lineId?: string
  accountId?: string | null
  centreId?: string | null
}

/** Whether a scope reaches a target of its own company. */
export const reaches = (scope: Scope, target: Target): boolean =>
  scope.kind === 'company' || target[`${scope.kind}Id`] === scope.id

/** The whole of a scope, as a target: what a grant over it must be covered by. */
export function targetOf(companyId: string, scope: Scope): Target {
  if (scope.kind === 'company') return { companyId }
  return { companyId, [`${scope.kind}Id`]: scope.id }
}

/** A scope as text: in addresses, in forms, in files. `company`, or `centre:<id>`. */
export const scopeKey = (scope: Scope): string =>
  scope.kind === 'company' ? 'company' : `${scope.kind}:${scope.id}`

const KEY = /^(account|centre|line):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** Reads what `scopeKey` wrote; null for anything else. */
export function readScope(key: string): Scope | null {
  if (key === 'company') return { kind: 'company' }
  const [, kind, id] = KEY.exec(key) ?? []
  return kind && id ? { kind: kind as 'account' | 'centre' | 'line', id } : null
}
