import { isPermission, type Permission, scopesOf } from './catalogue'
import { readScope, type Scope, scopeKey } from './scope'
import { isTemplate, TEMPLATES } from './templates'

/**
 * What is granted, as one word: a template of ours (`finance`), one of the company's (its id), or a single function
 * (`bill:view`).
 */
export type What =
  | { kind: 'template'; key: string }
  | { kind: 'own'; id: string }
  | { kind: 'function'; fn: Permission }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads the word; null: there is no such thing. */
export function readWhat(word: string): What | null {
  if (isPermission(word)) return { kind: 'function', fn: word }
  if (isTemplate(word)) return { kind: 'template', key: word }
  return UUID.test(word) ? { kind: 'own', id: word } : null
}

/** What people can be narrowed to by what they hold: such a word, `main_administrator`, or `none`; empty: to nothing. */
export const isHeldFilter = (word: string): boolean =>
  ['', 'none', 'main_administrator'].includes(word) || readWhat(word) !== null

/** What is granted and how far: `finance@company`, `bill:view@account:<id>`. */
export const itemKey = (what: string, scope: Scope): string => `${what}@${scopeKey(scope)}`

export function readItem(key: string): { what: string; scope: Scope } | null {
  const at = key.lastIndexOf('@')
  const scope = readScope(key.slice(at + 1))
  const what = key.slice(0, at)
  return at > 0 && scope && readWhat(what) ? { what, scope } : null
}

/** The functions that a word stands for; `own` are the company's templates. */
export function permissionsOfWhat(
  word: string,
  own: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const what = readWhat(word)
  if (!what) return []
  if (what.kind === 'function') return [what.fn]
  if (what.kind === 'own') return own.get(what.id) ?? []
  return isTemplate(what.key) ? TEMPLATES[what.key] : []
}

/** What of some functions can be held over a scope at all. */
export const fitting = (functions: readonly string[], scope: Scope): Permission[] =>
  functions.filter(isPermission).filter((fn) => scopesOf(fn).includes(scope.kind))
